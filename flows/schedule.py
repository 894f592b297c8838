"""When each register is asked for: one cron line a cadence, London time. `prefect.yaml` repeats it; a test compares."""

from __future__ import annotations

from typing import get_args

from extract.catalogue import CATALOGUE
from extract.source import Cadence, Source

# Nights, and a different hour for each cadence, so that no two refreshes of one machine start together.
# Publishers are late more often than early: monthly files are asked for on the 8th, quarterly ones three weeks in.
CRON: dict[Cadence, str] = {
    "daily": "10 3 * * *",
    "weekly": "10 4 * * 2",
    "monthly": "10 5 8 * *",
    "quarterly": "10 6 22 1,4,7,10 *",
    "half-yearly": "10 7 22 1,7 *",
    "yearly": "10 8 22 1 *",
    "rarely": "10 9 22 1 *",
}
CADENCES: tuple[Cadence, ...] = get_args(Cadence)


def is_live(source: Source) -> bool:
    """Say whether the source has an address that can be asked without a person."""
    return source.link is not None or source.url is not None


def live_keys(cadence: Cadence | None = None) -> list[str]:
    """Give the keys of the sources to be fetched, of one cadence or of all, in the catalogue's order."""
    return [key for key, source in CATALOGUE.items() if is_live(source) and cadence in (None, source.cadence)]


def scheduled() -> dict[Cadence, str]:
    """Give the cron line of every cadence that has at least one live source."""
    return {cadence: cron for cadence, cron in CRON.items() if live_keys(cadence)}
