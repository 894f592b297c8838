"""Workbooks (xlsx, ods) as text: the one sheet that holds a source's headings, every cell as its value is written.

Cells are read by python-calamine, which gives values, not their display: a day is a date whatever its number format.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, SheetMetadata, SheetTypeEnum, SheetVisibleEnum

from extract.source import Refused, Source, SourceChanged

_DEEPEST_HEADER = 40  # rows of a sheet among which its header must be

Row = tuple[int, list[str]]  # its number in the sheet, from 1, and its cells


@dataclass(frozen=True)
class Sheet:
    """One sheet from its header on; rows without any value are left out."""

    name: str
    header: list[str]
    rows: list[Row]


def text_of(cell: object) -> str:
    """Give a cell as text: a day as 2017-07-01, a moment as 2017-07-01 08:07:16, a whole number without a point."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat() if cell.time() == datetime.time() else cell.isoformat(" ", "seconds")
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return "" if cell is None else str(cell)


def column(at: int) -> str:
    """Give the letters of a column, counted from 0: A, ..., Z, AA."""
    return (column(at // 26 - 1) if at >= 26 else "") + chr(ord("A") + at % 26)


def find_sheet(source: Source, path: Path) -> Sheet:
    """Give the sheet on which all required headings stand in one row; of several the one that is not hidden.

    Where no sheet has them all, the one that has most of them is given: its missing headings can then be named. Raises
    SourceChanged where no sheet has any, or two have all; Refused where the workbook cannot be read.
    """
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            names = list(book.sheet_names)
            found = [one for meta in book.sheets_metadata if (one := _candidate(source, book, meta)) is not None]
            best = [one for one in found if one.rank == max(other.rank for other in found)]
            if len(best) != 1:
                raise SourceChanged(
                    source.key,
                    f"{len(best)} sheets of {path.name} hold the headings",
                    f"sheets {names}",
                    f"compare {source.page} with the headings in extract/sources/{source.key}.py",
                )
            return _from_header(best[0], _rows(book, best[0].name))
    except (CalamineError, OSError) as problem:
        raise Refused(f"{source.key}: {path.name} is not a readable workbook ({problem})") from problem


def every_sheet(source: Source, path: Path) -> Iterator[tuple[str, Iterator[Row]]]:
    """Give (name, rows) of every sheet that is not hidden. Raises Refused where the workbook cannot be read."""
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            for meta in book.sheets_metadata:
                if meta.visible == SheetVisibleEnum.Visible and meta.typ == SheetTypeEnum.WorkSheet:
                    yield meta.name, _rows(book, meta.name)
    except (CalamineError, OSError) as problem:
        raise Refused(f"{source.key}: {path.name} is not a readable workbook ({problem})") from problem


@dataclass(frozen=True)
class _Candidate:
    name: str
    rank: tuple[int, bool]  # required headings that stand in the header, whether the sheet is shown
    line: int
    header: list[str]


def _candidate(source: Source, book: CalamineWorkbook, meta: SheetMetadata) -> _Candidate | None:
    """Give the row of a sheet that has most of the required headings; None where no row has one."""
    required = [{heading.name, *heading.aliases} for heading in source.headings if heading.required]
    best: _Candidate | None = None
    for line, cells in _rows(book, meta.name, _DEEPEST_HEADER):
        header = [cell.strip() for cell in cells]
        score = sum(not spellings.isdisjoint(header) for spellings in required)
        if score > (best.rank[0] if best else 0):
            best = _Candidate(meta.name, (score, meta.visible == SheetVisibleEnum.Visible), line, header)
    return best


def _from_header(one: _Candidate, rows: Iterator[Row]) -> Sheet:
    kept = [(line, cells) for line, cells in rows if line > one.line and any(cell.strip() for cell in cells)]
    return Sheet(one.name, one.header, kept)


def _rows(book: CalamineWorkbook, name: str, most: int | None = None) -> Iterator[Row]:
    cells = book.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=most)
    for line, row in enumerate(cells, start=1):
        yield line, [text_of(cell) for cell in row]
