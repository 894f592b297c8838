"""What a run does, with the other rooms stood in for: what is kept, what is set aside, what is skipped."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import pytest
from pytest_httpserver import HTTPServer

from extract.catalogue import CATALOGUE
from extract.fetch import Fetched, Web
from extract.source import Receipt
from flows import work
from flows.settings import Settings
from quality.gate import Check, Verdict
from transform.register.release import TABLE as RELEASE
from warehouse.release import Released

DAY = date(2025, 1, 31)
PASSED = Check("source", "register.source", "counts close", "", "critical", "passed", "0", "0", None)
FAILED = replace(PASSED, verdict="failed", observed="7 rows", threshold="none")
IGNORE: Callable[[str], None] = lambda _: None  # noqa: E731


@dataclass
class Rooms:
    """The rooms to the left, stood in for; it counts what was asked of them."""

    checks: tuple[Check, ...] = (PASSED,)
    code: str = "b" * 64
    built: int = 0
    published: list[Path] = field(default_factory=list)
    examined: list[tuple[Sequence[str], Path | None]] = field(default_factory=list)

    def identity(self, _archive: object, as_of: date) -> tuple[str, str, str]:
        return f"{as_of}-aaaa-{self.code[:4]}", "a" * 64, self.code

    def fill(self, archive: object, _staged: Path, scratch: Path, as_of: date, _say: object) -> SimpleNamespace:
        self.built += 1
        scratch.parent.mkdir(parents=True, exist_ok=True)
        scratch.unlink(missing_ok=True)
        with duckdb.connect(str(scratch)) as con:
            con.execute("CREATE SCHEMA register")
            con.execute(f"CREATE TABLE register.release ({', '.join(f'{c.name} {c.type}' for c in RELEASE.columns)})")
            release_id, landed, code = self.identity(archive, as_of)
            con.execute("INSERT INTO register.release VALUES (?, ?, ?, ?)", [release_id, as_of, landed, code])
        return SimpleNamespace(scratch=scratch)

    def examine(self, _db: Path, gates: Sequence[str], previous: Path | None, _say: object) -> Verdict:
        self.examined.append((tuple(gates), previous))
        return Verdict(self.checks)

    def publish(self, warehouse: Path, published: Path, _say: object) -> Released:
        self.published.append(warehouse)
        return Released("id", published / "id", None, True)


@pytest.fixture
def rooms(monkeypatch: pytest.MonkeyPatch) -> Rooms:
    found = Rooms()
    monkeypatch.setattr(work, "editions", lambda *_: ["an edition"])
    monkeypatch.setattr(work, "identity", found.identity)
    monkeypatch.setattr(work, "fill", found.fill)
    monkeypatch.setattr(work, "run_gates", found.examine)
    monkeypatch.setattr(work, "keep", shutil.copyfile)
    monkeypatch.setattr(work, "publish", found.publish)
    monkeypatch.setattr(work, "latest", lambda _: None)
    monkeypatch.setattr(work, "previous_release", lambda *_: None)
    return found


def test_without_a_landed_edition_there_is_nothing_to_build(settings: Settings) -> None:
    with pytest.raises(work.NothingLanded, match="coop-register sample"):
        work.build(settings, DAY, IGNORE)


def test_a_build_that_passes_becomes_the_warehouse(settings: Settings, rooms: Rooms) -> None:
    made = work.build_and_examine(settings, DAY, IGNORE)
    assert work.identity_of(settings.warehouse) == made
    assert made.as_of == DAY
    assert rooms.examined == [(("source", "register"), None)]
    assert list(settings.scratch.iterdir()) == []


def test_a_build_with_nothing_new_is_skipped_unless_forced(settings: Settings, rooms: Rooms) -> None:
    work.build_and_examine(settings, DAY, IGNORE)
    said: list[str] = []
    work.build_and_examine(settings, DAY, said.append)
    assert rooms.built == 1
    assert len(rooms.examined) == 1
    assert "nothing new" in said[0]
    work.build_and_examine(settings, DAY, IGNORE, force=True)
    assert rooms.built == 2


@pytest.mark.parametrize("change", ["day", "code"])
def test_another_day_or_other_code_is_built_anew(settings: Settings, rooms: Rooms, change: str) -> None:
    work.build_and_examine(settings, DAY, IGNORE)
    if change == "code":
        rooms.code = "c" * 64
    earlier = date(2016, 6, 30) if change == "day" else DAY
    made = work.build_and_examine(settings, earlier, IGNORE)
    assert rooms.built == 2
    assert work.identity_of(settings.warehouse) == made


def test_a_closed_gate_keeps_the_warehouse_and_sets_the_scratch_aside(settings: Settings, rooms: Rooms) -> None:
    kept = work.build_and_examine(settings, DAY, IGNORE)
    before = settings.warehouse.read_bytes()
    rooms.checks, rooms.code = (PASSED, FAILED), "c" * 64
    with pytest.raises(work.GateClosed) as first:
        work.build_and_examine(settings, DAY, IGNORE)
    assert first.value.failures == (FAILED,)
    assert first.value.rejected.name == f"closed-{DAY}-aaaa-cccc.duckdb"
    rooms.code = "d" * 64
    with pytest.raises(work.GateClosed):
        work.build_and_examine(settings, DAY, IGNORE)
    assert [path.name for path in settings.scratch.iterdir()] == [f"closed-{DAY}-aaaa-dddd.duckdb"]
    assert settings.warehouse.read_bytes() == before
    assert work.identity_of(settings.warehouse) == kept


def test_a_warehouse_that_cannot_be_read_is_built_anew(settings: Settings, rooms: Rooms) -> None:
    settings.data.mkdir()
    settings.warehouse.write_bytes(b"no database")
    work.build_and_examine(settings, DAY, IGNORE)
    assert rooms.built == 1
    assert work.identity_of(settings.warehouse) is not None


def test_a_release_passes_its_gate_first(settings: Settings, rooms: Rooms) -> None:
    with pytest.raises(work.NoWarehouse, match="coop-register build"):
        work.release(settings, IGNORE)
    work.build_and_examine(settings, DAY, IGNORE)
    assert work.release(settings, IGNORE).made
    assert rooms.examined[-1] == (("release",), None)
    assert rooms.published == [settings.warehouse]


def test_a_closed_release_gate_publishes_nothing(settings: Settings, rooms: Rooms) -> None:
    work.build_and_examine(settings, DAY, IGNORE)
    before = settings.warehouse.read_bytes()
    rooms.checks = (FAILED,)
    with pytest.raises(work.GateClosed) as closed:
        work.release(settings, IGNORE)
    assert closed.value.rejected.exists()
    assert rooms.published == []
    assert settings.warehouse.read_bytes() == before


def test_a_check_leaves_nothing_behind(settings: Settings, rooms: Rooms) -> None:
    work.build_and_examine(settings, DAY, IGNORE)
    rooms.checks = (FAILED,)
    assert work.check(settings, IGNORE).closed
    assert list(settings.scratch.iterdir()) == []


def test_a_refresh_is_current_only_when_the_same_files_were_released(
    settings: Settings, rooms: Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not work.is_current(settings, DAY, exactly=False)
    made = work.build_and_examine(settings, DAY, IGNORE)
    assert not work.is_current(settings, DAY, exactly=False)  # built, but never released
    folder = settings.published / made.release_id
    folder.mkdir(parents=True)
    shutil.copyfile(settings.warehouse, folder / work.DATABASE)
    monkeypatch.setattr(work, "latest", lambda _: folder)
    later = date(2025, 2, 1)
    assert work.is_current(settings, DAY, exactly=True)
    assert work.is_current(settings, later, exactly=False)  # a day later nothing else would be read
    assert not work.is_current(settings, later, exactly=True)  # but who asks for that day gets it
    rooms.code = "c" * 64
    assert not work.is_current(settings, DAY, exactly=False)


# Landing


def _receipt(file: Path, **other: Any) -> Receipt:
    return Receipt(
        source="fca_mutuals", vintage="2025-01-31", file=file.name, url="https://example.org/x", bytes=0, sha256="",
        licence="terms", completeness="complete", nature="as published", door="fetch", **other,
    )  # fmt: skip


def _society_list(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "SocietyList.csv"
    names = [heading.name for heading in CATALOGUE["fca_mutuals"].headings]
    file.write_text(",".join(names) + "\n" + ",".join("x" for _ in names) + "\n", encoding="utf-8")
    return file


def test_a_fetched_edition_is_landed_and_asked_for_by_its_receipt_next_time(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[Receipt | None, Web]] = []

    def fetch(_source: object, previous: Receipt | None, workdir: Path, web: Web, _trail: object) -> Fetched:
        asked.append((previous, web))
        if previous:
            return Fetched("not_modified", None, None, ("304",))
        file = _society_list(workdir)
        return Fetched("new", file, _receipt(file, etag='"e"'), ("last known address used",))

    monkeypatch.setattr(work, "fetch", fetch)
    patient = settings.model_copy(update={"contact": "me@example.org", "tries": 7, "mirrors": {"h": "http://127.0.0.1:1"}})
    first = work.land_one(patient, CATALOGUE["fca_mutuals"])
    assert (first.new, first.vintage, first.note) == (True, "2025-01-31", "last known address used")
    assert list((settings.scratch / "fetch" / "fca_mutuals").iterdir()) == []
    second = work.land_one(patient, CATALOGUE["fca_mutuals"])
    assert (second.new, second.sha256) == (False, first.sha256)
    assert asked[0][0] is None
    assert asked[1][0] is not None
    assert asked[1][0].etag == '"e"'
    web = asked[0][1]
    assert (web.tries, web.mirrors) == (7, {"h": "http://127.0.0.1:1"})
    assert "me@example.org" in web.user_agent


def test_settings_reach_the_web(settings: Settings, httpserver: HTTPServer, tmp_path: Path) -> None:
    """The real fetch door, with a loopback server in the place of the publisher's two hosts."""
    body = _society_list(tmp_path / "published").read_bytes()
    host = "fcastoragemprprod.blob.core.windows.net"
    page = f'<a href="https://{host}/societylist/SocietyList.csv">Download the register</a>'
    httpserver.expect_request("/").respond_with_data(page, content_type="text/html")
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    httpserver.expect_request("/societylist/SocietyList.csv").respond_with_data(
        body, content_type="text/csv", headers={"Last-Modified": "Fri, 31 Jan 2025 04:00:00 GMT", "ETag": '"one"'}
    )
    base = httpserver.url_for("")
    mirrored = settings.model_copy(
        update={"mirrors": {"mutuals.fca.org.uk": base, host: base}, "pace": 0.0, "contact": "me@example.org"}
    )
    arrival = work.land_one(mirrored, CATALOGUE["fca_mutuals"])
    assert (arrival.new, arrival.vintage) == (True, "2025-01-31")
    assert [path.read_bytes() for path in settings.raw.glob("fca_mutuals/*.csv")] == [body]
    assert all("me@example.org" in request.headers["User-Agent"] for request, _ in httpserver.log)
    assert not work.land_one(mirrored, CATALOGUE["fca_mutuals"]).new


def test_what_stands_in_for_a_source_that_fails_is_said_with_its_age(settings: Settings, tmp_path: Path) -> None:
    assert "no edition" in work.stands_in(settings, "fca_mutuals", DAY)
    work.import_one(settings, "fca_mutuals", _society_list(tmp_path / "by hand"), "2025-01")
    assert work.stands_in(settings, "fca_mutuals", date(2025, 2, 10)) == "its last good edition is 2025-01, 10 days old"
    assert "past the 120 days" in work.stands_in(settings, "fca_mutuals", date(2026, 1, 31))


def test_the_sample_is_landed_as_sample_and_never_beside_real_editions(settings: Settings, tmp_path: Path) -> None:
    report = work.sample(settings)
    assert report.landed
    assert not report.refused
    assert {item.receipt.door for item in report.landed} == {"sample"}
    assert not any(item.new for item in work.sample(settings).landed)
    assert list(settings.scratch.iterdir()) == []
    real = settings.model_copy(update={"data": tmp_path / "real"})
    work.import_one(real, "fca_mutuals", _society_list(tmp_path / "by hand"), "2025-01")
    assert len(work.sample(real).refused) == len(report.landed)
