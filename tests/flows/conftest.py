"""A data root of its own for every test, and one Prefect server for those that run a flow."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from flows.settings import Settings, load


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings of an empty data root, which is also the one that the environment names."""
    monkeypatch.setenv("COOP_REGISTER_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("COOP_REGISTER_RETRY_DELAYS", "[]")
    return load()


@pytest.fixture(scope="session")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """The module of the flow, imported with a Prefect home of its own, and a server to run it against."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COOP_REGISTER_DATA", str(tmp_path_factory.mktemp("prefect")))
        patch.setenv("PREFECT_LOGGING_TO_API_ENABLED", "false")
        module = importlib.import_module("flows.register")
        from prefect.testing.utilities import prefect_test_harness

        with prefect_test_harness(server_startup_timeout=90):
            yield module
