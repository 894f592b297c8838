"""What a run does, in plain functions: land, build, examine, keep, release. No Prefect, no clock, no environment.

`flows/register.py` wraps these as tasks of one flow; `flows/cli.py` calls them directly.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from extract.archive import Archive, Landed, TreeReport, archive_hash, editions, import_file, import_tree, land, receipts
from extract.catalogue import CATALOGUE
from extract.source import Receipt, Source
from flows.settings import Settings

if TYPE_CHECKING:
    from quality.gate import Check
    from warehouse.release import Released

Say = Callable[[str], None]


class NothingLanded(Exception):
    """There is no landed file to build from."""


class NoWarehouse(Exception):
    """There is no built warehouse to examine or release."""


class GateClosed(Exception):
    """A critical check failed or broke. `failures` lists them; `rejected` is the file that was not let through."""

    def __init__(self, failures: tuple[Check, ...], rejected: Path) -> None:
        super().__init__(f"{len(failures)} critical check(s) did not pass; nothing was released and the last release stands")
        self.failures, self.rejected = failures, rejected


@dataclass(frozen=True)
class Identity:
    """What a warehouse was made of: `register.release`."""

    release_id: str
    as_of: date
    archive_hash: str
    code_version: str

    def same_input(self, other: Identity) -> bool:
        """Say whether the same files and the same code made both, on whichever day."""
        return (self.archive_hash, self.code_version) == (other.archive_hash, other.code_version)


@dataclass(frozen=True)
class Arrival:
    """What asking one source gave: small enough to be a task's result."""

    key: str
    vintage: str
    sha256: str
    new: bool
    note: str = ""
