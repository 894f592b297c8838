"""Small register databases made from the contracts themselves: invented organisations, consistent in every table.

| organisation | why it is here |
| --- | --- |
| GB-MPR-99001R Ynys Café | a society with an accent, a Welsh name, a mirror, a trading name and a figure carried forward |
| GB-MPR-901C Larkmoor | a live credit union in Cardiff: the only one in Wales |
| GB-COH-09900001 | a worker co-operative in care, with a quotation mark and a comma in its name |
| XI-CUK-R990004 | left the list: status unknown, no postcode, no district, nation only as stated |
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from transform.build import TABLES
from transform.table import Column, Table
from warehouse.keep import keep

Rows = dict[str, list[dict[str, Any]]]
SHA = {key: f"{n:064x}" for n, key in enumerate(("fca", "cuk", "money", "places", "codes"), start=1)}
EDITION = "2017-06"
DAY = date(2017, 6, 30)
_DEFAULTS: dict[str, Any] = {
    "VARCHAR": "",
    "DATE": DAY,
    "BIGINT": 1,
    "INTEGER": 1,
    "DOUBLE": 0.5,
    "DECIMAL(18,2)": Decimal("1.00"),
    "BOOLEAN": False,
}


def _value(column: Column) -> Any:
    if not column.required:
        return None
    return column.values[0] if column.values else _DEFAULTS[column.type]


def _source(key: str, sha: str, title: str, **other: Any) -> dict[str, Any]:
    return {
        "source": key,
        "edition": EDITION,
        "edition_date": DAY,
        "file_sha256": SHA[sha],
        "file": f"{key}.csv",
        "title": title,
        "publisher": "Invented Publisher",
        "page": "https://example.org/page",
        "url": f"https://example.org/{key}.csv",
        "licence": "Open Licence 1.0",
        "licence_url": "https://example.org/licence",
        "attribution": "Contains invented data & more.",
        "role": "register",
        "completeness": "complete",
        "nature": "as published",
        "door": "import",
        "bytes": 10,
        "is_newest": True,
        **other,
    }


def _organisation(organisation_id: str, name: str, **other: Any) -> dict[str, Any]:
    return {
        "organisation_id": organisation_id,
        "name": name,
        "name_source": "fca_mutuals",
        "legal_form": "Registered Society",
        "form_group": "society",
        "legal_form_source": "fca_mutuals",
        "status": "live",
        "status_source": "fca_mutuals",
        "status_source_value": "Registered",
        "status_edition": EDITION,
        "registered_on": date(1999, 1, 2),
        "dates_source": "fca_mutuals",
        "nation": "unknown",
        "nation_basis": "unknown",
        "in_mpr": True,
        "in_cuk": True,
        "registers": 2,
        "first_seen": date(2016, 6, 30),
        "last_seen": DAY,
        **other,
    }


_CARDIFF = {
    "postcode": "CF99 1AA",
    "address_source": "fca_mutuals",
    "district_code": "W06000015",
    "district_name": "Cardiff",
    "region_code": "W92000004",
    "region_name": "Wales",
    "nation": "Wales",
    "nation_basis": "postcode",
}
_ENGLISH = {
    "postcode": "M99 9ZZ",
    "address_source": "coops_uk_organisations",
    "district_code": "E08000003",
    "district_name": "Manchester",
    "region_code": "E12000002",
    "region_name": "North West",
    "nation": "England",
    "nation_basis": "postcode",
}
SOCIETY, UNION, CARE, LEFT = "GB-MPR-99001R", "GB-MPR-901C", "GB-COH-09900001", "XI-CUK-R990004"


def _line(source: str, sha: str, line: int) -> dict[str, Any]:
    return {"source": source, "edition": EDITION, "file_sha256": SHA[sha], "source_line": line}


def _figure(organisation_id: str, value: str, line: int, **other: Any) -> dict[str, Any]:
    return {
        "organisation_id": organisation_id,
        "measure": "turnover",
        "value": Decimal(value),
        "unit": "GBP",
        "income_concept": "turnover",
        "reference_year": 2016,
        "period_end": date(2015, 12, 31),
        "state": "reported",
        **_line("coops_uk_economic", "money", line),
        **other,
    }


def _year(basis: str, turnover: str, count: int, share: float) -> dict[str, Any]:
    return {
        "edition": EDITION,
        "reference_year": 2016,
        "basis": basis,
        "organisations": 4,
        "with_turnover": count,
        "turnover_gbp": Decimal(turnover),
        "credit_union_income_gbp": Decimal("700.10"),
        "coverage_count": count / 4,
        "coverage_value": share,
    }


def small() -> Rows:
    """Give the rows of a small register, by full name of the table. Columns left out get null or a plain value."""
    return {
        "register.source": [
            _source("fca_mutuals", "fca", "Mutuals", completeness="reconstruction", nature="reconstruction: made from a list"),
            _source("coops_uk_organisations", "cuk", "Organisations"),
            _source("coops_uk_economic", "money", "Economy", fetched_at="2017-07-01T10:00:00+00:00"),
            _source("ons_postcodes", "places", "Postcodes", role="reference", edition="2025-05", edition_date=date(2025, 5, 31)),
            _source("lad_lookup", "codes", "Codes <b>", role="reference"),
        ],
        "register.organisation": [
            _organisation(
                SOCIETY,
                "Ynys Café Co-operative Society Limited",
                trading_name="Caffi Ynys",
                latest_turnover_gbp=Decimal("1234567.89"),
                latest_turnover_period_end=date(2013, 12, 31),
                latest_turnover_reference_year=2016,
                latest_turnover_state="carried_forward",
                latest_turnover_source="coops_uk_economic",
                latest_turnover_edition=EDITION,
                **_CARDIFF,
            ),
            _organisation(UNION, "Larkmoor Savers Limited", form_group="credit_union", legal_form="Credit Union", **_CARDIFF),
            _organisation(
                CARE,
                'Hands "Together", Care Co-operative Ltd',
                form_group="company",
                in_mpr=False,
                name_source="coops_uk_organisations",
                status_source="coops_uk_organisations",
                ownership_class="Workers",
                ownership_class_source="coops_uk_organisations",
                sic_code="88100",
                registers=1,
                in_ilo=True,
                is_eo=False,
                **_ENGLISH,
            ),
            _organisation(
                LEFT,
                "Credit Union Friends of Cardiff",
                form_group="unincorporated",
                status="unknown",
                status_source="coops_uk_organisations",
                name_source="coops_uk_organisations",
                nation="Wales",
                nation_basis="stated",
                in_mpr=False,
                registers=1,
            ),
        ],
        "register.district": [
            _district("W06000015", "Cardiff", "Wales", 366903),
            _district("W06000001", "Isle of Anglesey", "Wales", 70440),
            _district("E08000003", "Manchester", "England", 555741, region_name="North West"),
        ],
        "register.identifier": [
            {"organisation_id": SOCIETY, "scheme": "GB-MPR", "value": "99001R", "kind": "identity", "source": "fca_mutuals"},
            {"organisation_id": SOCIETY, "scheme": "GB-COH", "value": "IP99001R", "kind": "mirror", "source": "fca_mutuals"},
            {
                "organisation_id": SOCIETY,
                "scheme": "XI-CUK",
                "value": "R990001",
                "kind": "identity",
                "source": "coops_uk_organisations",
            },
            {"organisation_id": UNION, "scheme": "GB-MPR", "value": "901C", "kind": "identity", "source": "fca_mutuals"},
            {
                "organisation_id": CARE,
                "scheme": "GB-COH",
                "value": "09900001",
                "kind": "identity",
                "source": "coops_uk_organisations",
            },
            {
                "organisation_id": CARE,
                "scheme": "GB-COH",
                "value": "07777777",
                "kind": "association",
                "source": "coops_uk_organisations",
            },
            {
                "organisation_id": LEFT,
                "scheme": "XI-CUK",
                "value": "R990004",
                "kind": "identity",
                "source": "coops_uk_organisations",
            },
        ],
        "register.redirect": [
            {"from_id": "GB-COH-IP99001R", "organisation_id": SOCIETY, "reason": "Companies House record of a society"},
            {"from_id": "XI-CUK-R990001", "organisation_id": SOCIETY, "reason": "other identifier of the same organisation"},
        ],
        "register.name": [
            _named(SOCIETY, "Ynys Café Co-operative Society Limited", **_line("fca_mutuals", "fca", 2)),
            _named(SOCIETY, "Caffi Ynys", kind="trading", **_line("coops_uk_organisations", "cuk", 2)),
            _named(UNION, "Larkmoor Savers Limited", **_line("fca_mutuals", "fca", 3)),
            _named(CARE, 'Hands "Together", Care Co-operative Ltd', **_line("coops_uk_organisations", "cuk", 4)),
            _named(LEFT, "Credit Union Friends of Cardiff", **_line("coops_uk_organisations", "cuk", 5)),
        ],
        "register.address": [
            _office(SOCIETY, "1 Stryd Fawr, Cardiff", "CF99 1AA", **_line("fca_mutuals", "fca", 2)),
            _office(UNION, "2 Stryd Fawr, Cardiff", "CF99 1AA", **_line("fca_mutuals", "fca", 3)),
            _office(CARE, "Mill Lane, Manchester", "M99 9ZZ", **_line("coops_uk_organisations", "cuk", 4)),
            _office(SOCIETY, "Quay 1", "LL99 1AA", kind="outlet", outlet_name="Y Cei", **_line("coops_uk_organisations", "cuk", 9)),
        ],
        "register.classification": [
            {"organisation_id": CARE, "scheme": "cuk_ownership", "value": "Workers", **_line("coops_uk_organisations", "cuk", 4)},
        ],
        "register.source_record": [
            _record(SOCIETY, "99001R", **_line("fca_mutuals", "fca", 2)),
            _record(UNION, "901C", **_line("fca_mutuals", "fca", 3)),
            _record(CARE, "R990003", **_line("coops_uk_organisations", "cuk", 4)),
            _record(LEFT, "R990004", **_line("coops_uk_organisations", "cuk", 5)),
            _record(SOCIETY, "R990001", record_kind="figures", reference_year=2016, **_line("coops_uk_economic", "money", 2)),
            _record(CARE, "R990003", record_kind="figures", reference_year=2016, **_line("coops_uk_economic", "money", 3)),
        ],
        "register.finance": [
            _figure(SOCIETY, "1234567.89", 2, period_end=date(2013, 12, 31), state="carried_forward"),
            _figure(CARE, "250000.00", 3),
            _figure(CARE, "12", 3, measure="employees", unit="persons", income_concept=None),
            _figure(UNION, "700.10", 4, income_concept="credit_union_income"),
        ],
        "register.event": [
            _event(LEFT, "left_the_list", **_line("coops_uk_organisations", "cuk", 5)),
            _event(SOCIETY, "registered", happened_on=date(1999, 1, 2), **_line("fca_mutuals", "fca", 2)),
        ],
        "register.reject": [
            {"column_name": "Postcode", "value": "CF1", "reason": "not_a_postcode: too short", **_line("fca_mutuals", "fca", 7)},
        ],
        "register.check": [
            *(
                {"gate": gate, "table_name": "register.organisation", "expectation": "has rows"}
                for gate in ("source", "register", "release")
            ),
            {
                "gate": "source",
                "table_name": "register.source",
                "expectation": "edition is <i>young</i>",
                "severity": "warning",
                "verdict": "failed",
                "observed": "900 days",
            },
        ],
        "summary.turnover_by_year": [_year("as_published", "1485267.99", 3, 1.0), _year("reported", "250700.10", 2, 0.168)],
        "summary.top_by_turnover": [
            _top(1, SOCIETY, "Ynys Café Co-operative Society Limited", "1234567.89", 0.83),
            _top(2, CARE, 'Hands "Together", Care Co-operative Ltd', "250000.00", 1.0),
        ],
    }


def _district(code: str, name: str, nation: str, population: int, **other: Any) -> dict[str, Any]:
    return {
        "district_code": code,
        "district_name": name,
        "nation": nation,
        "region_name": nation,
        "population": population,
        "code_edition": EDITION,
        **other,
    }


def _named(organisation_id: str, name: str, **other: Any) -> dict[str, Any]:
    return {"organisation_id": organisation_id, "name": name, "kind": "registered", **other}


def _office(organisation_id: str, address: str, postcode: str, **other: Any) -> dict[str, Any]:
    return {"organisation_id": organisation_id, "kind": "registered_office", "address": address, "postcode": postcode, **other}


def _record(organisation_id: str, record_id: str, **other: Any) -> dict[str, Any]:
    return {"organisation_id": organisation_id, "record_kind": "organisation", "record_id": record_id, **other}


def _event(organisation_id: str, event: str, **other: Any) -> dict[str, Any]:
    return {"organisation_id": organisation_id, "event": event, "known_on": DAY, "detail": event, **other}


def _top(rank: int, organisation_id: str, name: str, turnover: str, cumulative: float) -> dict[str, Any]:
    return {
        "edition": EDITION,
        "reference_year": 2016,
        "basis": "as_published",
        "rank": rank,
        "organisation_id": organisation_id,
        "name": name,
        "turnover_gbp": Decimal(turnover),
        "cumulative_share": cumulative,
        "ownership_class": "not stated",
    }


def create(table: Table) -> str:
    columns = ", ".join(f'"{column.name}" {column.type}' for column in table.columns)
    return f'CREATE TABLE {table.schema}."{table.name}" ({columns})'


def write(path: Path, rows: Rows, release_id: str = "2017-06-30-aaaa-bbbb", as_of: date = DAY, backwards: bool = False) -> Path:
    """Write a scratch database: every contract table, `rows` in them, and a staged view over a file of this machine."""
    rows = rows | {
        "register.release": [{"release_id": release_id, "as_of": as_of, "archive_hash": "a" * 64, "code_version": "b" * 64}]
    }
    path.unlink(missing_ok=True)
    con = duckdb.connect(str(path))
    con.execute("BEGIN")
    for schema in ("register", "summary", "staged"):
        con.execute(f"CREATE SCHEMA {schema}")
    con.execute("CREATE VIEW staged.fca_mutuals AS SELECT 1 AS source_line")
    for table in TABLES:
        con.execute(create(table))
        given = rows.get(table.full_name, [])
        for row in reversed(given) if backwards else given:
            unknown = set(row) - {column.name for column in table.columns}
            assert not unknown, f"{table.full_name} has no {unknown}"
            values = [row.get(column.name, _value(column)) for column in table.columns]
            con.execute(f'INSERT INTO {table.schema}."{table.name}" VALUES ({", ".join("?" * len(values))})', values)
    con.execute("COMMIT")
    con.execute("CHECKPOINT")
    con.close()
    return path


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    return write(tmp_path / "scratch.duckdb", small())


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A kept warehouse for tests that only read."""
    folder = tmp_path_factory.mktemp("kept")
    keep(write(folder / "scratch.duckdb", small()), folder / "warehouse.duckdb")
    return folder / "warehouse.duckdb"


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def say(said: list[str]) -> Callable[[str], None]:
    return said.append
