"""What closes a gate, what is recorded, and what is left alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple
from datetime import date
from pathlib import Path

import duckdb
import pytest

from quality.expectation import GATES
from quality.gate import Check, Verdict, examine
from tests.quality.database import add, create

Changed = Callable[..., Path]


def quiet(_: str) -> None:
    """Say nothing."""


def recorded(db: Path) -> list[tuple[object, ...]]:
    with duckdb.connect(str(db), read_only=True) as con:
        return con.execute("SELECT * FROM register.check").fetchall()


def one(verdict: Verdict, table: str, says: str) -> Check:
    found = [c for c in verdict.checks if c.table_name == table and says in c.expectation]
    assert len(found) == 1, [c.expectation for c in found]
    return found[0]


def test_a_sound_database_passes_every_gate(sound_verdict: Verdict) -> None:
    assert [(c.table_name, c.expectation, c.detail) for c in sound_verdict.checks if c.verdict != "passed"] == []
    assert not sound_verdict.closed
    assert {c.gate for c in sound_verdict.checks} == set(GATES)


def test_no_two_checks_share_a_key(sound_verdict: Verdict) -> None:
    keys = [(c.gate, c.table_name, c.expectation, c.column_name) for c in sound_verdict.checks]
    assert len(keys) == len(set(keys))


def test_check_figures_are_not_asked_of_invented_editions(sound_verdict: Verdict) -> None:
    assert not any("is as in" in c.expectation for c in sound_verdict.checks)


def test_a_warning_leaves_the_gate_open_a_critical_failure_closes_it() -> None:
    def check(severity: str, verdict: str) -> Check:
        return Check("source", "t", "e", "", severity, verdict, "", "", None)

    assert not Verdict((check("warning", "failed"), check("critical", "passed"))).closed
    assert Verdict((check("critical", "failed"),)).closed
    assert Verdict((check("warning", "broken"),)).closed


@pytest.fixture(scope="module")
def broken(changed: Changed) -> tuple[Path, Verdict]:
    """A release whose published figures, invented, are shown under a real edition, and whose aggregates lost a column."""
    db = changed(
        "UPDATE register.source SET door = 'import'",
        "ALTER TABLE register.aggregate DROP COLUMN nation",
        "ALTER TABLE register.redirect ALTER from_id TYPE BLOB USING encode(from_id)",
        "DROP TABLE summary.coverage_field",
    )
    return db, examine(db, ("register", "release"), None, quiet)


def test_an_expectation_that_raises_is_broken_and_critical(broken: tuple[Path, Verdict]) -> None:
    check = one(broken[1], "register.aggregate", "nation is never empty")
    assert (check.verdict, check.severity, check.observed) == ("broken", "critical", "the check itself raised")
    assert "nation" in (check.detail or "")
    assert check in broken[1].failures


def test_a_raising_warning_is_critical_too(broken: tuple[Path, Verdict]) -> None:
    with duckdb.connect(str(broken[0]), read_only=True) as con:
        verdicts = con.execute("SELECT DISTINCT severity FROM register.check WHERE verdict = 'broken'").fetchall()
    assert verdicts == [("critical",)]


def test_the_other_expectations_of_that_table_are_answered(broken: tuple[Path, Verdict]) -> None:
    assert one(broken[1], "register.aggregate", "label is never empty").verdict == "passed"
    assert one(broken[1], "register.aggregate", "measure is one of its code list").verdict == "passed"


def test_a_wrong_type_and_a_missing_table_are_named(broken: tuple[Path, Verdict]) -> None:
    shape = "the table is there"
    assert one(broken[1], "register.redirect", shape).detail == "from_id: BLOB instead of VARCHAR"
    assert one(broken[1], "register.aggregate", shape).detail == "nation: missing instead of VARCHAR"
    missing = one(broken[1], "summary.coverage_field", shape)
    assert (missing.verdict, missing.severity, missing.observed) == ("failed", "critical", "no such table")


def test_a_published_figure_that_is_not_met_closes_the_gate(broken: tuple[Path, Verdict]) -> None:
    check = one(broken[1], "summary.turnover_by_year", "turnover of edition 2016-06")
    assert (check.verdict, check.severity, check.observed) == ("failed", "critical", "205.00")
    assert check.threshold.startswith("34071477661.67")


def test_what_is_recorded_is_the_verdict_in_its_order(broken: tuple[Path, Verdict]) -> None:
    assert recorded(broken[0]) == [astuple(check) for check in broken[1].checks]


def test_only_the_rows_of_the_gates_that_were_asked_are_replaced(changed: Changed) -> None:
    db = changed(
        "INSERT INTO register.check VALUES ('source', 't', 'old', '', 'critical', 'failed', '', '', NULL)",
        "INSERT INTO register.check VALUES ('release', 't', 'kept', '', 'warning', 'failed', '', '', NULL)",
    )
    before = sorted(path.name for path in db.parent.iterdir())
    said: list[str] = []
    verdict = examine(db, ("source",), None, said.append)
    rows = recorded(db)
    assert not verdict.closed
    assert {row[0] for row in rows} == {"source", "release"}
    assert [row[2] for row in rows if row[2] in ("old", "kept")] == ["kept"]
    assert sorted(path.name for path in db.parent.iterdir()) == before
    assert said == [f"source gate open: {len(verdict.checks)} checks, 0 failed, 0 warnings"]
    again = examine(db, ("source",), None, quiet)
    assert again == verdict
    assert recorded(db) == [rows[0], *rows[1:]]


def test_a_release_without_staged_views_is_examined_all_the_same(changed: Changed) -> None:
    verdict = examine(changed("DROP SCHEMA staged CASCADE"), ("source",), None, quiet)
    assert not verdict.closed
    assert {c.table_name for c in verdict.checks} == {"register.source", "register.reject"}


def test_half_a_register_gone_since_the_previous_release_closes_the_gate(tmp_path: Path, sound_file: Path) -> None:
    db = tmp_path / "empty.duckdb"
    with duckdb.connect(str(db)) as con:
        create(con)
        add(con, "register.release", release_id="empty", as_of=date(2017, 9, 30))
    verdict = examine(db, ("release",), sound_file, quiet)
    fell = one(verdict, "register.organisation", "did not fall by more than 10%")
    assert (fell.verdict, fell.severity, fell.observed) == ("failed", "critical", "3 then, 0 now")
    lost = one(verdict, "register.organisation", "is lost")
    assert (lost.verdict, lost.observed) == ("failed", "3 organisations then, 0 now")
    gone = one(verdict, "summary.turnover_by_year", "none is gone")
    assert (gone.verdict, gone.severity) == ("failed", "critical")


def test_an_unknown_gate_and_a_missing_file_are_refused(tmp_path: Path, sound_file: Path) -> None:
    with pytest.raises(ValueError, match="no gate garden"):
        examine(sound_file, ("garden",), None, quiet)
    with pytest.raises(FileNotFoundError, match="nowhere"):
        examine(tmp_path / "nowhere.duckdb", GATES, None, quiet)
    with pytest.raises(FileNotFoundError, match="nowhere"):
        examine(sound_file, GATES, tmp_path / "nowhere.duckdb", quiet)
