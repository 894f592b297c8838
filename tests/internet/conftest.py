"""One stand-in internet and one released data root for all tests here; each test gets a copy and whole sites."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from extract.catalogue import CATALOGUE
from flows.settings import Settings
from tests.internet.server import Internet, internet
from tests.internet.world import copied, fitted, populate, settings_for


@pytest.fixture(scope="session")
def served() -> Iterator[Internet]:
    with internet() as sites:
        yield sites


@pytest.fixture
def sites(served: Internet) -> Iterator[Internet]:
    """The stand-in internet, whole again after each test."""
    served.mend()
    yield served
    served.mend()


@pytest.fixture(scope="session")
def small() -> Iterator[None]:
    """Row windows that fit the stand-in's editions of a few hundred rows; nothing else of a declaration is changed."""
    with pytest.MonkeyPatch.context() as patch:
        for key, source in CATALOGUE.items():
            patch.setitem(CATALOGUE, key, fitted(source))
        yield


@pytest.fixture(scope="session")
def world(served: Internet, small: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data root that was filled from the stand-in internet, built and released."""
    data = tmp_path_factory.mktemp("world")
    populate(settings_for(data, served))
    return data


@pytest.fixture
def settings(world: Path, sites: Internet, tmp_path: Path) -> Settings:
    """Settings of a copy of the released data root, leading to the stand-in internet."""
    return settings_for(copied(world, tmp_path / "data"), sites)
