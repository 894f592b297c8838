"""The house files: the lock is whole and names no host, and the README tells of every command and setting."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from flows.cli import app
from flows.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def _name(requirement: str) -> str:
    return re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0].lower().replace("_", "-")


def test_the_lock_pins_every_need_with_hashes_and_names_no_host() -> None:
    lines = [line for line in LOCK.splitlines() if line and not line.startswith("#")]
    pins = {_name(line): line for line in lines if not line.startswith(" ")}
    wanted = {_name(need) for need in [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"], "setuptools"]}
    assert not wanted - set(pins)
    assert all("==" in line and line.endswith("\\") for line in pins.values())
    assert all(re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", line) for line in lines if line.startswith(" "))
    assert "://" not in LOCK


def test_prefect_can_start_with_what_is_locked() -> None:
    major, minor, *_ = re.findall(r"^fastapi==([\d.]+)", LOCK, re.MULTILINE)[0].split(".")
    assert (int(major), int(minor)) < (0, 151)  # a later one fails as soon as a flow runs
    assert len(re.findall(r"^prefect==3\.8\.", LOCK, re.MULTILINE)) == 1


def test_the_readme_tells_of_every_command_and_setting() -> None:
    commands = [command.name or command.callback.__name__ for command in app.registered_commands if command.callback]
    assert len(commands) >= 12
    told = set(re.findall(r"coop-register (\w+)", README)) | set(re.findall(r"`(\w+)`", README))
    assert not set(commands) - told
    assert not {name.upper() for name in Settings.model_fields} - set(re.findall(r"`([A-Z_]+)`", README))


@pytest.mark.parametrize("target", ["run", "test", "lint", "bench", "clean", "lock", "dictionary", "setup"])
def test_the_makefile_has_every_target(target: str) -> None:
    assert re.search(rf"^{target}:.*## \S", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
