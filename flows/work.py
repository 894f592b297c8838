"""What a run does, in plain functions: land, build, examine, keep, release. No Prefect, no clock, no environment.

`flows/register.py` wraps these as tasks of one flow; `flows/cli.py` calls them directly.
"""

from __future__ import annotations

import logging
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from extract.archive import Archive, Landed, TreeReport, editions, import_file, import_tree, land, receipts
from extract.catalogue import CATALOGUE
from extract.fetch import FetchFailed, Web, fetch, user_agent
from extract.log import Trail, attempt
from extract.sample.edition import write
from extract.source import Receipt, Refused, Source, SourceChanged
from flows.settings import Settings
from quality.gate import Check, Verdict
from quality.gate import examine as run_gates
from transform.build import build as fill
from transform.build import identity
from warehouse.keep import keep
from warehouse.release import DATABASE, Released, latest, previous_release
from warehouse.release import release as publish

Say = Callable[[str], None]
logger = logging.getLogger(__name__)


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


@dataclass(frozen=True)
class Build:
    """A finished scratch database, or None where the warehouse is that build already."""

    identity: Identity
    scratch: Path | None


# Landing


def archive_of(settings: Settings) -> Archive:
    """Give the archive under the data root."""
    return Archive(settings.raw)


def land_one(settings: Settings, source: Source) -> Arrival:
    """Ask one source for its newest edition and land it; the attempt is noted in the fetch log however it ends.

    Raises FetchFailed, Refused or SourceChanged; nothing is landed then.
    """
    web = Web(
        user_agent=user_agent(settings.contact),
        connect_timeout=settings.connect_timeout,
        read_timeout=settings.read_timeout,
        tries=settings.tries,
        backoff_seconds=settings.backoff,
        pace_seconds=settings.pace,
        proxies=settings.proxies,
        mirrors=settings.mirrors,
        ca_bundle=settings.ca_bundle,
    )
    with attempt(settings.fetch_log, source.key) as trail:
        try:
            return _land(settings, source, web, trail)
        except (Refused, SourceChanged) as problem:
            trail.ended("refused", str(problem))
            raise
        except FetchFailed as problem:
            trail.ended("failed", problem.why)
            raise


def _land(settings: Settings, source: Source, web: Web, trail: Trail) -> Arrival:
    archive = archive_of(settings)
    before = [receipt for receipt in receipts(archive, source.key) if receipt.door == "fetch"]
    previous = before[-1] if before else None
    fetched = fetch(source, previous, settings.scratch / "fetch" / source.key, web, trail)
    note = "; ".join(fetched.notes)
    if fetched.file is None or fetched.receipt is None:
        trail.ended("not modified", note)
        known = previous or _newest(archive, source.key)
        return Arrival(source.key, known.vintage if known else "", known.sha256 if known else "", new=False, note=note)
    landed = land(archive, source, fetched.file, fetched.receipt)
    fetched.file.unlink(missing_ok=True)
    trail.ended("landed" if landed.new else "same bytes", note)
    return Arrival(source.key, landed.receipt.vintage, landed.receipt.sha256, landed.new, note)


def stands_in(settings: Settings, key: str, today: date) -> str:
    """Say which landed edition of a source is the last good one, and how old it is."""
    newest = _newest(archive_of(settings), key)
    if newest is None:
        return "no edition of it has been landed yet"
    age, limit = (today - newest.vintage_date).days, CATALOGUE[key].stale_after_days
    late = f", past the {limit:,} days after which it is stale" if age > limit else ""
    return f"its last good edition is {newest.vintage}, {age:,} days old{late}"


def import_one(settings: Settings, key: str, file: Path, vintage: str) -> Landed:
    """Land one file that a person took. Raises Refused, or ValueError for a vintage that is no date."""
    return import_file(archive_of(settings), CATALOGUE[key], file, vintage)


def import_archive(settings: Settings, tree: Path) -> TreeReport:
    """Land every file of a tree laid out `<key>/<vintage>/<file>`."""
    return import_tree(archive_of(settings), tree, CATALOGUE)


def sample(settings: Settings) -> TreeReport:
    """Land the embedded sample edition through the same door as any imported tree."""
    settings.scratch.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.scratch, prefix="sample-") as folder:
        write(Path(folder))
        return import_tree(archive_of(settings), Path(folder), CATALOGUE, door="sample")


def _newest(archive: Archive, key: str) -> Receipt | None:
    found = receipts(archive, key)
    return found[-1] if found else None


# Building


def identity_of(database: Path) -> Identity | None:
    """Read what a register database was made of; None where there is no such file, or none that can be read."""
    if not database.is_file():
        return None
    try:
        with duckdb.connect(str(database), read_only=True) as con:
            rows = con.execute("SELECT release_id, as_of, archive_hash, code_version FROM register.release").fetchall()
    except duckdb.Error as problem:
        logger.warning("%s cannot be read (%s)", database, problem)
        return None
    return Identity(*rows[0]) if rows else None


def planned(settings: Settings, as_of: date) -> Identity:
    """Say what a build for `as_of` would be made of, without building. Raises NothingLanded."""
    archive = archive_of(settings)
    registers = (source for source in CATALOGUE.values() if source.role == "register")
    if not any(editions(archive, source, as_of) for source in registers):
        raise NothingLanded(
            f"no register edition up to {as_of} is landed in {settings.raw}. Land some first: "
            "'coop-register refresh', 'coop-register import', or 'coop-register sample' for invented rows"
        )
    release_id, landed, code = identity(archive, as_of)
    return Identity(release_id, as_of, landed, code)


