"""Keeping: the scratch database becomes the warehouse, whole, in one rename."""

from __future__ import annotations

from pathlib import Path

from transform.build import TABLES
from warehouse.database import sync, write_database


def keep(scratch: Path, target: Path) -> None:
    """Write the register and summary tables of `scratch` into a fresh file and put it in the place of `target`.

    Schema `staged` stays behind: its views read a cache of this machine. Killed at any moment, `target` is the old
    file or the new one, never a part. A reader that holds the old file open goes on reading it; one process that holds
    it open must close it before it sees the new one.
    Raises WarehouseError when `scratch` is missing or lacks a contract table, OSError or duckdb.Error when the disk is
    full or the folder cannot be written; `target` is then as it was.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    making = target.with_name(f".making-{target.name}")
    _remove(making)
    try:
        write_database(scratch, making, TABLES)
        # A log file left beside an older target would make the new one unreadable.
        Path(f"{target}.wal").unlink(missing_ok=True)
        making.replace(target)
        sync(target.parent)
    finally:
        _remove(making)


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)
    Path(f"{path}.wal").unlink(missing_ok=True)
