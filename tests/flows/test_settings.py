"""Settings: read once from the environment, named when wrong, and never set over what the user has set."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from flows import settings as module
from flows.settings import Misconfigured, Settings, load, owns_prefect, quieten, use_data


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, str]:
    """An environment of its own, with nothing of Prefect's in it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT", "COOP", "DO_NOT"))}
    kept["COOP_REGISTER_DATA"] = str(tmp_path)
    monkeypatch.setattr(os, "environ", kept)
    return kept


def test_everything_stands_under_one_absolute_root(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COOP_REGISTER_DATA", raising=False)
    found = load()
    assert found.data == tmp_path / "data"
    monkeypatch.chdir("/")
    for path in (found.raw, found.staged, found.scratch, found.warehouse, found.published, found.prefect, found.lock):
        assert path.is_relative_to(tmp_path / "data")


def test_lists_and_mappings_are_json(environment: dict[str, str]) -> None:
    environment |= {"COOP_REGISTER_RETRY_DELAYS": "[1, 2.5]", "COOP_REGISTER_MIRRORS": '{"a.example": "http://127.0.0.1:1"}'}
    assert load().retry_delays == (1.0, 2.5)
    assert load().mirrors == {"a.example": "http://127.0.0.1:1"}


@pytest.mark.parametrize(
    ("name", "value"),
    [("COOP_REGISTER_TRIES", "0"), ("COOP_REGISTER_PORT", "many"), ("COOP_REGISTER_WEBHOOK", "no address")],
)
def test_a_wrong_setting_is_named(environment: dict[str, str], name: str, value: str) -> None:
    environment[name] = value
    with pytest.raises(Misconfigured, match=name):
        load()


def test_what_should_be_json_and_is_not_is_named(environment: dict[str, str]) -> None:
    environment["COOP_REGISTER_PROXIES"] = "https=..."
    with pytest.raises(Misconfigured, match="proxies"):
        load()


def test_the_data_root_of_the_command_line_reaches_later_processes(environment: dict[str, str], tmp_path: Path) -> None:
    use_data(tmp_path / "other")
    assert environment["COOP_REGISTER_DATA"] == str(tmp_path / "other")
    assert load().data == tmp_path / "other"


def test_prefect_is_quiet_offline_and_at_home(environment: dict[str, str]) -> None:
    settings = load()
    quieten(settings)
    assert environment["PREFECT_HOME"] == str(settings.prefect)
    assert settings.prefect.is_dir()
    assert environment["DO_NOT_TRACK"] == "1"
    assert environment["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"
    assert owns_prefect(settings)


def test_what_the_user_has_set_stands(environment: dict[str, str]) -> None:
    given = {"PREFECT_HOME": "elsewhere", "PREFECT_LOGGING_LEVEL": "DEBUG", "PREFECT_API_URL": "http://127.0.0.1:1/api"}
    environment |= given
    settings = load()
    quieten(settings)
    assert {name: environment[name] for name in given} == given
    assert not settings.prefect.exists()
    assert not owns_prefect(settings)


def test_the_day_is_londons(monkeypatch: pytest.MonkeyPatch) -> None:
    class Clock(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:
            return datetime(2025, 6, 30, 23, 30, tzinfo=UTC).astimezone(tz)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "datetime", Clock)
    assert module.today() == date(2025, 7, 1)  # summer time


def test_settings_cannot_be_changed(environment: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="frozen"):
        Settings().tries = 9  # type: ignore[misc]