def is_current(settings: Settings, as_of: date, *, exactly: bool) -> bool:
    """Say whether the warehouse and a release rest on the files and code that a build for `as_of` would read.

    `exactly` asks for that very day. Otherwise the day may differ: with nothing new to read, a later one gives the same register.
    """
    plan, kept = planned(settings, as_of), identity_of(settings.warehouse)
    if exactly:
        return kept == plan and (settings.published / plan.release_id / DATABASE).is_file()
    database = released_database(settings)
    released = identity_of(database) if database else None
    return kept is not None and released is not None and plan.same_input(kept) and plan.same_input(released)


def build(settings: Settings, as_of: date, say: Say, *, force: bool = False) -> Build:
    """Build a scratch database for `as_of`, unless the warehouse is that build already. The caller holds the run lock.

    Raises NothingLanded, and what `transform.build.build` raises; the warehouse is not touched.
    """
    plan = planned(settings, as_of)
    if not force and identity_of(settings.warehouse) == plan:
        say(f"nothing new: {settings.warehouse} is build {plan.release_id} already (--force builds it again)")
        return Build(plan, None)
    built = fill(archive_of(settings), settings.staged, settings.scratch / "build.duckdb", as_of, say)
    return Build(plan, built.scratch)


def examine(settings: Settings, build: Build, say: Say) -> Verdict | None:
    """Put a scratch database through the source and register gates and, when they are open, in the warehouse's place.

    Gives None where there was nothing to build. Raises GateClosed: the warehouse is then as it was, and the scratch
    database stands aside as `closed-<release id>.duckdb`.
    """
    if build.scratch is None:
        return None
    verdict = _gates(settings, build.scratch, build.identity, ("source", "register"), say)
    if verdict.closed:
        raise GateClosed(tuple(verdict.failures), _set_aside(settings, build.scratch, build.identity))
    keep(build.scratch, settings.warehouse)
    build.scratch.unlink()
    say(f"kept {settings.warehouse}, as of {build.identity.as_of}")
    return verdict


def build_and_examine(settings: Settings, as_of: date, say: Say, *, force: bool = False) -> Identity:
    """Build, examine and keep: `warehouse.duckdb` is then the build of `as_of`."""
    made = build(settings, as_of, say, force=force)
    examine(settings, made, say)
    return made.identity


# Releasing


def released_database(settings: Settings, as_of: date | None = None) -> Path | None:
    """Give the register database of the latest release, or of the latest up to a day; None where there is none."""
    folder = latest(settings.published) if as_of is None else previous_release(settings.published, as_of)
    return folder / DATABASE if folder else None


def release(settings: Settings, say: Say) -> Released:
    """Put the warehouse through the release gate and publish it. The caller holds the run lock.

    Raises NoWarehouse, or GateClosed: nothing is published then, and the last release stands.
    """
    copy, made_of = _copy(settings)
    verdict = _gates(settings, copy, made_of, ("release",), say)
    if verdict.closed:
        raise GateClosed(tuple(verdict.failures), _set_aside(settings, copy, made_of))
    keep(copy, settings.warehouse)
    copy.unlink()
    return publish(settings.warehouse, settings.published, say)


def check(settings: Settings, say: Say) -> Verdict:
    """Put a copy of the warehouse through all three gates. Nothing is kept or published. Raises NoWarehouse."""
    copy, made_of = _copy(settings)
    try:
        return _gates(settings, copy, made_of, ("source", "register", "release"), say)
    finally:
        copy.unlink()


def gate_counts(settings: Settings) -> list[dict[str, object]]:
    """Count the warehouse's checks by gate, severity and verdict; empty where there is no warehouse."""
    if not settings.warehouse.is_file():
        return []
    with duckdb.connect(str(settings.warehouse), read_only=True) as con:
        rows = con.execute('SELECT gate, severity, verdict, count(*) FROM register."check" GROUP BY ALL ORDER BY ALL').fetchall()
    return [dict(zip(("gate", "severity", "verdict", "checks"), row, strict=True)) for row in rows]


def _copy(settings: Settings) -> tuple[Path, Identity]:
    made_of = identity_of(settings.warehouse)
    if made_of is None:
        raise NoWarehouse(f"there is no built warehouse at {settings.warehouse}: run 'coop-register build' first")
    settings.scratch.mkdir(parents=True, exist_ok=True)
    copy = settings.scratch / "release.duckdb"
    copy.with_name(copy.name + ".wal").unlink(missing_ok=True)
    shutil.copyfile(settings.warehouse, copy)
    return copy, made_of


def _gates(settings: Settings, database: Path, made_of: Identity, gates: tuple[str, ...], say: Say) -> Verdict:
    """Run gates on a database, compared with the release before it."""
    folder = previous_release(settings.published, made_of.as_of, made_of.release_id)
    return run_gates(database, gates, folder / DATABASE if folder else None, say)


def _set_aside(settings: Settings, rejected: Path, made_of: Identity) -> Path:
    """Keep the database that a gate did not let through for inspection; only the newest such file is kept."""
    for older in settings.scratch.glob("closed-*.duckdb"):
        older.unlink()
    return rejected.replace(settings.scratch / f"closed-{made_of.release_id}.duckdb")
