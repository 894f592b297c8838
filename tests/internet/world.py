"""A data root whose archive came from the stand-in internet, with a release that every fault must leave alone."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from extract.catalogue import CATALOGUE
from extract.fetch import FetchFailed
from extract.log import Entry, entries
from extract.source import Refused, Source, SourceChanged
from flows import work
from flows.schedule import is_live
from flows.settings import Settings
from tests.internet.publications import file_of, publications
from tests.internet.server import Internet

AS_OF = date(2026, 9, 20)


@dataclass(frozen=True)
class Trial:
    """What became of one attempt at one source: how it ended, what a person is told, and what it left behind."""

    outcome: str
    said: str
    entry: Entry
    archive_stands: bool  # every file and receipt that was there is there, byte for byte
    landed: tuple[Path, ...]  # what is in the archive and was not
    left: tuple[str, ...]  # files that lie about outside it
    release_stands: bool
    stands_in: str
    vintage: str = ""


def fitted(source: Source) -> Source:
    """Give a source with a row window that fits an edition of a few rows; all else is as declared."""
    return replace(source, rows=(1, source.rows[1]))


def settings_for(data: Path, sites: Internet) -> Settings:
    """Give settings that lead to the stand-in internet, and wait as little as a test can."""
    return Settings(
        data=data,
        contact="tests@example.org",
        mirrors=sites.mirrors,
        proxies={},
        pace=0.0,
        backoff=0.01,
        connect_timeout=2.0,
        read_timeout=1.0,
        retry_delays=(),
    )


def populate(settings: Settings) -> None:
    """Land every source, live ones by asking for them, and release what is built of them."""
    for key in publications():
        work.land_one(settings, CATALOGUE[key])
    for source in CATALOGUE.values():
        if not is_live(source):
            by_hand(settings, source)
    work.build_and_examine(settings, AS_OF, _silent)
    work.release(settings, _silent)


def by_hand(settings: Settings, source: Source) -> None:
    """Land a source that no script may ask, as a person would."""
    file = settings.scratch / f"{source.key}.{source.suffix}"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(file_of(source))
    work.import_one(settings, source.key, file, "2026-06")
    file.unlink()


def copied(world: Path, target: Path) -> Path:
    """Give a data root of its own with the same archive, warehouse and release; links, as none is ever edited."""
    for name in ("raw", "published"):
        shutil.copytree(world / name, target / name, copy_function=os.link, symlinks=True)
    shutil.copyfile(world / "warehouse.duckdb", target / "warehouse.duckdb")
    return target


def tree(folder: Path) -> dict[Path, str]:
    """Give the hash of every file below a folder; of a link, where it leads."""
    return {
        path.relative_to(folder): str(path.readlink()) if path.is_symlink() else sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_symlink() or path.is_file()
    }


def attempt(settings: Settings, key: str) -> Trial:
    """Ask for a source once, as the scheduled run does, and look what became of archive and release."""
    raw, published = tree(settings.raw), tree(settings.published)
    said, vintage = "", ""
    try:
        arrival = work.land_one(settings, CATALOGUE[key])
        said, vintage = arrival.note, arrival.vintage
    except (FetchFailed, Refused, SourceChanged) as problem:
        said = str(problem)
    after, entry = tree(settings.raw), entries(settings.fetch_log, key)[-1]
    work.stands_in(settings, key, AS_OF)
    return Trial(
        entry.outcome,
        said,
        entry,
        all(after.get(path) == digest for path, digest in raw.items()),
        tuple(sorted(after.keys() - raw.keys())),
        tuple(path.name for path in sorted(settings.scratch.rglob("*")) if path.is_file()) if settings.scratch.exists() else (),
        tree(settings.published) == published and work.released_database(settings) is not None,
        work.stands_in(settings, key, AS_OF),
        vintage,
    )


def _silent(_: str) -> None:
    """Say nothing: a test looks at what is done."""
