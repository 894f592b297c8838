"""Shared fixtures: where real editions are, if they are here at all."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
REGISTERS = ROOT.parent / "shared" / "registers"


@pytest.fixture(scope="session")
def registers() -> Path:
    """The folder of real editions beside the checkout; tests that need it are skipped, loudly, where it is absent."""
    if not REGISTERS.is_dir():
        message = f"real editions are not at {REGISTERS}: the figures they must give were NOT checked"
        warnings.warn(message, stacklevel=1)
        pytest.skip(message)
    return REGISTERS
