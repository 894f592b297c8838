"""How a publisher writes a file: header, encoding, line ends, quotation marks, dates and nulls, found without our readers.

Two files of one layout have the same manner whatever rows they hold, so an invented file can be held against a real one.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineWorkbook

BOM = b"\xef\xbb\xbf"
NULLS = frozenset(
    ("", "-", "--", "—", "n/a", "na", "nan", "nil", "none", "null", "no data", "none supplied", "not applicable", "unknown")
)
_DATE = re.compile(r"\d{1,4}[-/. ](\d{1,2}|[A-Za-z]{3,9})[-/. ]\d{2,4}( \d{2}:\d{2}(:\d{2}(\.\d+)?)?)?")
_ENOUGH = 4_000_000  # bytes of a member that show its manner
_FEW = 0.01  # share of records that may be written otherwise: slips, and the odd rows of fixtures stand beside


@dataclass(frozen=True)
class Manner:
    """How a table is written. A workbook has a header and dates only."""

    header: tuple[str, ...]  # untrimmed; of a file without one, how many fields a record has
    encoding: str = ""
    end: str = ""
    header_quoted: str = ""  # all, needed or none
    values_quoted: str = ""
    closed: bool = True  # the last record has a line end

    def differs(self, other: Manner) -> list[str]:
        """Give what is written otherwise, in words. Plain ASCII agrees with every encoding that has no mark."""
        found = []
        for name, mine in vars(self).items():
            theirs = getattr(other, name)
            plain = name == "encoding" and "ascii" in (mine, theirs) and "utf-8-sig" not in (mine, theirs)
            if mine != theirs and not plain:
                found.append(f"{name}: {mine!r}, not {theirs!r}")
        return found


@dataclass(frozen=True)
class Table:
    """A table as text: how it is written, and its values by heading (by position where there is no header)."""

    manner: Manner
    columns: dict[str, list[str]]

    def dates(self) -> dict[str, str]:
        """Give the style of every column that holds dates."""
        return {name: style for name, values in self.columns.items() if (style := date_style(values)) is not None}

    def nulls(self) -> set[str]:
        """Give the words that stand for no value anywhere in the table, in small letters."""
        return {value.strip().lower() for values in self.columns.values() for value in set(values)} & NULLS


def tables(file: Path, delimiter: str = ",", headerless: bool = False, header_begins: str = "") -> list[Table]:
    """Give the tables of a file: one of a text, those of a zip's texts, the longest of a workbook.

    A text may have no header, or lines above it: then it is the first record that begins with `header_begins`.
    """
    suffix = file.suffix.lower()
    if suffix in (".xlsx", ".ods"):
        return [_sheet(file)]
    if suffix == ".zip":
        with zipfile.ZipFile(file) as archive:
            names = [name for name in archive.namelist() if name.lower().endswith((".csv", ".txt"))]
            heads = [_whole_lines(archive.open(name).read(_ENOUGH)) for name in names]
            return [text_table(head, delimiter, headerless, header_begins) for head in heads]
    return [text_table(file.read_bytes(), delimiter, headerless, header_begins)]


def _whole_lines(head: bytes) -> bytes:
    """Leave out the line that the end of what was read cuts through."""
    return head if len(head) < _ENOUGH else head[: head.rfind(b"\n") + 1]


def text_table(data: bytes, delimiter: str = ",", headerless: bool = False, header_begins: str = "") -> Table:
    """Give a delimited text as a table."""
    encoding, text = _decoded(data)
    quoting = csv.QUOTE_NONE if delimiter == "\t" else csv.QUOTE_MINIMAL
    records = list(chunks(text, delimiter, quoting))
    start = next(place for place, (_, cells) in enumerate(records) if not header_begins or header_begins in cells[:1])
    records = records[start:]
    end = Counter(re.search(r"(\r\n|\n|\r|)$", chunk)[1] for chunk, _ in records[:-1]).most_common(1)[0][0]  # type: ignore[index]
    header = records[0][1]
    body = records if headerless else records[1:]
    names = [str(place) for place in range(1, len(header) + 1)] if headerless else [name.strip() for name in header]
    manner = Manner(
        (f"{len(header)} fields",) if headerless else tuple(header),
        encoding,
        end,
        "" if headerless else _quoted(records[:1], delimiter),
        _quoted(body, delimiter),
        bool(re.search(r"[\r\n]$", records[-1][0])),
    )
    rows = [cells for _, cells in body if len(cells) == len(header)]
    return Table(manner, {name: [row[place] for row in rows] for place, name in enumerate(names)})


def date_style(values: Iterable[str]) -> str | None:
    """Give how most dates of a column are written, as 0d/0m/y or y-0m-0d 00:00:00; None where it holds none."""
    filled = [value for value in values if value.strip().lower() not in NULLS]
    found = [value for value in filled if _DATE.fullmatch(value) or re.fullmatch(r"(18|19|20)\d{2}[01]\d[0-3]\d", value)]
    if len(found) < max(1, len(filled) // 2):
        return None
    return Counter(_shape(value) for value in found).most_common(1)[0][0] + (" padded" if _padded(found) else "")


def _shape(value: str) -> str:
    worn = re.sub(r"[A-Za-z]+", "mon", value)
    return re.sub(r"\d+", lambda run: {1: "d", 2: "d", 4: "year", 8: "yearmonthday"}.get(len(run[0]), "digits"), worn)


def _padded(dates: Sequence[str]) -> bool:
    """Say whether most days and months below ten are written with a nought."""
    bare = sum(bool(re.search(r"(?<![\d:])\d(?![\d:])", value)) for value in dates)
    return bare <= sum(bool(re.search(r"(?<![\d:])0\d(?![\d:])", value)) for value in dates)


def _decoded(data: bytes) -> tuple[str, str]:
    body = data.removeprefix(BOM)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return ("mark, then cp1252" if body is not data else "cp1252"), body.decode("cp1252", errors="replace")
    if body is not data:
        return "utf-8-sig", text
    return ("ascii" if text.isascii() else "utf-8"), text


def chunks(text: str, delimiter: str, quoting: int) -> Iterator[tuple[str, list[str]]]:
    """Give every record with the text it was cut from."""
    lines = io.StringIO(text, newline="").readlines()
    taken: list[str] = []

    def feed() -> Iterator[str]:
        for line in lines:
            taken.append(line)
            yield line

    for record in csv.reader(feed(), delimiter=delimiter, quoting=quoting):  # type: ignore[arg-type]
        yield "".join(taken), record
        taken.clear()


def _quoted(records: Sequence[tuple[str, list[str]]], delimiter: str) -> str:
    """Say which fields stand between quotation marks: all, those that need it, or none; else that it is mixed."""
    if not any('"' in chunk for chunk, _ in records):
        return "none"
    for name, quoting in (("all", csv.QUOTE_ALL), ("needed", csv.QUOTE_MINIMAL)):
        same = sum(_written(cells, delimiter, quoting) == chunk.rstrip("\r\n") for chunk, cells in records)
        if same >= len(records) - max(_FEW * len(records), 2 if len(records) > 10 else 0):
            return name
    return "mixed"


def _written(cells: Sequence[str], delimiter: str, quoting: int) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator="\r\n").writerow(cells)  # type: ignore[arg-type]
    return out.getvalue().removesuffix("\r\n")


def _sheet(file: Path) -> Table:
    """Give the longest sheet of a workbook, from the first row with more than two cells on; its dates as ISO text."""
    with CalamineWorkbook.from_path(str(file)) as book:
        sheets = [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names]
    rows = [[str(cell).strip() if isinstance(cell, str) else str(cell) for cell in row] for row in max(sheets, key=len)]
    start = next(place for place, row in enumerate(rows) if sum(bool(cell) for cell in row) > 2)
    header = {name: place for place, name in enumerate(rows[start]) if name}
    return Table(Manner(tuple(header)), {name: [row[at] for row in rows[start + 1 :]] for name, at in header.items()})
