"""Whatever goes wrong is told, lands nothing bad, and leaves the archive and the last release as they were."""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl
import pytest

from extract.archive import path_of, receipts
from extract.catalogue import CATALOGUE, MODULES
from extract.log import entries
from extract.sample.layouts import encode
from flows import work
from flows.settings import Settings
from tests.internet.faults import FAULTS, Fault, befall, shorter
from tests.internet.server import Internet
from tests.internet.world import AS_OF, Trial, attempt
from transform.stage import STAGED


def staged(settings: Settings, key: str) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """Give the rows of the newest landed file of a source, and the headings nobody declared."""
    archive = work.archive_of(settings)
    raw = MODULES[key].read(path_of(archive, receipts(archive, key)[-1]))
    return STAGED[key].stage(raw).rows, raw.unknown_headings


def check(fault: Fault, trial: Trial, sites: Internet) -> None:
    assert trial.outcome == fault.ends, trial
    assert re.search(fault.said, trial.said, re.DOTALL), trial.said
    assert trial.archive_stands
    assert trial.release_stands
    if fault.times is not None:
        assert sites.asked[sites.file_of(fault.key)] == fault.times


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_is_told_and_nothing_bad_lands(fault: Fault, sites: Internet, settings: Settings) -> None:
    now = befall(sites, fault)
    trial = attempt(settings, fault.key)
    check(fault, trial, sites)
    assert len(entries(settings.fetch_log)) == 1
    if fault.ends != "landed":
        assert trial.landed == ()
        assert not [name for name in trial.left if not re.search(r"\.part(\.json)?$", name)]
        assert work.is_current(settings, AS_OF, exactly=True)
        assert re.search(r"its last good edition is 2026-0\d", trial.stands_in)
        assert trial.said in trial.entry.message or trial.entry.message in trial.said
        return
    assert len(trial.landed) == 2  # the file and its receipt
    assert trial.left == ()
    assert not work.is_current(settings, AS_OF, exactly=True)
    rows, unknown = staged(settings, fault.key)
    expected = MODULES[fault.key].read(written(settings, fault.key))
    assert rows.equals(STAGED[fault.key].stage(expected).rows)
    if not fault.otherwise:
        archive = work.archive_of(settings)
        assert path_of(archive, receipts(archive, fault.key)[-1]).read_bytes() == now.body
    if fault.warns:
        assert re.search(fault.warns, f"columns nobody declared, not staged: {', '.join(unknown)}")


def written(settings: Settings, key: str) -> Path:
    """Write the newer file of a source as it is without any fault."""
    path = settings.scratch / f"expected.{CATALOGUE[key].suffix}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(encode(shorter(key))[0])
    return path
