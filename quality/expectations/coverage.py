"""summary.coverage_*, register_flows and top_by_turnover: numerators within denominators, flows that close, ranks that run."""

from __future__ import annotations

from quality.expectation import Expectation


def _share(table: str, part: str, whole: str, share: str, key: str) -> Expectation:
    return Expectation(
        "release",
        table,
        f"{share} is {part} by {whole}, to six places",
        rows=f"SELECT {key}, {part}, {whole}, {share} FROM {table} WHERE {part} > {whole} OR CASE WHEN {whole} = 0 "
        f"THEN coalesce({share}, 0) <> 0 ELSE coalesce(abs({share} - round({part} / {whole}, 6)) > 1e-9, true) END",
        column=share,
    )


EXPECTATIONS = (
    _share("summary.coverage_register", "listed", "organisations", "coverage_count", "form_group, source"),
    _share("summary.coverage_field", "with_value", "organisations", "coverage_count", "field, form_group"),
    _share("summary.coverage_finance", "with_value", "organisations", "coverage_count", "edition, reference_year, basis, measure"),
    _share("summary.coverage_geography", "with_district", "organisations", "coverage_count", "nation"),
    _share(
        "summary.coverage_timeliness",
        "within_18_months",
        "with_turnover",
        "share_within_18_months_count",
        "edition, reference_year, basis",
    ),
    _share("summary.register_flows", "dated_organisations", "organisations", "coverage_count", "quarter, form_group, nation"),
    Expectation(
        "release",
        "summary.coverage_geography",
        "nations add up to the live organisations of the register",
        rows="SELECT * FROM (SELECT coalesce(sum(organisations), 0) AS in_summary, (SELECT count(*) FROM register.organisation WHERE status = 'live') AS live "
        "FROM summary.coverage_geography) WHERE in_summary <> live",
        column="organisations",
    ),
    Expectation(
        "release",
        "summary.register_flows",
        "net is registered less ended",
        rows="SELECT quarter, form_group, nation, registered, ended, net FROM summary.register_flows WHERE net <> registered - ended",
        column="net",
    ),
    Expectation(
        "release",
        "summary.register_flows",
        "every registration and every ending is in its quarter: flows close, with no residual",
        rows="""SELECT form_group, nation, f.registered, o.registered AS organisations_registered, f.ended, o.ended AS organisations_ended
            FROM (SELECT form_group, nation, sum(registered) AS registered, sum(ended) AS ended FROM summary.register_flows GROUP BY ALL) AS f
            FULL JOIN (SELECT form_group, nation, count(registered_on) AS registered, count(ended_on) AS ended FROM register.organisation GROUP BY ALL) AS o
                USING (form_group, nation)
            WHERE coalesce(f.registered, 0) <> coalesce(o.registered, 0) OR coalesce(f.ended, 0) <> coalesce(o.ended, 0)""",
    ),
    Expectation(
        "release",
        "summary.top_by_turnover",
        "ranks run from 1 without a gap, the larger before the smaller",
        rows="""SELECT edition, reference_year, basis, rank, organisation_id, turnover_gbp FROM (
                SELECT *, row_number() OVER w AS place, lag(turnover_gbp) OVER w AS larger
                FROM summary.top_by_turnover WINDOW w AS (PARTITION BY edition, reference_year, basis ORDER BY rank)
            ) WHERE rank <> place OR turnover_gbp > larger""",
        column="rank",
    ),
    Expectation(
        "release",
        "summary.reporting_panel",
        "the panel shows every line of figures once on each basis",
        rows="""SELECT edition, reference_year, basis, count(*) FILTER (row_kind = 'organisation') AS in_panel, any_value(lines) AS lines
            FROM summary.reporting_panel LEFT JOIN (
                SELECT edition, reference_year, count(*) AS lines FROM register.source_record WHERE record_kind = 'figures' GROUP BY ALL
            ) USING (edition, reference_year)
            GROUP BY ALL HAVING count(*) FILTER (row_kind = 'organisation') <> coalesce(any_value(lines), 0)""",
    ),
)
