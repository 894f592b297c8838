"""A sound database, examined once for the whole session: a run of the gates costs seconds."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from quality.expectation import GATES
from quality.gate import Verdict, examine
from tests.quality.database import sound


@pytest.fixture(scope="session")
def sound_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that no gate has seen. Copy it, never write it."""
    return sound(tmp_path_factory.mktemp("sound") / "sound.duckdb")


@pytest.fixture(scope="session")
def changed(sound_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Give a copy of the sound database after some SQL."""

    def make(*statements: str) -> Path:
        copy = tmp_path_factory.mktemp("changed") / "changed.duckdb"
        shutil.copy(sound_file, copy)
        with duckdb.connect(str(copy)) as con:
            for statement in statements:
                con.execute(statement)
        return copy

    return make


@pytest.fixture(scope="session")
def sound_verdict(changed: Callable[..., Path], sound_file: Path) -> Verdict:
    """What the gates say of the sound database, with itself as the previous release."""
    return examine(changed(), GATES, sound_file, lambda _: None)
