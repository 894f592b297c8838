"""Shared by the tests of landing: an invented source, and a loopback server that stands in for its publisher."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest

from extract.source import Heading, Licence, Source

REGISTER = Source(
    key="invented_register",
    title="Register of invented societies",
    publisher="Office of Invention",
    page="https://register.example/",
    licence=Licence("CC0-1.0", "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/", "Nobody in particular."),
    cadence="monthly",
    suffix="csv",
    headings=(
        Heading("Number"),
        Heading("Name", aliases=("Society Name",)),
        Heading("Sector", required=False),
        Heading("Telephone", required=False, ignored=True),
    ),
    rows=(1, 100),
    stale_after_days=100,
    parser_version=1,
    covers="Societies that nobody founded.",
    by_hand="Ask the office for the list.",
    url="https://register.example/list.csv",
    pace_seconds=0.0,
)


@pytest.fixture(scope="session")
def httpserver_listen_address() -> tuple[str, int]:
    return ("127.0.0.1", 0)


@pytest.fixture
def invented() -> Callable[..., Source]:
    """Make the invented source, with some fields changed."""

    def make(**changes: Any) -> Source:
        return dataclasses.replace(REGISTER, **changes)

    return make
