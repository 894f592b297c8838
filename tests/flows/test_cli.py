"""The command line: what each command asks of the rooms, what it prints, and the four exit codes."""

from __future__ import annotations

import json
import logging
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from extract.catalogue import CATALOGUE
from flows import cli, work
from flows.lock import run_lock
from flows.settings import ROOMS, Settings, load, now
from quality.gate import Check, Verdict
from warehouse import ask as asking

ROOT = Path(__file__).resolve().parents[2]
FAILED = Check("source", "register.source", "counts close", "staged", "critical", "failed", "7 rows open", "no row open", "a row")
COMMANDS = (
    "refresh", "sample", "import", "build", "release", "check", "status", "ask", "trace", "find", "doctor", "serve",
)  # fmt: skip


@dataclass(frozen=True)
class Said:
    """What one call of the command line gave."""

    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def loggers() -> Iterator[None]:
    """The command line sets up logging for its process; a test gives it back."""
    before = [(logging.getLogger(room), logging.getLogger(room).handlers, logging.getLogger(room).propagate) for room in ROOMS]
    yield
    for logger, handlers, propagate in before:
        logger.handlers, logger.propagate = handlers, propagate


@pytest.fixture
def run(settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Call the command line as the console script does."""

    def call(*arguments: str) -> Said:
        monkeypatch.setattr(sys, "argv", ["coop-register", *arguments])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        printed = capsys.readouterr()
        return Said(int(stopped.value.code or 0), printed.out, printed.err)

    return call


def _fails(problem: Exception) -> Callable[..., Any]:
    def raiser(*_: object, **__: object) -> Any:
        raise problem

    return raiser


# Help


def test_help_teaches_every_command_with_an_example(run: Callable[..., Said]) -> None:
    overview = run("--help")
    assert overview.code == 0
    for command in COMMANDS:
        assert re.search(rf"[│ ]{command} ", overview.out), command
        told = run(command, "--help")
        assert told.code == 0
        assert "Example: coop-register" in told.out, command


def test_there_is_no_colour_without_a_terminal(run: Callable[..., Said]) -> None:
    for arguments in (("--help",), ("sample",), ("status",), ("find", "x")):
        said = run(*arguments)
        assert "\x1b" not in said.out + said.err


@pytest.mark.parametrize(
    ("modules", "heavy"),
    [("flows.cli, warehouse.ask", ("prefect", "great_expectations", "requests")), ("flows.cli", ("polars", "duckdb", "pydantic"))],
)
def test_help_and_questions_load_nothing_heavy(modules: str, heavy: tuple[str, ...]) -> None:
    code = f"import sys, {modules}; print([name for name in {heavy} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout == "[]\n"


# Exit codes


def test_a_closed_gate_is_3_and_lists_what_failed(run: Callable[..., Said], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "build_and_examine", _fails(work.GateClosed((FAILED,), Path("scratch/closed-x.duckdb"))))
    said = run("build")
    assert said.code == 3
    for word in ("counts close", "register.source.staged", "7 rows open", "no row open", "closed-x.duckdb"):
        assert word in said.out
    assert "Traceback" not in said.out + said.err


def test_a_check_that_finds_a_closed_gate_is_3(run: Callable[..., Said], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "check", lambda *_: Verdict((FAILED,)))
    said = run("check")
    assert said.code == 3
    assert "1 checks: 0 passed, 1 did not" in said.out


@pytest.mark.parametrize(
    ("problem", "told"),
    [
        (work.NothingLanded("land some first"), "error: land some first\n"),
        (PermissionError(13, "Permission denied", "data/lock"), "error: Permission denied: data/lock\n"),
        (RuntimeError("a table went missing"), "error: a table went missing (RuntimeError; --debug shows where)\n"),
    ],
)
def test_an_error_is_1_and_one_line(
    run: Callable[..., Said], monkeypatch: pytest.MonkeyPatch, problem: Exception, told: str
) -> None:
    monkeypatch.setattr(work, "build_and_examine", _fails(problem))
    said = run("build")
    assert said.code == 1
    assert said.err == told


def test_debug_shows_the_traceback(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "build_and_examine", _fails(RuntimeError("a table went missing")))
    monkeypatch.setattr(sys, "argv", ["coop-register", "--debug", "build"])
    with pytest.raises(RuntimeError, match="went missing"):
        cli.main()
    assert settings.lock.read_text() == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ("nothing",),
        ("build", "--as-of", "31/01/2025"),
        ("import", "no_such_source", "file.csv", "--vintage", "2025"),
        ("import", "fca_mutuals"),
        ("ask", "headline", "--csv", "--json"),
        ("refresh", "--only", "no_such_source"),
        ("find",),
    ],
)
def test_wrong_usage_is_2(
    run: Callable[..., Said], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file.csv").write_text("a\n")
    said = run(*arguments)
    assert said.code == 2
    assert "Usage" in said.err


def test_a_second_run_is_told_who_is_at_work(run: Callable[..., Said], settings: Settings) -> None:
    with run_lock(settings.lock, "refresh", now(), print):
        for command in ("build", "release", "check", "refresh"):
            said = run(command)
            assert said.code == 1
            assert "'refresh' (process" in said.err


def test_a_wrong_setting_is_an_error_in_words(run: Callable[..., Said], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COOP_REGISTER_TRIES", "none")
    said = run("status")
    assert said.code == 1
    assert said.err.startswith("error: COOP_REGISTER_TRIES:")


# Commands


def test_a_build_is_asked_for_its_day(run: Callable[..., Said], monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[date, bool]] = []

    def build(_settings: object, as_of: date, _say: object, *, force: bool) -> work.Identity:
        asked.append((as_of, force))
        return work.Identity("the-id", as_of, "a", "b")

    monkeypatch.setattr(work, "build_and_examine", build)
    assert "the-id" in run("build", "--as-of", "2016-06", "--force").out
    assert asked == [(date(2016, 6, 30), True)]


def test_data_chooses_the_root(run: Callable[..., Said], tmp_path: Path) -> None:
    assert run("--data", str(tmp_path / "other"), "sample").code == 0
    assert (tmp_path / "other" / "raw").is_dir()


def test_a_tree_is_landed_and_every_file_accounted_for(run: Callable[..., Said], tmp_path: Path) -> None:
    good = ",".join(heading.name for heading in CATALOGUE["fca_mutuals"].headings) + "\n" + "x," * 11 + "x\n"
    files = {
        "fca_mutuals/2025-01/SocietyList.csv": good,
        "fca_mutuals/2025-02/SocietyList.csv": "<html>Not today</html>",
        "moon_register/2025/moon.csv": "a\n",
        "moon_register/2024/moon.csv": "a\n",
    }
    for name, text in files.items():
        (tmp_path / "tree" / name).parent.mkdir(parents=True)
        (tmp_path / "tree" / name).write_text(text, encoding="utf-8")
    said = run("import", "--archive", str(tmp_path / "tree"))
    assert said.code == 1  # something was refused
    assert "moon_register (2 files)" in said.out
    assert "1 landed, 0 landed before, 2 of unknown sources, 1 refused" in said.out
    assert "fca_mutuals/2025-02/SocietyList.csv" in said.out
    (tmp_path / "tree" / "fca_mutuals/2025-02/SocietyList.csv").unlink()
    again = run("import", "--archive", str(tmp_path / "tree"))
    assert again.code == 0
    assert "landed before" in again.out
    listed = run("status").out
    assert re.search(r"fca_mutuals\s+2025-01\s+complete\s+import\s+not in the warehouse", listed)
    assert "Last release: none yet" in listed


def test_one_file_is_landed(run: Callable[..., Said], tmp_path: Path) -> None:
    file = tmp_path / "SocietyList.csv"
    file.write_text(",".join(heading.name for heading in CATALOGUE["fca_mutuals"].headings) + "\n" + "x," * 11 + "x\n")
    assert "landed" in run("import", "fca_mutuals", str(file), "--vintage", "2025-01").out
    file.write_text("")
    refused = run("import", "fca_mutuals", str(file), "--vintage", "2025-01")
    assert refused.code == 1
    assert refused.err.startswith("error: ")


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> pl.DataFrame:
    """An answer of 120 rows, whatever is asked."""
    frame = pl.DataFrame({"year": list(range(1901, 2021)), "turnover_gbp": [1234.5] * 120, "name": ['a "b", c'] * 120})
    monkeypatch.setattr(asking, "ask", lambda *_: frame)
    monkeypatch.setattr(work, "released_database", lambda *_: Path("a database"))
    return frame


def test_an_answer_is_a_table_csv_or_json(run: Callable[..., Said], answer: pl.DataFrame) -> None:
    table = run("ask", "headline", "--limit", "3").out
    assert "1903" in table
    assert "1904" not in table
    assert "1,234.5" in table
    assert "120 rows; 117 more are not shown" in table
    assert run("ask", "headline", "--csv").out == answer.write_csv()
    assert json.loads(run("ask", "headline", "--json").out) == answer.to_dicts()


def test_without_a_question_the_questions_are_listed(run: Callable[..., Said]) -> None:
    said = run("ask")
    assert said.code == 0
    assert "headline" in said.out


def test_without_a_release_a_question_says_what_to_do(run: Callable[..., Said]) -> None:
    for arguments in (("ask", "headline"), ("find", "bakery"), ("trace", "GB-MPR-1R")):
        said = run(*arguments)
        assert said.code == 1
        assert "coop-register release" in said.err
    assert "up to 2016-06-30" in run("ask", "headline", "--as-of", "2016-06").err


def test_doctor_looks_at_everything_and_needs_no_network(run: Callable[..., Said], settings: Settings) -> None:
    said = run("doctor")
    assert said.code == 0
    for word in ("python", "prefect", "fastapi", "duckdb", "free disk", "landed", "run lock", "contact"):
        assert word in said.out
    settings.data.rmdir()
    settings.data.write_text("in the way")
    assert run("doctor").code == 1


def test_the_tests_use_a_data_root_of_their_own(settings: Settings, tmp_path: Path) -> None:
    assert load().data == settings.data == tmp_path / "data"
