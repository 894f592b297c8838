"""Releasing: a folder that is complete or absent, and `latest`, which moves last."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import polars as pl

from transform.register import change
from warehouse.database import WarehouseError, opened, published, sync, write_database
from warehouse.descriptors import datapackage, dataset_jsonld, write_json
from warehouse.dictionary import render as dictionary
from warehouse.difference import changes_text, difference
from warehouse.files import sha256_and_bytes, write_tables
from warehouse.papers import Facts, facts, in_words, licence_text, sources_text
from warehouse.shelf import (
    CARD,
    MAKING,
    Card,
    latest,
    leftovers,
    previous_release,
    put_in_order,
    releases,
    write_card,
)
from warehouse.site.page import render as page

__all__ = ["Card", "ReleaseFailed", "ReleaseRefused", "Released", "latest", "previous_release", "release", "releases"]

DATABASE = "coop_register.duckdb"  # a file named like its schema `register` could not be queried when opened directly
ALSO_NAMED = "register.duckdb"  # the same file, for tools that look for this name and attach it under another
SUMS = "SHA256SUMS"
GATES = ("source", "register", "release")
_COPIES = {"checks.csv": "register_check", "sources.csv": "register_source"}
_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z._+-]*")


class ReleaseRefused(Exception):
    """This warehouse may not be released: never examined, or a critical check did not pass."""


class ReleaseFailed(Exception):
    """A release could not be written: full disk, a folder that cannot be written. Nothing half made is left."""


@dataclass(frozen=True)
class Released:
    """A release and whether this call made it. `previous` is the id of the release it was compared with."""

    release_id: str
    folder: Path
    previous: str | None
    made: bool


def release(warehouse: Path, published_folder: Path, say: Callable[[str], None]) -> Released:
    """Make the release that `warehouse` holds, point `latest` at the newest release, and list all in `releases.json`.

    A release of the same id stands as it is (`made` is then False). `latest` moves only to a later or equal as-of.
    Raises ReleaseRefused when the gates were not run or one is closed, ReleaseFailed when the disk does not take it,
    WarehouseError when `warehouse` is no register database.
    """
    release_id, as_of = _examined(warehouse)
    folder = published_folder / release_id
    try:
        published_folder.mkdir(parents=True, exist_ok=True)
        for leftover in leftovers(published_folder):
            shutil.rmtree(leftover)
            say(f"removed {leftover.name}: a release that was cut short before it was done")
        made = not _stands(folder)
        if made:
            _make(warehouse, published_folder, folder, previous_release(published_folder, as_of, but_not=release_id))
        newest = put_in_order(published_folder)
    except (OSError, duckdb.IOException) as problem:
        raise ReleaseFailed(
            f"release {release_id} could not be written to {published_folder}: {problem}. The earlier releases stand; "
            "make room or mend the folder's permissions, then release again."
        ) from problem
    card = next(c for c in releases(published_folder) if c.release_id == release_id)
    say(f"release {release_id} {'made' if made else 'stands already, nothing was rewritten'}: {folder}")
    if newest != folder:
        say(f"latest stays at {newest.name if newest else 'nothing'}: {release_id} is back-dated to {in_words(as_of)}")
    return Released(release_id, folder, card.previous, made)


def _examined(warehouse: Path) -> tuple[str, date]:
    """Give release id and as-of of a warehouse that may be released; raise ReleaseRefused otherwise."""
    if not warehouse.is_file():
        raise ReleaseRefused(f"there is no warehouse at {warehouse}: build it first")
    try:
        with opened(warehouse) as con:
            rows = con.execute("SELECT release_id, as_of FROM register.release").fetchall()
            ran = {gate for (gate,) in con.execute('SELECT DISTINCT gate FROM register."check"').fetchall()}
            closed = con.execute(
                'SELECT gate, table_name, expectation, observed FROM register."check" '
                "WHERE verdict = 'broken' OR (verdict = 'failed' AND severity = 'critical') ORDER BY ALL"
            ).fetchall()
    except duckdb.Error as problem:
        raise WarehouseError(f"{warehouse} is no register database: {problem}") from problem
    if len(rows) != 1 or not _ID.fullmatch(rows[0][0]) or rows[0][0] == "latest":
        raise WarehouseError(f"{warehouse}: register.release must hold one row whose id can name a folder, it holds {rows}")
    missing = [gate for gate in GATES if gate not in ran]
    if missing:
        raise ReleaseRefused(f"{rows[0][0]} was never examined by gate(s) {', '.join(missing)}: run the checks, then release")
    if closed:
        named = "; ".join(f"{gate}: {table} {what} (found {found})" for gate, table, what, found in closed[:5])
        raise ReleaseRefused(f"{rows[0][0]}: {len(closed)} critical check(s) did not pass - {named}. The last release stands.")
    return rows[0]


def _stands(folder: Path) -> bool:
    if folder.exists() and not (folder / CARD).is_file():
        raise WarehouseError(f"{folder} is in the way and is no release: move it away, then release again")
    return folder.exists()


def _make(warehouse: Path, shelf: Path, folder: Path, before: Path | None) -> None:
    making = shelf / f"{MAKING}{folder.name}"
    try:
        making.mkdir()
        _fill(warehouse, making, before)
        for path in sorted(making.rglob("*")):
            sync(path)
        making.rename(folder)
        sync(shelf)
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _fill(warehouse: Path, making: Path, before: Path | None) -> None:
    """Write every file of a release into `making`, SHA256SUMS last."""
    tables = published()
    changes = pl.DataFrame(schema=change.TABLE.polars_schema())
    if before is not None:
        changes = difference(before / DATABASE, warehouse)
    write_database(warehouse, making / DATABASE, tables, {change.TABLE.full_name: changes})
    with opened(making / DATABASE) as con:
        given = facts(con)
        write_tables(con, tables, making)
        for copy, name in _COPIES.items():
            shutil.copyfile(making / "csv" / f"{name}.csv", making / copy)
        write_json(making / "datapackage.json", datapackage(con, tables, making, given))
        write_json(making / "dataset.jsonld", dataset_jsonld(making, given))
        previous = before.name if before else None
        texts = {
            "SOURCES.md": sources_text(given),
            "LICENCE.md": licence_text(given),
            "CITE.txt": given.citation + "\n",
            "CHANGES.md": changes_text(changes, given.release_id, in_words(given.as_of), previous),
            "dictionary.md": dictionary(tables),
            "index.html": page(con, tables, making, given),
        }
    os.link(making / DATABASE, making / ALSO_NAMED)
    for name, text in texts.items():
        (making / name).write_text(text, encoding="utf-8")
    write_card(making, _card(given, previous))
    (making / SUMS).write_text(_sums(making), encoding="utf-8")


def _card(given: Facts, previous: str | None) -> Card:
    return Card(
        given.release_id,
        given.as_of,
        previous,
        given.organisations,
        given.checks_passed,
        given.checks_failed,
        given.release_id,
        given.code_version,
        given.archive_hash,
    )


def _sums(folder: Path) -> str:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return "".join(f"{sha256_and_bytes(path)[0]}  {path.relative_to(folder).as_posix()}\n" for path in files)
