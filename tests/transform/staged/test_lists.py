"""The smaller lists, staged from their fixtures: every odd row gets its answer, counts close, no telephone number passes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from importlib import import_module
from pathlib import Path

import polars as pl
import pytest

from extract.archive import Archive, import_file
from extract.catalogue import CATALOGUE, MODULES
from extract.read import check_content
from extract.sample.more_lists import fixtures
from extract.source import Raw, SourceChanged
from transform.stage import stage_all
from transform.table import Staged

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
MADE = {f"{made.key}/{made.file}": made for made in fixtures()}
HOUSING_2017 = "rsh_registered_providers/List_of_Registered_Providers_at_1_July_2017.xlsx"
HOUSING_2026 = "rsh_registered_providers/List_of_registered_providers_17_September_2026.xlsx"
STATISTICS = "boe_credit_union_statistics/credit-union-2026-q2.xlsx"


def raw(name: str) -> Raw:
    found: Raw = MODULES[name.partition("/")[0]].read(FIXTURES / name)
    return found


def staged(name: str) -> Staged:
    key = name.partition("/")[0]
    module = import_module(f"transform.staged.{key}")
    result: Staged = module.stage(raw(name))
    assert result.read == result.rows.height + result.rejected_rows + result.out_of_scope
    assert dict(result.rows.schema) == module.TABLE.polars_schema()
    assert not result.rows.select(module.TABLE.key).is_duplicated().any()
    for column in module.TABLE.columns:
        values = result.rows[column.name]
        assert not column.required or values.null_count() == 0, column.name
        assert not column.values or set(values.drop_nulls()) <= set(column.values), column.name
        assert not column.pattern or values.drop_nulls().str.contains(f"^(?:{column.pattern})$").all(), column.name
    return result


def rejects(result: Staged) -> list[tuple[int, str, bool]]:
    return [(line, reason.split(":")[0], whole) for line, _, _, reason, whole in result.rejects.rows()]


def by_line(result: Staged, line: int) -> dict[str, object]:
    return result.rows.filter(pl.col("source_line") == line).row(0, named=True)


@pytest.mark.parametrize("name", MADE)
def test_every_fixture_is_an_edition_whose_counts_close(name: str) -> None:
    check_content(CATALOGUE[MADE[name].key], FIXTURES / name)
    assert staged(name).read == MADE[name].records
    assert raw(name).malformed == ()


# What becomes of the odd rows: (line, reason, whether the whole row goes).
ANSWERS = {
    "hmrc_cascs/cascs-2019.csv": [(4, "not_a_postcode", False)],
    "hmrc_cascs/cascs.csv": [
        (6, "not_a_postcode", False), (8, "duplicate_key", True), (9, "bad_key", True), (10, "bad_key", True),
        (11, "not_true_or_false", False),
    ],
    "nhs_ods_trusts/etr-24.csv": [],
    "nhs_ods_trusts/etr-2022.csv": [],
    "nhs_ods_trusts/etr.csv": [(9, "not_a_date", False), (10, "duplicate_key", True), (12, "not_a_postcode", False)],
    HOUSING_2017: [(8, "bad_key", True)],
    HOUSING_2026: [
        (6, "not_a_date", False), (10, "unknown_code", False), (10, "unknown_code", False), (11, "duplicate_key", True),
        (12, "bad_key", True),
    ],
    "shr_landlords/afs_public.csv": [
        (4, "not_an_amount", False), (5, "duplicate_key", True), (7, "bad_key", True), (8, "bad_key", True),
    ],
    "pra_credit_unions/list-of-pra-regulated-credit-unions.csv": [
        (9, "duplicate_key", True), (10, "bad_key", True), (11, "bad_key", True),
    ],
    "pra_building_societies/list-of-pra-regulated-building-societies.csv": [(5, "not_a_legal_entity_identifier", False)],
    STATISTICS: [(56, "not_a_number", False), *((line, "bad_key", True) for line in range(126, 151))],
    "lad_population/nomis-latest.csv": [(11, "not_a_count", False), (12, "not_an_area_code", False)],
    "sic_codes/SIC07_CH_condensed_list_en.csv": [(12, "duplicate_key", True), (13, "bad_key", True), (14, "bad_key", True)],
}  # fmt: skip


@pytest.mark.parametrize("name", ANSWERS)
def test_what_becomes_of_the_odd_rows(name: str) -> None:
    assert rejects(staged(name)) == ANSWERS[name]


def test_every_fixture_has_its_answers() -> None:
    assert set(ANSWERS) == set(MADE)


def test_a_club_is_active_only_where_the_file_says_so() -> None:
    new = staged("hmrc_cascs/cascs.csv").rows
    assert new["is_active"].to_list() == [False, False, True, True, True, True, None]
    assert new["postcode"].to_list() == [
        None,
        None,
        None,
        "CF99 0AB",
        None,
        "BT34 9ZZ",
        "CF99 0AA",
    ]  # a dash and 'No data' are no slips
    assert set(staged("hmrc_cascs/cascs-2019.csv").rows["is_active"]) == {None}


def test_trusts_old_and_new_read_alike_and_no_telephone_number_passes() -> None:
    old, older, new = (staged(f"nhs_ods_trusts/{file}") for file in ("etr-2022.csv", "etr-24.csv", "etr.csv"))
    assert old.rows.equals(older.rows)
    assert by_line(new, 1)["is_foundation_trust"] and not by_line(new, 2)["is_foundation_trust"]
    assert (by_line(new, 4)["opened_on"], by_line(new, 4)["closed_on"]) == (date(2020, 3, 24), date(2021, 3, 31))
    assert by_line(new, 1)["address"] == "TRUST HEADQUARTERS, 1 MILL LANE, LARKMOOR"
    assert "01632" not in str(new.rows.rows()) + str(new.rejects.rows())


def test_a_trust_report_with_moved_fields_is_not_read(tmp_path: Path) -> None:
    lines = (FIXTURES / "nhs_ods_trusts/etr.csv").read_text(encoding="utf-8").splitlines()
    moved = [line.split(",") for line in lines]
    file = tmp_path / "etr.csv"
    file.write_text("\r\n".join(",".join([cells[1], cells[0], *cells[2:]]) for cells in moved) + "\r\n", encoding="utf-8")
    with pytest.raises(SourceChanged, match="'Code'"):
        MODULES["nhs_ods_trusts"].read(file)


def test_both_housing_layouts_say_the_same_of_a_co_operative() -> None:
    old, new = staged(HOUSING_2017), staged(HOUSING_2026)
    for key in ("provider_number", "name", "registered_on", "designation", "form_group"):
        assert by_line(old, 2)[key] == by_line(new, 2)[key], key
    assert by_line(old, 4)["registered_on"] == by_line(new, 3)["registered_on"] == date(2010, 12, 13)
    assert (by_line(old, 6)["designation"], by_line(old, 6)["form_group"]) == ("local_authority", "other")
    assert set(old.rows["listed_on"]) == {date(2017, 5, 8)} and set(new.rows["listed_on"]) == {None}
    assert new.rows["form_group"].to_list() == [
        "society", "company", "community_interest_company", "charity", "partnership", "other", "charity", "unknown",
    ]  # fmt: skip


def test_the_scottish_file_is_cp1252_behind_a_bom_and_its_turnover_stays_as_published() -> None:
    result = staged("shr_landlords/afs_public.csv")
    assert raw("shr_landlords/afs_public.csv").encoding == "cp1252"
    assert by_line(result, 4)["name"] == "Oddwick – Mòr Housing Association"
    assert result.rows["turnover_as_published"].to_list()[:3] == [Decimal("1234567.00"), Decimal("1200000.50"), None]
    assert result.rows["is_fully_mutual"].to_list()[:3] == [True, True, False]
    assert (by_line(result, 6)["financial_year"], by_line(result, 6)["reference_year"]) == ("2024/2025", 2025)


def test_section_titles_and_notes_are_counted_and_are_no_firms() -> None:
    result = staged("pra_credit_unions/list-of-pra-regulated-credit-unions.csv")
    assert (result.out_of_scope, result.rows["frn"].to_list()) == (3, ["213001", "213002", "5130003"])
    assert set(result.rows["lei"]) == {None}
    assert staged("pra_building_societies/list-of-pra-regulated-building-societies.csv").rows["lei"].to_list() == [
        "2138000000LARKMOOR01",
        None,
        None,
    ]


def test_statistics_are_numbered_figures_with_their_cell_and_unit() -> None:
    result = staged(STATISTICS)
    first = by_line(result, 1)
    assert [first[k] for k in ("sheet", "cell", "measure", "area", "quarter_end", "unit")] == [
        "Basic information", "D8", "members", "United Kingdom", date(2025, 6, 30), "count",
    ]  # fmt: skip
    assert by_line(result, 51)["value"] == Decimal("4000050.00") and by_line(result, 51)["unit"] == "gbp_thousand"
    assert by_line(result, 26)["title"] == "Juvenile depositors"
    assert raw(STATISTICS).unknown_headings == ("Grants received",)


@pytest.mark.parametrize(("unit", "usable"), [("£ Thousands", True), ("", True), ("£ Millions", False), ("£bn", False)])
def test_money_in_another_unit_is_not_believed(unit: str, usable: bool) -> None:
    one = raw(STATISTICS)
    changed = Raw(one.frame.with_columns(pl.lit(unit).alias("unit")))
    rows = import_module("transform.staged.boe_credit_union_statistics").stage(changed).rows
    money = rows.filter(pl.col("measure") == "loans")
    assert (money["value"].null_count() == 0) is usable
    assert rows.filter(pl.col("measure") == "members")["value"].null_count() == 0


@pytest.mark.parametrize(
    ("period", "end"),
    [
        ("2024 Q4", date(2024, 12, 31)),
        ("q1 2025", date(2025, 3, 31)),
        ("2025-06-30", date(2025, 6, 30)),
        ("2025-06-29", None),
        ("2025-07-31", None),
    ],
)
def test_quarters(period: str, end: date | None) -> None:
    changed = Raw(raw(STATISTICS).frame.head(1).with_columns(pl.lit(period).alias("period")))
    result = import_module("transform.staged.boe_credit_union_statistics").stage(changed)
    assert result.rows["quarter_end"].to_list() == ([end] if end else [])
    assert result.rejected_rows == (0 if end else 1)


def test_nomis_gives_districts_that_exist() -> None:
    rows = staged("lad_population/nomis-latest.csv").rows
    assert rows["is_lowest_tier"].all() and rows["is_current"].all()
    assert by_line(staged("lad_population/nomis-latest.csv"), 2)["population"] == 50_000


def test_codes_get_their_zero_back() -> None:
    assert staged("sic_codes/SIC07_CH_condensed_list_en.csv").rows["sic_code"].to_list()[:3] == ["01110", "01120", "47110"]


# Real editions: records as counted by other means on 22 November 2026, all staged; values that cannot be used.
@pytest.mark.editions
@pytest.mark.parametrize(
    ("name", "records", "bad_values"),
    [
        ("hmrc_cascs/2019-12/cascs.csv", 7_145, 10),
        ("hmrc_cascs/2023-02/cascs.csv", 7_531, 10),
        ("hmrc_cascs/2025-12/cascs.csv", 8_955, 9),
        ("nhs_ods_trusts/2022-03/etr.csv", 218, 0),
        ("nhs_ods_trusts/2025-07/etr.csv", 210, 0),
        ("nhs_ods_trusts/2025-12/etr.csv", 273, 0),
        ("rsh_registered_providers/2017-07-01/List_of_Registered_Providers_at_1_July_2017.xlsx", 1_755, 0),
    ],
)
def test_real_editions_are_staged_whole(registers: Path, name: str, records: int, bad_values: int) -> None:
    key = name.partition("/")[0]
    check_content(CATALOGUE[key], registers / name)
    result: Staged = import_module(f"transform.staged.{key}").stage(MODULES[key].read(registers / name))
    assert (result.read, result.rows.height, result.rejects.height) == (records, records, bad_values)
    low, high = CATALOGUE[key].rows
    assert low <= records <= high


@pytest.mark.editions
def test_real_figures(registers: Path) -> None:
    def rows(name: str) -> pl.DataFrame:
        key = name.partition("/")[0]
        (file,) = (path for path in (registers / name).iterdir() if not path.name.endswith(".json"))
        result: Staged = import_module(f"transform.staged.{key}").stage(MODULES[key].read(file))
        return result.rows

    clubs = rows("hmrc_cascs/2025-12")
    assert clubs["is_active"].value_counts().sort("is_active")["count"].to_list() == [1_063, 7_892]
    assert rows("nhs_ods_trusts/2025-12")["closed_on"].drop_nulls().len() == 68
    assert rows("nhs_ods_trusts/2025-07")["closed_on"].drop_nulls().len() == 5
    providers = rows("rsh_registered_providers/2017-07-01")
    assert set(providers["listed_on"]) == {date(2017, 5, 8)}  # the file is named 1 July
    assert dict(providers["designation"].value_counts().rows()) == {"non_profit": 1_522, "local_authority": 198, "for_profit": 35}
    assert dict(providers["form_group"].value_counts().rows()) == {"society": 870, "company": 357, "charity": 330, "other": 198}


def test_a_file_that_dates_itself_otherwise_than_its_edition_says_so_each_time(tmp_path: Path) -> None:
    """The list of 1 July 2017 holds a sheet of 8 May 2017; the same bytes landed as of that day are in order."""
    archive, source = Archive(tmp_path / "raw"), CATALOGUE["rsh_registered_providers"]
    for vintage in ("2017-05-08", "2017-07-01"):
        import_file(archive, source, FIXTURES / HOUSING_2017, vintage)
    for _ in ("parsed", "from the cache"):
        files = stage_all(archive, tmp_path / "staged", date(2026, 1, 1), lambda _: None)
        said = {file.receipt.vintage: file.counts["warnings"] for file in files}
        assert said == {"2017-05-08": [], "2017-07-01": ["the content dates itself 2017-05-08, the edition is of 2017-07-01"]}
