"""The flow, run by Prefect: the sample from end to end, sources that fail, runs that were killed, a webhook."""

from __future__ import annotations

import logging
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest
from pytest_httpserver import HTTPServer

from extract.fetch import FetchFailed
from extract.source import Refused, Source
from flows import schedule, work
from flows.lock import Busy, run_lock
from flows.settings import Settings, now

DAY = date(2025, 12, 31)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Sources that were asked; all of them answer that nothing is new."""
    keys: list[str] = []

    def land_one(_settings: Settings, source: Source) -> work.Arrival:
        keys.append(source.key)
        return work.Arrival(source.key, "2025-01", "0" * 64, new=False)

    monkeypatch.setattr(work, "land_one", land_one)
    return keys


@pytest.fixture
def current(monkeypatch: pytest.MonkeyPatch) -> None:
    """A data root in which everything is built and released."""
    monkeypatch.setattr(work, "is_current", lambda *_, **__: True)
    monkeypatch.setattr(work, "planned", lambda _, day: work.Identity("the-release", day, "a", "b"))


def test_the_sample_goes_from_end_to_end(register: ModuleType, settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    from prefect.artifacts import Artifact

    work.sample(settings)
    done = register.refresh(fetch=False, as_of=DAY)
    assert done.folder == settings.published / done.release_id
    assert (settings.published / "latest").resolve() == done.folder
    made_of = work.identity_of(done.folder / work.DATABASE)
    assert made_of is not None
    assert made_of.as_of == DAY
    assert sorted(path.name for path in settings.scratch.iterdir()) == []
    gates, page = Artifact.get("gates"), Artifact.get("release")
    assert gates is not None
    assert page is not None
    assert '"verdict": "passed"' in str(gates.data)
    assert done.release_id in str(page.data)
    with caplog.at_level(logging.INFO, logger="flows"):
        again = register.refresh(fetch=False, as_of=DAY)
    assert again.folder is None
    assert "nothing new" in caplog.text


def test_a_source_that_fails_is_reported_and_the_others_go_on(
    register: ModuleType, settings: Settings, current: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def land_one(_settings: Settings, source: Source) -> work.Arrival:
        if source.key == "fca_mutuals":
            raise FetchFailed(source, "the host answered 403 Forbidden")
        return work.Arrival(source.key, "2025-01", "0" * 64, new=False)

    monkeypatch.setattr(work, "land_one", land_one)
    done = register.refresh()
    assert [one.key for one in done.failed] == ["fca_mutuals"]
    assert "403 Forbidden" in done.failed[0].why
    assert "no edition of it has been landed yet" in done.failed[0].stands_in
    assert "fca_mutuals was not landed" in caplog.text
    assert sorted(a.key for a in done.arrivals) == sorted(set(schedule.live_keys()) - {"fca_mutuals"})


def test_when_no_source_answers_the_run_fails_and_the_webhook_is_told(
    register: ModuleType, settings: Settings, current: None, monkeypatch: pytest.MonkeyPatch, httpserver: HTTPServer
) -> None:
    tries = []

    def land_one(_settings: Settings, source: Source) -> work.Arrival:
        tries.append(source.key)
        raise (FetchFailed(source, "no answer") if source.key == "fca_mutuals" else Refused("an HTML page"))

    monkeypatch.setattr(work, "land_one", land_one)
    monkeypatch.setenv("COOP_REGISTER_RETRY_DELAYS", "[0, 0]")
    monkeypatch.setenv("COOP_REGISTER_WEBHOOK", httpserver.url_for("/told"))
    httpserver.expect_oneshot_request("/told", method="POST").respond_with_data("")
    with pytest.raises(register.NoSourceAnswered, match="none of the 2 sources"):
        register.refresh(keys=["fca_mutuals", "coops_uk_outlets"])
    assert tries.count("fca_mutuals") == 3  # a host that fails is asked again
    assert tries.count("coops_uk_outlets") == 1  # a file that is refused is the same in a minute
    httpserver.check_assertions()
    (request, _), *_ = httpserver.log
    assert "none of the 2 sources" in request.get_json()["body"]


def test_a_closed_gate_comes_out_of_the_flow_as_it_is(
    register: ModuleType, settings: Settings, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from quality.gate import Check

    failed = Check("source", "register.source", "counts close", "", "critical", "failed", "7", "0", None)

    def build(*_: object, **__: object) -> work.Build:
        raise work.GateClosed((failed,), Path("scratch/closed-x.duckdb"))

    monkeypatch.setattr(work, "is_current", lambda *_, **__: False)
    monkeypatch.setattr(work, "build", build)
    with pytest.raises(work.GateClosed) as closed:
        register.refresh(cadence="daily", as_of=DAY)
    assert closed.value.failures == (failed,)
    assert sorted(asked) == sorted(schedule.live_keys("daily"))


def test_one_refresh_at_a_time(register: ModuleType, settings: Settings, asked: list[str]) -> None:
    with run_lock(settings.lock, "build", now(), print), pytest.raises(Busy, match="'build'"):
        register.refresh()
    assert asked == []


def test_a_run_that_was_killed_is_marked_as_crashed(
    register: ModuleType, settings: Settings, asked: list[str], current: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from prefect import get_client
    from prefect.states import Running

    monkeypatch.setattr(register, "owns_prefect", lambda _: True)
    with get_client(sync_client=True) as client:
        left = client.create_flow_run(register.refresh, state=Running())
        register.refresh(keys=["fca_mutuals"])
        state = client.read_flow_run(left.id).state
    assert state is not None
    assert state.is_crashed()
