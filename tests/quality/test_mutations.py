"""Each kind of fault is found, with its severity, and named: one database holds them all, and is examined once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from quality.expectation import GATES
from quality.gate import Check, Verdict, examine
from tests.quality.faults import FAULTS, Fault


@pytest.fixture(scope="module")
def verdict(changed: Callable[..., Path], sound_file: Path) -> Verdict:
    return examine(changed(*(fault.sql for fault in FAULTS.values())), GATES, sound_file, lambda _: None)


def check_of(verdict: Verdict, fault: Fault) -> Check:
    found = [c for c in verdict.checks if c.table_name == fault.table and fault.says in c.expectation]
    assert len(found) == 1, [c.expectation for c in found]
    return found[0]


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_the_fault_is_found_and_named(verdict: Verdict, fault: Fault) -> None:
    check = check_of(verdict, fault)
    assert (check.verdict, check.severity) == ("failed", fault.severity)
    assert fault.shows in (check.detail or ""), check.detail


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_the_same_expectation_passes_where_nothing_is_wrong(sound_verdict: Verdict, fault: Fault) -> None:
    assert check_of(sound_verdict, fault).verdict == "passed"


def test_no_check_of_the_faulty_database_is_broken(verdict: Verdict) -> None:
    assert [c.expectation for c in verdict.checks if c.verdict == "broken"] == []


def test_offending_personal_text_is_not_repeated(verdict: Verdict) -> None:
    assert not any("office@elm" in (c.detail or "") for c in verdict.checks if "no text holds" in c.expectation)
