"""Nouns of landing: what a source is, what a receipt says, and how a source that changed is reported."""

from __future__ import annotations

import calendar
import dataclasses
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import polars as pl

Cadence = Literal["daily", "weekly", "monthly", "quarterly", "half-yearly", "yearly", "rarely"]
Completeness = Literal["complete", "excerpt", "reconstruction"]
Door = Literal["fetch", "import", "sample"]
# register: its lines make organisations. annex: landed and staged, and no organisation rests on it yet. increment: an annex
# whose editions add to one another (a day's filings), so that none is held against the one before. reference: a code list.
Role = Literal["register", "annex", "increment", "reference"]


class SourceChanged(Exception):
    """A publisher's file no longer has the layout that its reader was written for."""

    def __init__(self, key: str, what: str, found: str, mend: str) -> None:
        super().__init__(f"{key}: {what}. Found: {found}. To mend: {mend}")
        self.key, self.what, self.found, self.mend = key, what, found, mend


class Refused(Exception):
    """Bytes that were refused before they were landed: wrong kind of file, cut short, or dangerous."""


@dataclass(frozen=True)
class Licence:
    """A publisher's terms; they travel with every release."""

    id: str
    title: str
    url: str
    attribution: str


@dataclass(frozen=True)
class Heading:
    """One column as the publisher writes it, and the other spellings under which it has been published."""

    name: str
    aliases: tuple[str, ...] = ()
    required: bool = True
    ignored: bool = False  # known, and deliberately not staged (for instance telephone numbers)
    shape: str | None = None  # what nine in ten values look like, as a full-match expression: tells a moved column


@dataclass(frozen=True)
class Link:
    """How the newest file is found on `page`: one link matches `pattern`, else `fallback` is tried and reported.

    Where `page` is the JSON answer of an ArcGIS portal's search, `pattern` is matched against the titles of its items
    and `item` is the address of an item, with `{id}` in it.
    """

    page: str
    pattern: str
    fallback: str | None = None
    item: str | None = None
    then: str | None = None  # the link leads to another page, on which the one link that matches this is the file


@dataclass(frozen=True)
class Source:
    """One public register: who publishes it, on which terms, how often, and what a believable edition looks like."""

    key: str
    title: str
    publisher: str
    page: str
    licence: Licence
    cadence: Cadence
    suffix: Literal["csv", "zip", "xlsx", "ods"]
    headings: tuple[Heading, ...]
    rows: tuple[int, int]  # row window of a complete edition
    stale_after_days: int  # age of the newest edition past which the source gate closes
    parser_version: int  # raised whenever read() or stage() gives other rows for the same bytes
    covers: str  # one sentence: which bodies or areas, and which nations
    by_hand: str  # how a person takes the file where the host refuses scripts
    link: Link | None = None
    url: str | None = None  # a fixed address, where there is no page to discover it from
    vintage_pattern: str | None = None  # named groups y, m (or mon, or q) and d, found in the link or the item's title
    role: Role = "register"
    scoped: bool = False  # only a part of the file is in scope; the rest is counted and dropped while reading
    also_csv: bool = False  # a zip or workbook that is also met as a csv
    delimiter: Literal[",", "\t"] = ","  # a tab: values are not quoted, and the file is named .txt
    widths: tuple[int, ...] = ()  # no header row: how many fields a record has; the headings name them by position
    dated_by_answer: bool = False  # a living file or a report made on request: the day of the answer is its vintage
    other_layouts: tuple[tuple[Heading, ...], ...] = ()  # whole other headers under which the same list is published
    passed_over: str | None = None  # headings known by a full-match expression, and not staged
    by_label: bool = False  # a workbook of tables: the headings are their titles, wherever they stand
    header_begins: str = ""  # other lines stand above the header: it is the first record that begins with this
    max_bytes: int = 200_000_000
    pace_seconds: float = 1.0  # least time between two requests to this host


@dataclass(frozen=True)
class Receipt:
    """What is known of one landed file. `vintage` is the publisher's date, as precise as the publisher gives it."""

    source: str
    vintage: str
    file: str
    url: str
    bytes: int
    sha256: str
    licence: str
    completeness: Completeness
    nature: str
    door: Door
    part: str = ""  # "6_7" where one edition comes in several files
    revision: int = 1  # how often this vintage (and part) has been landed, this one included: the highest stands for it
    final_url: str | None = None
    status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    fetched_at: str | None = None

    @property
    def vintage_date(self) -> date:
        """The vintage as a day; a partial vintage such as 2020 or 2017-06 means its last day."""
        return vintage_day(self.vintage)

    def to_json(self) -> dict[str, object]:
        return dataclasses.asdict(self)


@dataclass(frozen=True)
class Malformed:
    """A record that could not be cut into fields."""

    source_line: int
    reason: str
    text: str


@dataclass(frozen=True)
class Raw:
    """A file as text: the publisher's own headings (trimmed), every value a string, plus `source_line`.

    `source_line` is the physical line on which the record starts, counting the header as line 1.
    Counts close: `records = frame.height + len(malformed) + out_of_scope`.
    """

    frame: pl.DataFrame
    malformed: tuple[Malformed, ...] = ()
    out_of_scope: int = 0
    encoding: str = "utf-8"
    unknown_headings: tuple[str, ...] = ()
    replaced_characters: int = 0  # bytes that the encoding does not define
    dated: str | None = None  # the vintage that the content states of itself, where it does

    @property
    def records(self) -> int:
        return self.frame.height + len(self.malformed) + self.out_of_scope


_VINTAGE = re.compile(r"(?P<y>\d{4})(-(?P<m>\d{2})(-(?P<d>\d{2}))?)?")


def vintage_day(vintage: str) -> date:
    """Give the day a vintage stands for: `2020` -> 2020-12-31, `2017-06` -> 2017-06-30, `2020-06-01` -> itself.

    Raises ValueError for anything else.
    """
    match = _VINTAGE.fullmatch(vintage.strip())
    if match is None:
        raise ValueError(f"vintage {vintage!r} is not YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = int(match["y"]), int(match["m"] or 12), match["d"]
    return date(year, month, int(day) if day else calendar.monthrange(year, month)[1])


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def vintage_in(source: Source, label: str) -> str | None:
    """Give the vintage that a link or title carries, or None where it carries none.

    `vintage_pattern` names its parts: y, m (or mon, an English month name, or q, a quarter, which means its last
    month) and d. Raises ValueError when the parts make no date.
    """
    match = re.search(source.vintage_pattern, label) if source.vintage_pattern else None
    if match is None:
        return None
    parts = {name: text for name, text in match.groupdict().items() if text}
    month = parts.get("m")
    if "mon" in parts:
        name = parts["mon"][:3].lower()
        if name not in _MONTHS:
            raise ValueError(f"{parts['mon']!r} in {label!r} is not an English month")
        month = str(_MONTHS.index(name) + 1)
    elif "q" in parts:
        month = str(3 * int(parts["q"]))
    vintage = parts["y"]
    if month:
        vintage += "".join(f"-{text.zfill(2)}" for text in (month, parts.get("d")) if text)
    try:
        vintage_day(vintage)
    except ValueError as problem:
        raise ValueError(f"{label} carries no possible date ({problem})") from problem
    return vintage


def part_of(file: str) -> str:
    """Give the part label of a file that is one of several of an edition: `...-part6_7.csv` -> `6_7`, else empty."""
    match = re.search(r"part(\d+_\d+)\.", Path(file).name)
    return match[1] if match else ""
