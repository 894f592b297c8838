"""What must come out of the real editions: figures the publishers printed, and organisations whose story is known.

Skipped, loudly, where the editions are not beside the checkout.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from extract.archive import Archive, import_tree
from extract.catalogue import CATALOGUE
from transform.build import build
from warehouse.trace import trace

pytestmark = pytest.mark.editions


@pytest.fixture(scope="module")
def archive(registers: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Archive, Path]:
    root = tmp_path_factory.mktemp("real")
    landed = Archive(root / "raw")
    report = import_tree(landed, registers, CATALOGUE)
    assert report.refused == ()
    assert {Path(file).parts[0] for file in report.unknown}.isdisjoint(CATALOGUE)
    return landed, root


def opened(archive: tuple[Archive, Path], as_of: date) -> Iterator[duckdb.DuckDBPyConnection]:
    landed, root = archive
    built = build(landed, root / "staged", root / f"{as_of}.duckdb", as_of, lambda _: None)
    with duckdb.connect(str(built.scratch), read_only=True) as con:
        yield con


@pytest.fixture(scope="module")
def y2016(archive: tuple[Archive, Path]) -> Iterator[duckdb.DuckDBPyConnection]:
    yield from opened(archive, date(2016, 12, 31))


@pytest.fixture(scope="module")
def y2017(archive: tuple[Archive, Path]) -> Iterator[duckdb.DuckDBPyConnection]:
    yield from opened(archive, date(2017, 12, 31))


def one(con: duckdb.DuckDBPyConnection, sql: str) -> tuple[object, ...]:
    rows = con.execute(sql).fetchall()
    assert len(rows) == 1, rows
    return rows[0]


def test_the_headline_that_co_operatives_uk_published(y2016: duckdb.DuckDBPyConnection) -> None:
    """'The UK co-operative economy 2016': £34.1bn, 17.5m members, about 223,000 employees."""
    row = one(
        y2016,
        """SELECT turnover_gbp, members, employees, organisations, with_turnover, aggregates, coverage_count
        FROM summary.turnover_by_year WHERE edition = '2016-06' AND reference_year = 2016 AND basis = 'as_published'""",
    )
    assert row == (Decimal("34071477661.67"), 17_495_913, 222_785, 5_298, 4_656, 5, 0.878822)


def test_what_was_really_reported_for_that_year_stands_beside_it(y2016: duckdb.DuckDBPyConnection) -> None:
    row = one(
        y2016,
        """SELECT turnover_gbp, organisations, with_turnover, aggregates, coverage_count, coverage_value
        FROM summary.turnover_by_year WHERE edition = '2016-06' AND reference_year = 2016 AND basis = 'reported'""",
    )
    assert row == (Decimal("25117030015.00"), 5_298, 139, 0, 0.026236, 0.737186)


@pytest.mark.parametrize(
    ("year", "published", "reported", "panel"),
    [
        (2011, "32655987730.37", "31845816628.00", 5_402),
        (2012, "33595088587.65", "32412063457.00", 5_389),
        (2013, "34562297277.04", "33595540425.00", 5_362),
        (2014, "33908402869.55", "33109643873.00", 5_408),
        (2015, "34178036979.67", "32132024121.00", 5_405),
    ],
)
def test_the_other_five_years(y2016: duckdb.DuckDBPyConnection, year: int, published: str, reported: str, panel: int) -> None:
    rows = y2016.execute(
        "SELECT basis, turnover_gbp, organisations FROM summary.turnover_by_year WHERE reference_year = ? ORDER BY basis", [year]
    ).fetchall()
    assert rows == [("as_published", Decimal(published), panel), ("reported", Decimal(reported), panel)]


def test_repeated_ids_do_not_count_twice(y2016: duckdb.DuckDBPyConnection) -> None:
    """A join on the 18 repeated ids of the list would add £22,602,857."""
    listed = one(y2016, "SELECT count(*), count(DISTINCT cuk_id) FROM staged.coops_uk_organisations WHERE edition = '2016-06'")
    assert listed == (8_019, 8_019)
    nations = one(
        y2016,
        "SELECT sum(turnover_gbp) FROM summary.turnover_by_nation WHERE reference_year = 2016 AND basis = 'as_published'",
    )
    assert nations == (Decimal("34071477661.67"),)


@pytest.mark.parametrize(
    ("source", "edition", "read", "rejected", "staged"),
    [
        ("coops_uk_organisations", "2016-06", 8_037, 18, 8_019),
        ("coops_uk_organisations", "2017-06", 8_371, 0, 8_371),
        ("fca_mutuals", "2016-06", 5_815, 5, 5_810),
        ("fca_mutuals", "2017-06", 6_703, 0, 6_703),
        ("coops_uk_economic", "2016-06", 32_292, 0, 32_292),
        ("coops_uk_outlets", "2016-06", 6_291, 0, 6_291),
        ("ons_postcodes", "2025-05", 2_690_876, 0, 2_690_876),
        ("lad_lookup", "2026-06", 415, 0, 415),
        ("lad_population", "2020", 470, 0, 470),
    ],
)
def test_counts_close(y2017: duckdb.DuckDBPyConnection, source: str, edition: str, read: int, rejected: int, staged: int) -> None:
    row = one(
        y2017,
        f"""SELECT records_read, rejected_rows, staged, out_of_scope FROM register.source
        WHERE source = '{source}' AND edition = '{edition}'""",
    )
    assert row == (read, rejected, staged, 0)


def test_the_28_rows_without_an_organisation_are_aggregates(y2016: duckdb.DuckDBPyConnection) -> None:
    assert one(y2016, "SELECT count(*) FROM staged.coops_uk_economic WHERE row_kind = 'aggregate'") == (28,)
    assert one(
        y2016,
        "SELECT count(DISTINCT source_line), count(*) FILTER (nation = 'Wales' AND measure = 'turnover') FROM register.aggregate",
    ) == (28, 6)


def test_golden_records(y2016: duckdb.DuckDBPyConnection) -> None:
    sql = """SELECT name, status, district_name, latest_turnover_gbp, latest_turnover_period_end, latest_turnover_state
    FROM register.organisation WHERE organisation_id = '{}'"""
    assert one(y2016, sql.format("GB-MPR-30027R")) == (
        "Co-operative Party Limited",
        "live",
        "Islington",
        Decimal("1183633.00"),
        date(2013, 12, 31),
        "carried_forward",
    )
    group = one(y2016, sql.format("GB-MPR-525R"))
    assert group[3:] == (Decimal("9301000000.00"), date(2016, 1, 2), "reported")


@pytest.mark.parametrize(
    ("organisation_id", "name", "status"),
    [
        ("GB-MPR-30261R", "Trivallis Limited", "live"),
        ("GB-MPR-400C", "Cardiff and the Vale Credit Union Limited", "live"),
        ("GB-COH-01629011", "Dulas Ltd", "live"),
        ("GB-COH-03534393", "Swindon Music Co-operative Limited", "live"),
        ("GB-MPR-25554R", "Shaw Healthcare (Co-operative) Limited", "ended"),
    ],
)
def test_one_organisation_across_editions(y2017: duckdb.DuckDBPyConnection, organisation_id: str, name: str, status: str) -> None:
    row = one(y2017, f"SELECT name, status FROM register.organisation WHERE organisation_id = '{organisation_id}'")
    assert row == (name, status)


def test_an_id_used_again_is_two_organisations(y2017: duckdb.DuckDBPyConnection) -> None:
    held = y2017.execute("SELECT organisation_id FROM register.identifier WHERE value = 'R001770' ORDER BY 1").fetchall()
    assert held == [("GB-COH-03215666",), ("GB-MPR-4242",)]


def test_first_call_cymru_has_just_its_two_identities(y2017: duckdb.DuckDBPyConnection) -> None:
    held = y2017.execute(
        "SELECT DISTINCT value FROM register.identifier WHERE organisation_id = 'GB-MPR-32307R' ORDER BY 1"
    ).fetchall()
    assert held == [("32307R",), ("R009337",)]


def test_the_live_stock_of_societies(y2017: duckdb.DuckDBPyConnection) -> None:
    rows = y2017.execute(
        "SELECT edition, count(*) FROM staged.fca_mutuals WHERE status = 'live' GROUP BY edition ORDER BY edition"
    ).fetchall()
    assert rows == [("2016-06", 4_994), ("2017-06", 5_560)]


def test_every_postcode_of_a_renamed_district_is_placed(y2017: duckdb.DuckDBPyConnection) -> None:
    """Barnsley and Sheffield have new codes; a join on current codes would lose their 28,079 postcodes."""
    rows = y2017.execute(
        """SELECT district_code, count(*) > 0 FROM register.organisation
        WHERE district_name IN ('Barnsley', 'Sheffield') GROUP BY ALL ORDER BY 1"""
    ).fetchall()
    assert rows == [("E08000038", True), ("E08000039", True)]


def test_people_are_counted_once(y2017: duckdb.DuckDBPyConnection) -> None:
    """The United Kingdom had 67,081,234 people in mid-2020; with counties and retired districts the file adds up to more."""
    assert one(y2017, "SELECT count(*), sum(population) FROM register.district") == (361, 67_081_234)


def test_a_company_is_traced_to_its_record_at_companies_house(archive: tuple[Archive, Path]) -> None:
    """Companies House is read in part: the line of a company in scope is found all the same."""
    landed, root = archive
    built = build(landed, root / "staged", root / "y2020.duckdb", date(2020, 12, 31), lambda _: None)
    with duckdb.connect(str(built.scratch), read_only=True) as con:
        chosen = "SELECT min(organisation_id) FROM register.organisation WHERE status_source = 'companies_house_basic' AND is_cic"
        row = one(con, chosen)
    step = trace(built.scratch, landed.raw, str(row[0]), "name")[-1]
    assert dict(step.raw)["CompanyCategory"] == "Community Interest Company"
