"""The shelf of releases: which there are, which is the previous one of a day, and where `latest` points.

Everything is read from the release folders themselves; `releases.json` and `latest` are made from them and can be made
again at any time.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path

from warehouse.database import WarehouseError, sync

CARD = "release.json"
MAKING = ".making-"


@dataclass(frozen=True)
class Card:
    """What a release says of itself in its `release.json`; also one entry of `releases.json`."""

    release_id: str
    as_of: str
    previous: str | None
    organisations: int
    checks_passed: int
    checks_failed: int  # warnings: a critical one closes the gate
    folder: str
    code_version: str
    archive_hash: str


def releases(published: Path) -> list[Card]:
    """Give all complete releases, oldest as-of first; of one day, in the order in which they were made."""
    folders = (path.parent for path in published.glob(f"*/{CARD}"))
    found = [_read(folder) for folder in sorted(folders) if not folder.name.startswith(".") and not folder.is_symlink()]
    by_id = {card.release_id: card for card in found}
    return sorted(found, key=lambda card: (card.as_of, _place_in_day(card, by_id), card.release_id))


def latest(published: Path) -> Path | None:
    """Give the folder of the release with the greatest as-of (of one day, the last made), or None where there is none."""
    cards = releases(published)
    return published / cards[-1].folder if cards else None


def previous_release(published: Path, as_of: date, but_not: str | None = None) -> Path | None:
    """Give the folder of the release to compare with: the greatest as-of that is not after `as_of`, or None.

    Another release of the same day counts. `but_not` is the id of the release that is being made or examined.
    """
    earlier = [c for c in releases(published) if c.as_of <= as_of.isoformat() and c.release_id != but_not]
    return published / earlier[-1].folder if earlier else None


def put_in_order(published: Path) -> Path | None:
    """Write `releases.json` and point `latest` at the newest release, each in one rename. Gives that release's folder.

    Both follow from the folders alone, so that a run that was killed in between is completed by the next.
    Raises WarehouseError when something that is not a link stands where `latest` belongs.
    """
    cards = releases(published)
    newest = cards[-1] if cards else None
    text = json.dumps(
        {"latest": newest.release_id if newest else None, "releases": [asdict(card) for card in cards]},
        indent=1,
        ensure_ascii=False,
    )
    _swap_text(published / "releases.json", text + "\n")
    if newest is None:
        return None
    _swap_link(published / "latest", newest.folder)
    sync(published)
    return published / newest.folder


def write_card(folder: Path, card: Card) -> None:
    """Write what a release says of itself."""
    (folder / CARD).write_text(json.dumps(asdict(card), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def leftovers(published: Path) -> Iterable[Path]:
    """Give the half-made releases of runs that were killed."""
    return sorted(published.glob(f"{MAKING}*"))


def _place_in_day(card: Card, by_id: dict[str, Card]) -> int:
    """Count the releases of the same day that came before: each names the one it was compared with."""
    place, seen = 0, {card.release_id}
    while card.previous in by_id and card.previous not in seen and by_id[card.previous].as_of == card.as_of:
        card = by_id[card.previous]
        seen.add(card.release_id)
        place += 1
    return place


def _read(folder: Path) -> Card:
    try:
        card = Card(**json.loads((folder / CARD).read_text(encoding="utf-8")))
    except (ValueError, TypeError) as problem:
        raise WarehouseError(f"{folder / CARD} is not the card of a release ({problem}); move that folder away") from problem
    return replace(card, folder=folder.name)


def _swap_text(target: Path, text: str) -> None:
    beside = target.with_name(f".{target.name}.new")
    with beside.open("w", encoding="utf-8") as handle:
        handle.write(text)
        handle.flush()
        os.fsync(handle.fileno())
    beside.replace(target)


def _swap_link(link: Path, folder: str) -> None:
    if link.exists() and not link.is_symlink():
        raise WarehouseError(f"{link} is not a link to a release; move it away, then release again")
    if link.is_symlink() and link.readlink() == Path(folder):
        return
    beside = link.with_name(f".{link.name}.new")
    beside.unlink(missing_ok=True)
    beside.symlink_to(folder)
    beside.replace(link)
