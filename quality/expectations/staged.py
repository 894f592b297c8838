"""staged.*: every line of a file is there once, no column fell silent, and every line of a register was taken up."""

from __future__ import annotations

from extract.catalogue import CATALOGUE
from quality.expectation import Expectation, Severity, named, quoted
from transform.lookups.tables import rows as lookup
from transform.table import Table

ORGANISATION_LINES = {"coops_uk_economic": "row_kind = 'organisation'"}  # the others hold no lines of aggregates


def expectations(table: Table) -> tuple[Expectation, ...]:
    """Give what must hold of one staged view, by its contract and the catalogue."""
    return (_counts(table), *_emptied(table), _never_filled(table), *_closure(table))


def _counts(table: Table) -> Expectation:
    return Expectation(
        "source",
        table.full_name,
        "as many rows are staged as were counted, file by file",
        rows=f"""SELECT coalesce(s.edition, v.edition) AS edition, s.part, s.staged AS counted, v.rows AS staged
            FROM (SELECT * FROM register.source WHERE source = {quoted(table.name)}) AS s
            FULL JOIN (SELECT edition, file_sha256, count(*) AS rows FROM {table.full_name} GROUP BY ALL) AS v
                ON v.edition = s.edition AND v.file_sha256 = s.file_sha256
            WHERE coalesce(s.staged, 0) <> coalesce(v.rows, 0)""",
    )


def _emptied(table: Table) -> tuple[Expectation, ...]:
    def made(severity: Severity, whose: str, only: str) -> Expectation:
        return Expectation(
            "source",
            table.full_name,
            f"no column of {whose} fell silent",
            severity,
            rows=f"SELECT edition, column_name, percent_filled, edition_before, percent_before FROM ({_fill(table)}) "
            f"WHERE percent_before >= 20 AND percent_filled < 1 AND {only} AND NOT {_expected_gap(table)}",
            threshold="a column that was filled in 20% of rows is filled in 1% of the next edition's",
        )

    return (
        made("critical", "a complete edition", "is_complete"),
        made("warning", "an excerpt or a reconstruction", "NOT is_complete"),
    )


def _never_filled(table: Table) -> Expectation:
    required = ", ".join(quoted(column.name) for column in table.columns if column.required)
    return Expectation(
        "source",
        table.full_name,
        "no required column is empty from the first edition on",
        rows=f"SELECT edition, column_name FROM ({_fill(table)}) "
        f"WHERE edition_before IS NULL AND percent_filled = 0 AND column_name IN ({required})",
    )


def _fill(table: Table) -> str:
    """One row is one column of one edition: the share of rows that have a value, and that of the edition before."""
    names = [named(column.name) for column in table.columns]
    return f"""
        SELECT edition, column_name, is_complete, round(100.0 * filled / rows, 2) AS percent_filled,
            lag(edition) OVER w AS edition_before, lag(round(100.0 * filled / rows, 2)) OVER w AS percent_before
        FROM (UNPIVOT (
                SELECT edition, count(*) AS rows, {", ".join(f"count({name}) AS {name}" for name in names)}
                FROM {table.full_name} GROUP BY edition
            ) ON {", ".join(names)} INTO NAME column_name VALUE filled)
        JOIN (SELECT edition, min(edition_date) AS edition_date, bool_and(completeness = 'complete' AND role <> 'increment') AS is_complete
            FROM register.source WHERE source = {quoted(table.name)} GROUP BY edition) USING (edition)
        WINDOW w AS (PARTITION BY column_name ORDER BY edition_date, edition)"""


def _expected_gap(table: Table) -> str:
    """Columns that a publisher is known to have dropped, and in which editions (lookups/column_gaps.csv)."""
    gaps = [row for row in lookup("column_gaps.csv") if row["source"] == table.name]
    known = [
        f"(column_name = {quoted(gap['column_name'])} AND edition >= {quoted(gap['from_edition'])}"
        + (f" AND left(edition, {len(gap['to_edition'])}) <= {quoted(gap['to_edition'])})" if gap["to_edition"] else ")")
        for gap in gaps
    ]
    return f"({' OR '.join(known) or 'false'})"


def _closure(table: Table) -> tuple[Expectation, ...]:
    source = CATALOGUE.get(table.name)
    if source is None or source.role != "register":
        return ()
    about = ORGANISATION_LINES.get(table.name, "true")
    taken = "(r.source, r.edition, r.file_sha256, r.source_line)"
    return (
        Expectation(
            "register",
            table.full_name,
            "every line about an organisation was taken up by one",
            rows=f"SELECT s.edition, s.source_line FROM {table.full_name} AS s WHERE {about} AND NOT EXISTS (SELECT 1 FROM "
            f"register.source_record AS r WHERE {taken} = ({quoted(table.name)}, s.edition, s.file_sha256, s.source_line))",
        ),
        Expectation(
            "register",
            table.full_name,
            "every line that an organisation rests on was staged",
            rows=f"SELECT r.edition, r.source_line, r.organisation_id FROM register.source_record AS r "
            f"WHERE r.source = {quoted(table.name)} AND NOT EXISTS (SELECT 1 FROM {table.full_name} AS s "
            "WHERE (s.edition, s.file_sha256, s.source_line) = (r.edition, r.file_sha256, r.source_line))",
        ),
    )
