"""Small databases made from the contracts by hand: three invented organisations in which everything agrees."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb

from transform.build import TABLES
from transform.stage import STAGED_TABLES
from transform.table import Column, Table

CONTRACTS: dict[str, Table] = {table.full_name: table for table in (*TABLES, *STAGED_TABLES)}
AS_OF = date(2017, 9, 30)
ALDER, BIRCH, CEDAR = "GB-MPR-1000R", "GB-MPR-2000C", "GB-COH-03000001"
NAMES = {ALDER: "Alder Society Limited", BIRCH: "Birch Credit Union Limited", CEDAR: "Cedar Community Interest Company"}
PARTS = {
    "nation": "nation",
    "district": "district_code",
    "sector": "sector",
    "ownership": "ownership_class",
    "legal_form": "form_group",
}
FACTS: dict[str, dict[str, object]] = {
    ALDER: {
        "form_group": "society",
        "status": "live",
        "status_source": "fca_mutuals",
        "registered_on": date(1990, 1, 1),
        "in_mpr": True,
        "postcode": "CF10 1AA",
        "district_code": "W06000015",
        "district_name": "Cardiff",
        "nation": "Wales",
        "nation_basis": "postcode",
        "latest_turnover_gbp": 100,
        "latest_turnover_source": "coops_uk_economic",
        "latest_turnover_edition": "2016-06",
    },
    BIRCH: {
        "form_group": "credit_union",
        "status": "live",
        "status_source": "fca_mutuals",
        "in_mpr": True,
        "nation": "Scotland",
        "nation_basis": "stated",
    },
    CEDAR: {
        "form_group": "community_interest_company",
        "status": "ended",
        "status_source": "coops_uk_organisations",
        "status_source_value": "Dead",
        "registered_on": date(2005, 5, 5),
        "ended_on": date(2017, 3, 3),
        "is_cic": True,
        "nation": "England",
        "nation_basis": "stated",
    },
}


def sound(path: Path) -> Path:
    """Write a database that passes every gate."""
    with duckdb.connect(str(path)) as con:
        create(con)
        add(con, "register.release", release_id="2017-09-30-0-0", as_of=AS_OF)
        _lists(con)
        _organisations(con)
        _figures(con)
        _summaries(con)
    return path


def create(con: duckdb.DuckDBPyConnection) -> None:
    """Create every table empty; staged views stand as tables that also say which file a row is from."""
    con.execute("CREATE SCHEMA register; CREATE SCHEMA summary; CREATE SCHEMA staged")
    for table in CONTRACTS.values():
        columns = [f'"{column.name}" {column.type}' for column in table.columns]
        if table.schema == "staged":
            columns += ["file_sha256 VARCHAR", "edition VARCHAR"]
        con.execute(f'CREATE TABLE {table.schema}."{table.name}" ({", ".join(columns)})')


def add(con: duckdb.DuckDBPyConnection, table: str, **values: object) -> None:
    """Insert one row; required columns that are not given get a permitted value."""
    row = {column.name: _permitted(column) for column in CONTRACTS[table].columns if column.required} | values
    names, marks = ", ".join(f'"{name}"' for name in row), ", ".join("?" for _ in row)
    con.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(row.values()))


def _permitted(column: Column) -> object:
    if column.values:
        return column.values[0]
    if column.type == "VARCHAR":
        return "x"
    if column.type == "DATE":
        return date(2016, 6, 30)
    return False if column.type == "BOOLEAN" else int(column.minimum or 0)


def _sha(source: str, edition: str) -> str:
    return f"{source}{edition}".encode().hex()[-64:].rjust(64, "0")


def _file(con: duckdb.DuckDBPyConnection, source: str, edition: str, staged: int, **values: object) -> None:
    day = date(int(edition[:4]), 6, 30)
    known: dict[str, object] = {
        "source": source,
        "edition": edition,
        "edition_date": day,
        "part": "",
        "file_sha256": _sha(source, edition),
        "role": "register",
        "completeness": "complete",
        "door": "sample",
        "bytes": 100,
        "records_read": staged,
        "staged": staged,
        "rows_low": 1,
        "rows_high": 200,
        "age_days": (AS_OF - day).days,
        "stale_after_days": 800,
        "is_newest": edition >= "2017",
    }
    add(con, "register.source", **(known | values))


def _line(
    con: duckdb.DuckDBPyConnection, place: tuple[str, str, int], about: tuple[str, str, str] | None, **values: object
) -> None:
    """One staged line, and the organisation, own id and kind of record it is known to speak of."""
    source, edition, line = place
    where = {"edition": edition, "file_sha256": _sha(source, edition), "source_line": line}
    add(con, f"staged.{source}", **where, **values)
    if about:
        organisation, own, kind = about
        year = 2016 if kind == "figures" else None
        add(
            con,
            "register.source_record",
            source=source,
            **where,
            organisation_id=organisation,
            record_id=own,
            record_kind=kind,
            reference_year=year,
        )


def _lists(con: duckdb.DuckDBPyConnection) -> None:
    for edition in ("2016-06", "2017-06"):
        _file(con, "fca_mutuals", edition, 2, completeness="reconstruction")
        _file(con, "coops_uk_organisations", edition, 3)
        _file(con, "coops_uk_outlets", edition, 1, records_read=100, out_of_scope=99)
        for line, (organisation, name) in enumerate(NAMES.items(), 2):
            own = f"R00000{line}"
            about = (organisation, own, "organisation")
            _line(con, ("coops_uk_organisations", edition, line), about, cuk_id=own, name=name, sector="Retail")
            if organisation != CEDAR:
                number = organisation.removeprefix("GB-MPR-")
                _line(con, ("fca_mutuals", edition, line), (organisation, number, "organisation"), society_number=number, name=name)
        _line(con, ("coops_uk_outlets", edition, 2), (ALDER, "R000002", "outlet"), cuk_id="R000002")
    _file(con, "lad_lookup", "2017", 1, role="reference")
    _line(con, ("lad_lookup", "2017", 2), None, district_code="W06000015", active_code="W06000015")
    add(con, "register.district", district_code="W06000015", district_name="Cardiff", nation="Wales")


def _organisations(con: duckdb.DuckDBPyConnection) -> None:
    for line, (organisation, facts) in enumerate(FACTS.items(), 2):
        add(con, "register.organisation", organisation_id=organisation, name=NAMES[organisation], in_cuk=True, registers=2, **facts)
        add(con, "register.name", organisation_id=organisation, name=NAMES[organisation], source_line=line, file_sha256="0" * 64)
        scheme, value = organisation[:6], organisation[7:]
        for known in ((scheme, value, "identity"), ("XI-CUK", f"R00000{line}", "identity")):
            add(con, "register.identifier", organisation_id=organisation, scheme=known[0], value=known[1], kind=known[2])
        add(con, "register.redirect", from_id=f"XI-CUK-R00000{line}", organisation_id=organisation)
    add(con, "register.identifier", organisation_id=ALDER, scheme="GB-COH", value="IP01000R", kind="mirror")
    add(con, "register.address", organisation_id=ALDER, address="1 High Street, Cardiff", file_sha256="0" * 64)
    add(
        con,
        "register.event",
        organisation_id=CEDAR,
        event="ended",
        happened_on=date(2017, 3, 3),
        known_on=date(2017, 6, 30),
        file_sha256="0" * 64,
    )


def _figures(con: duckdb.DuckDBPyConnection) -> None:
    """Turnover of 100, 50 (a credit union's, carried forward) and 30, and an aggregate of 25."""
    source, edition, year = "coops_uk_economic", "2016-06", {"reference_year": 2016}
    _file(con, source, edition, 4, is_newest=True)
    where = {"edition": edition, "file_sha256": _sha(source, edition)}
    for line, (organisation, turnover, reported) in enumerate(((ALDER, 100, True), (BIRCH, 50, False), (CEDAR, 30, True)), 2):
        own, state = f"R00000{line}", "reported" if reported else "carried_forward"
        concept = "credit_union_income" if organisation == BIRCH else "turnover"
        ends = date(2015, 12, 31) if reported else date(2014, 3, 31)
        shown = {"state": state, "period_end": ends} | year | where | {"source_line": line}
        _line(
            con,
            (source, edition, line),
            (organisation, own, "figures"),
            row_kind="organisation",
            unit_id=own,
            reference_year=2016,
            turnover_gbp=turnover,
        )
        add(con, "register.finance", organisation_id=organisation, source=source, value=turnover, income_concept=concept, **shown)
        placed = {"nation": {ALDER: "Wales", BIRCH: "Scotland", CEDAR: "England"}[organisation], "name": NAMES[organisation]}
        for basis, counted in (("as_published", True), ("reported", reported)):
            add(
                con,
                "summary.reporting_panel",
                organisation_id=organisation,
                unit_id=own,
                basis=basis,
                counted=counted,
                turnover_gbp=turnover,
                income_concept=concept,
                row_kind="organisation",
                **placed,
                **shown,
            )
    _line(
        con,
        (source, edition, 5),
        None,
        row_kind="aggregate",
        unit_id="Credit Unions Total - Wales",
        reference_year=2016,
        turnover_gbp=25,
    )
    add(
        con,
        "register.aggregate",
        source=source,
        label="Credit Unions Total - Wales",
        value=25,
        income_concept="credit_union_income",
        source_line=5,
        nation="Wales",
        **year,
        **where,
    )
    for basis in ("as_published", "reported"):
        add(
            con,
            "summary.reporting_panel",
            unit_id="Credit Unions Total - Wales",
            basis=basis,
            counted=basis == "as_published",
            turnover_gbp=25,
            income_concept="credit_union_income",
            row_kind="aggregate",
            nation="Wales",
            source_line=5,
            **year,
            **where,
        )


def _summaries(con: duckdb.DuckDBPyConnection) -> None:
    measures = """count(*) FILTER (row_kind = 'organisation') AS organisations,
        count(turnover_gbp) FILTER (row_kind = 'organisation' AND counted) AS with_turnover,
        count(*) FILTER (row_kind = 'aggregate' AND counted) AS aggregates, sum(turnover_gbp) FILTER (counted) AS turnover_gbp,
        sum(turnover_gbp) FILTER (counted AND income_concept = 'credit_union_income') AS credit_union_income_gbp,
        round(with_turnover / nullif(organisations, 0), 6) AS coverage_count"""
    add_from = "INSERT INTO summary.{} BY NAME SELECT edition, reference_year, basis, {} FROM summary.reporting_panel GROUP BY ALL"
    con.execute(add_from.format("turnover_by_year", measures))
    for part, column in PARTS.items():
        also = ", any_value(district_name) AS district_name, any_value(nation) AS nation" if part == "district" else ""
        con.execute(add_from.format(f"turnover_by_{part}", f"{column}, {measures}{also}"))
    con.execute("""
        INSERT INTO summary.top_by_turnover BY NAME
            SELECT edition, reference_year, basis, organisation_id, name, form_group, nation, ownership_class, turnover_gbp, state,
                3 AS organisations, 3 AS with_turnover, 1 AS coverage_count,
                row_number() OVER (PARTITION BY basis ORDER BY turnover_gbp DESC) AS rank
            FROM summary.reporting_panel WHERE row_kind = 'organisation';
        INSERT INTO summary.coverage_geography BY NAME
            SELECT nation, count(*) AS organisations, count(postcode) AS with_postcode, count(district_code) AS with_district,
                count(*) FILTER (nation_basis = 'stated') AS nation_stated_only,
                round(with_district / organisations, 6) AS coverage_count
            FROM register.organisation WHERE status = 'live' GROUP BY nation;
        INSERT INTO summary.register_flows BY NAME
            SELECT '1990-Q1' AS quarter, form_group, nation, count(registered_on) AS registered, count(ended_on) AS ended,
                registered - ended AS net, registered AS dated_organisations, count(*) AS organisations, 1 AS coverage_count
            FROM register.organisation WHERE registered_on IS NOT NULL GROUP BY ALL""")
