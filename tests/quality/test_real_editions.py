"""The real editions pass every gate, with warnings only, one year after the other."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from extract.archive import Archive, import_tree
from extract.catalogue import CATALOGUE
from quality.expectation import GATES
from quality.gate import Check, Verdict, examine
from transform.build import build

pytestmark = pytest.mark.editions


@pytest.fixture(scope="module")
def verdict(registers: Path, tmp_path_factory: pytest.TempPathFactory) -> Verdict:
    """The gates on the register as of the end of 2017, with the one as of the end of 2016 as the previous release."""
    root = tmp_path_factory.mktemp("real")
    archive = Archive(root / "raw")
    import_tree(archive, registers, CATALOGUE)
    files = [root / f"{year}.duckdb" for year in (2016, 2017)]
    for file in files:
        build(archive, root / "staged", file, date(int(file.stem), 12, 31), lambda _: None)
    return examine(files[1], GATES, files[0], lambda _: None)


def of(verdict: Verdict, says: str) -> Check:
    found = [check for check in verdict.checks if says in check.expectation]
    assert len(found) == 1, [check.expectation for check in found]
    return found[0]


def test_nothing_closes_a_gate(verdict: Verdict) -> None:
    assert [(check.table_name, check.expectation, check.detail) for check in verdict.failures] == []


PUBLISHED = [("turnover of edition", "34071477661.67"), ("members of edition", "17495913"), ("employees of edition", "222785")]


@pytest.mark.parametrize(("figure", "value"), PUBLISHED)
def test_what_co_operatives_uk_published_for_2016_is_met(verdict: Verdict, figure: str, value: str) -> None:
    check = of(verdict, figure)
    assert (check.verdict, check.observed) == ("passed", value)


def test_what_is_known_to_be_odd_is_published_as_a_warning(verdict: Verdict) -> None:
    negative = of(verdict, "no turnover is negative")
    assert (negative.verdict, negative.severity, negative.observed) == ("failed", "warning", "31 offending rows")
    assert "R001770" in (of(verdict, "any other identifier is the identity of one organisation only").detail or "")
    assert "GB-MPR-21950R" in (of(verdict, "a thousand times").detail or "")  # 106,822, then 104, then 108,566
    left = of(verdict, "at most 3% of a complete edition left").observed
    assert "coops_uk_organisations 2017-06: 118 of 8,019; fca_mutuals 2017-06: 1 of 5,810" in (left or "")
