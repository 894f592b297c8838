"""The schedule: every cadence has a time, every live source a cadence, and prefect.yaml says the same."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from extract.catalogue import CATALOGUE
from flows import schedule
from flows.settings import TIMEZONE

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def deployed() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))


def test_every_cadence_has_a_time_of_its_own() -> None:
    assert set(schedule.CRON) == set(schedule.CADENCES)
    assert all(re.fullmatch(r"\d+ \d+ \S+ \S+ \S+", cron) for cron in schedule.CRON.values())
    assert len({cron.split()[1] for cron in schedule.CRON.values()}) == len(schedule.CRON)


def test_every_live_source_is_asked_by_exactly_one_cadence() -> None:
    asked = [key for cadence in schedule.scheduled() for key in schedule.live_keys(cadence)]
    assert sorted(asked) == sorted(schedule.live_keys())
    assert set(asked) == {key for key, source in CATALOGUE.items() if source.link or source.url}


def test_prefect_yaml_says_the_same(deployed: dict[str, Any]) -> None:
    said = {}
    for deployment in deployed["deployments"]:
        assert deployment["parameters"] == {"cadence": deployment["name"]}
        assert deployment["entrypoint"] == "flows/register.py:refresh"
        assert deployment["concurrency_limit"] == 1
        (times,) = deployment["schedules"]
        assert times["timezone"] == TIMEZONE
        said[deployment["name"]] = times["cron"]
    assert said == schedule.scheduled()


def test_prefect_yaml_names_no_folder_of_one_machine(deployed: dict[str, Any]) -> None:
    (step,) = deployed["pull"]
    assert step == {"prefect.deployments.steps.set_working_directory": {"directory": "{{ $PWD }}"}}
