"""The fetch log: a line an attempt, whatever becomes of it, and readable whatever became of the writer."""

from __future__ import annotations

import json
import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from extract.log import Entry, Trail, attempt, entries, note

ENTRY = Entry(
    when="2026-09-01T02:15:00+00:00",
    source="invented_register",
    url="https://register.example/list.csv",
    outcome="landed",
    status=200,
    bytes=1_234,
    seconds=0.5,
    message="2 links found",
    asked=("https://register.example/robots.txt 404", "https://register.example/list.csv 503, 503, 200"),
)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "data" / "fetch-log.jsonl"


def test_what_is_noted_is_what_is_read(log: Path) -> None:
    other = replace(ENTRY, source="another_register", when=None, status=None, outcome="failed", message="ŷ — «gone»\nfor good")
    note(log, ENTRY)
    note(log, other)
    assert entries(log) == (ENTRY, other)
    assert entries(log, "another_register") == (other,)


def test_where_nothing_was_asked_there_is_nothing_to_read(log: Path) -> None:
    assert entries(log) == ()


def test_one_line_is_one_json_object_with_the_fields_by_name(log: Path) -> None:
    note(log, ENTRY)
    (line,) = log.read_text(encoding="utf-8").splitlines()
    assert list(json.loads(line)) == ["when", "source", "url", "outcome", "status", "bytes", "seconds", "message", "asked"]


def test_what_was_written_before_is_never_touched(log: Path) -> None:
    note(log, ENTRY)
    before = log.read_bytes()
    note(log, replace(ENTRY, outcome="same bytes"))
    assert log.read_bytes().startswith(before)


def test_attempts_that_end_together_do_not_run_into_one_another(log: Path) -> None:
    many = [replace(ENTRY, source=f"register_{number}", message="x" * 3_000) for number in range(200)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda one: note(log, one), many))
    assert sorted(entries(log), key=lambda one: one.source) == sorted(many, key=lambda one: one.source)


def test_a_line_cut_by_a_kill_costs_that_line_alone(log: Path, caplog: pytest.LogCaptureFixture) -> None:
    note(log, ENTRY)
    with log.open("ab") as handle:
        handle.write(b'{"when": "2026-09-01T02:16:00+00:00", "sour')
    note(log, replace(ENTRY, outcome="failed"))
    with caplog.at_level(logging.WARNING, "extract.log"):
        assert [one.outcome for one in entries(log)] == ["landed", "failed"]
    assert "line 2 is no entry" in caplog.text


def test_fields_of_a_later_version_are_passed_over(log: Path) -> None:
    note(log, ENTRY)
    log.write_text(log.read_text(encoding="utf-8").replace('{"when"', '{"mood": "good", "when"'), encoding="utf-8")
    assert entries(log) == (ENTRY,)


def test_a_log_that_cannot_be_written_is_told_and_undoes_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "data").write_text("a file where a folder should be")
    with caplog.at_level(logging.WARNING, "extract.log"):
        note(tmp_path / "data" / "fetch-log.jsonl", ENTRY)
    assert "invented_register: the fetch log" in caplog.text


def test_an_attempt_is_noted_as_it_ended(log: Path) -> None:
    with attempt(log, "invented_register") as trail:
        trail.answered("https://register.example/list.csv", [503, None, 200], {"Date": "Tue, 01 Sep 2026 02:15:00 GMT"})
        trail.bytes += 10
        trail.ended("landed", "well")
    (one,) = entries(log)
    assert (one.when, one.status, one.bytes, one.outcome, one.message) == ("2026-09-01T02:15:00+00:00", 200, 10, "landed", "well")
    assert one.asked == ("https://register.example/list.csv 503, none, 200",)
    assert one.seconds >= 0


def test_an_attempt_that_is_interrupted_is_noted_and_goes_on_being_interrupted(log: Path) -> None:
    with pytest.raises(KeyboardInterrupt), attempt(log, "invented_register") as trail:
        trail.answered("https://register.example/", [200], {})
        raise KeyboardInterrupt
    (one,) = entries(log)
    assert (one.outcome, one.message, one.when) == ("broken off", "KeyboardInterrupt", None)


def test_a_request_without_an_answer_has_no_status(log: Path) -> None:
    trail = Trail()
    trail.answered("https://register.example/robots.txt", [404], {"Date": "Tue, 01 Sep 2026 02:15:00 GMT"})
    trail.unanswered("https://register.example/list.csv")
    one = trail.entry("invented_register")
    assert (one.url, one.status, one.when) == ("https://register.example/list.csv", None, "2026-09-01T02:15:00+00:00")
    assert one.asked[-1] == "https://register.example/list.csv none"
