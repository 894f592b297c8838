"""Workbooks of statistics: tables found by the text of their labels, wherever they stand, one record a figure.

A table is a title, below it rows that begin with an area; the periods of its columns stand in a row above, once for all
tables of a sheet or anew for each. Cells are found by label because their addresses change from edition to edition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from extract.sheets import Row, column, every_sheet
from extract.source import Raw, Source, SourceChanged

AREAS = ("uk", "united kingdom", "great britain", "gb", "england", "scotland", "wales", "northern ireland")
COLUMNS = ("cell", "sheet", "title", "unit", "area", "period", "value")
_PERIOD = re.compile(r"(?i)\d{4}\s*q[1-4]|q[1-4]\s*\d{4}|\d{4}-\d{2}-\d{2}")
_UNIT = re.compile(r"(?i)\W*(£|gbp|thousands?\b|millions?\b|number of|%|per cent).*")
_BOX = re.compile(r"[A-Z]{2}_[A-Z]\d+(\s*[-+]\s*[A-Z]{2}_[A-Z]\d+)*")  # the box of the return that a figure comes from
_NOTE = re.compile(r"\s*\([a-z]\)\s*$")


@dataclass
class _Place:
    """What has been read of a sheet so far that the next row of figures rests on."""

    periods: dict[int, str] = field(default_factory=dict)  # column -> period
    heard: list[str] = field(default_factory=list)  # labels since the last table
    title: str = ""
    unit: str = ""
    inside: bool = False  # the last row was one of a table


def read_tables(source: Source, file: Path) -> Raw:
    """Give one record a figure: cell, sheet, title, unit, area, period and value as text.

    A workbook has no lines: `source_line` is the number of the figure in reading order, `cell` says where it stands. Titles
    are given as declared; others as written, without the mark of a footnote. Raises SourceChanged where a required
    title heads no table, Refused where the workbook cannot be read.
    """
    titles = {spelling.casefold(): h.name for h in source.headings for spelling in (h.name, *h.aliases)}
    records = [record for name, rows in every_sheet(source, file) for record in _figures(name, rows, titles)]
    found = list(dict.fromkeys(record[2] for record in records))
    missing = [heading.name for heading in source.headings if heading.required and heading.name not in found]
    if missing:
        raise SourceChanged(
            source.key,
            f"no table is headed {missing}",
            f"tables {found[:40]}",
            f"compare {source.page} with the titles in extract/sources/{source.key}.py",
        )
    schema: dict[str, pl.DataType] = {"source_line": pl.Int64(), **dict.fromkeys(COLUMNS, pl.String())}
    known = {heading.name for heading in source.headings}
    return Raw(
        pl.DataFrame([(n, *record) for n, record in enumerate(records, start=1)], schema=schema, orient="row"),
        unknown_headings=tuple(name for name in found if name not in known),
    )


def _figures(sheet: str, rows: Iterator[Row], titles: dict[str, str]) -> Iterator[tuple[str, ...]]:
    place = _Place()
    for line, cells in rows:
        periods = {at: cell.strip() for at, cell in enumerate(cells) if _PERIOD.fullmatch(cell.strip())}
        place.periods = periods if len(periods) > 1 else place.periods
        labels = [cell.strip() for cell in cells[: min(place.periods, default=len(cells))] if cell.strip()]
        area = next((label for label in labels if label.casefold() in AREAS), None)
        _listen(place, [label for label in labels if label != area], area is not None, titles)
        if area is None:
            continue
        for at, period in place.periods.items():
            if at < len(cells) and cells[at].strip():
                yield f"{column(at)}{line}", sheet, place.title, place.unit, area, period, cells[at].strip()


def _listen(place: _Place, labels: list[str], in_table: bool, titles: dict[str, str]) -> None:
    """Take up what a row says of the table it begins or belongs to: a declared title wins over any other text."""
    if place.inside and (not in_table or any(_bare(label) in titles for label in labels)):
        place.heard = []
    place.inside = in_table
    for label in labels:
        if _bare(label) not in titles and _UNIT.fullmatch(label):
            place.unit = label
        elif not _BOX.fullmatch(label):
            place.heard.append(label)
    declared = [titles[_bare(label)] for label in place.heard if _bare(label) in titles]
    last = [_NOTE.sub("", label) for label in place.heard[-1:]]
    place.title = next(iter([*declared[-1:], *last]), "")


def _bare(label: str) -> str:
    return _NOTE.sub("", label).strip().casefold()
