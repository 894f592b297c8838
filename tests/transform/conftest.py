"""An empty archive with the reference lists landed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.transform.editions import Editions


@pytest.fixture
def editions(tmp_path: Path) -> Editions:
    return Editions(tmp_path).reference()
