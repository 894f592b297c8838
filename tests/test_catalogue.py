"""The catalogue is complete: one key per source everywhere, terms stated, patterns that compile, fixtures in place."""

from __future__ import annotations

import ast
import re
from importlib import import_module
from pathlib import Path

import pytest

from extract.catalogue import CATALOGUE, MODULES
from extract.source import Source, vintage_in

ROOT = Path(__file__).resolve().parent.parent
KEYS = sorted(CATALOGUE)


@pytest.fixture(params=KEYS)
def key(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def source(key: str) -> Source:
    return CATALOGUE[key]


def modules_of(folder: str) -> set[str]:
    return {path.stem for path in (ROOT / folder).glob("*.py") if path.stem != "__init__"}


def test_every_module_of_a_source_is_catalogued_and_the_other_way_round() -> None:
    assert set(KEYS) == modules_of("extract/sources")
    assert set(KEYS) <= modules_of("transform/staged")


def test_no_key_stands_twice_in_the_catalogue() -> None:
    tree = ast.parse((ROOT / "extract" / "catalogue.py").read_text(encoding="utf-8"))
    (table,) = (node.value for node in tree.body if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "MODULES")
    assert isinstance(table, ast.Dict)
    written = [str(ast.literal_eval(name)) for name in table.keys if name is not None]
    assert len(written) == len(set(written))


def test_a_key_is_the_name_of_its_module_everywhere(key: str, source: Source) -> None:
    assert source.key == key
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", key)
    assert MODULES[key].__name__ == f"extract.sources.{key}"
    staged = import_module(f"transform.staged.{key}")
    assert (staged.TABLE.schema, staged.TABLE.name) == ("staged", key)
    assert callable(staged.stage)
    assert callable(MODULES[key].read)


def test_a_source_opens_with_its_declaration(key: str) -> None:
    tree = ast.parse((ROOT / "extract" / "sources" / f"{key}.py").read_text(encoding="utf-8"))
    functions = [node.lineno for node in tree.body if isinstance(node, ast.FunctionDef)]
    (declared,) = (node.lineno for node in tree.body if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "SOURCE")
    assert declared < min(functions)


def test_terms_are_stated(source: Source) -> None:
    licence = source.licence
    assert licence.id and licence.title and licence.attribution
    assert licence.url.startswith("https://")


def test_a_reader_learns_who_publishes_what_and_how_to_take_it_by_hand(source: Source) -> None:
    assert source.title and source.publisher
    assert source.page.startswith("https://")
    assert source.covers.endswith(".") and source.by_hand.endswith(".")
    assert "import" in source.by_hand


def test_windows_and_ages_are_believable(source: Source) -> None:
    lowest, highest = source.rows
    assert 0 < lowest < highest
    months = {"daily": 1, "weekly": 1, "monthly": 1, "quarterly": 3, "half-yearly": 6, "yearly": 12, "rarely": 24}
    assert source.stale_after_days > 31 * months[source.cadence]
    assert source.parser_version >= 1
    assert source.max_bytes > 0
    assert source.pace_seconds >= 1.0  # the manners that the hosts were asked with by others


def test_headings_are_declared_once(source: Source) -> None:
    spellings = [spelling for heading in source.headings for spelling in (heading.name, *heading.aliases)]
    assert spellings == [spelling.strip() for spelling in spellings]
    assert len(spellings) == len(set(spellings))
    assert any(heading.required for heading in source.headings)


def test_patterns_compile_and_name_the_parts_of_a_date(source: Source) -> None:
    if source.vintage_pattern is not None:
        groups = set(re.compile(source.vintage_pattern).groupindex)
        assert "y" in groups
        assert groups <= {"y", "m", "mon", "q", "d"}
    if source.link is not None:
        re.compile(source.link.pattern)
        assert source.link.page.startswith("https://")
        assert source.link.fallback is None or source.link.fallback.startswith("https://")
        assert source.link.item is None or (source.link.item.startswith("https://") and "{id}" in source.link.item)


# A link or title as last seen, and the vintage that it carries (none where Last-Modified dates the file).
SEEN = {
    "fca_mutuals": ("//fcastoragemprprod.blob.core.windows.net/societylist/SocietyList.csv", None),
    "coops_uk_organisations": ("/sites/default/files/2024-06/open_data_organisations_2024_06.csv", "2024-06"),
    "coops_uk_economic": ("/sites/default/files/2024-06/open_data_economic_2024_06.csv", "2024-06"),
    "coops_uk_outlets": ("/sites/default/files/2024-06/open_data_outlets_2024_06.csv", "2024-06"),
    "companies_house_basic": ("BasicCompanyDataAsOneFile-2026-08-01.zip", "2026-08-01"),
    "companies_house_accounts": ("Accounts_Bulk_Data-2026-08-15.zip", "2026-08-15"),
    "ons_postcodes": ("ONS Postcode Directory (May 2025)", "2025-05"),
    "rsh_registered_providers": (
        "https://assets.publishing.service.gov.uk/media/6aad16bcce3f006bd4346c9b/List_of_registered_providers_17_September_2026.xlsx",
        "2026-09-17",
    ),
    "pra_credit_unions": ("/-/media/boe/files/2025/list-of-pra-regulated-credit-unions.csv", None),
    "pra_building_societies": ("/-/media/boe/files/2025/list-of-pra-regulated-building-societies.csv", None),
    "ccew_charities": ("https://ccewuksprdoneregsadata1.blob.core.windows.net/data/txt/publicextract.charity.zip", None),
    "ccew_annual_returns": (
        "https://ccewuksprdoneregsadata1.blob.core.windows.net/data/txt/publicextract.charity_annual_return_history.zip", None,
    ),
    "cqc_providers": ("/system/files/2026-09/01_September_2026_HSCA_Active_Locations.ods", "2026-09-01"),
    "care_inspectorate_scotland": ("/resources-data/statistics/datastore-30-april-2026", "2026-04-30"),
    "gias_schools": ("/edubase/downloads/public/edubasealldata20260401.csv", "2026-04-01"),
}


def test_the_link_as_last_seen_is_found_and_dated(source: Source) -> None:
    assert (source.link is not None) == (source.key in SEEN)
    if source.link is not None:
        label, vintage = SEEN[source.key]
        assert re.search(source.link.pattern, label)
        assert vintage_in(source, label) == vintage


def test_a_guide_to_the_postcodes_is_not_the_postcodes() -> None:
    link = CATALOGUE["ons_postcodes"].link
    assert link is not None
    assert not re.search(link.pattern, "ONS Postcode Directory (May 2025) User Guide")


def test_fixtures_are_in_place(key: str) -> None:
    folder = ROOT / "tests" / "fixtures" / key
    assert [path for path in folder.glob("*") if path.is_file()], f"no fixture for {key}"
