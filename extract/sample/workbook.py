"""A workbook (xlsx) written as plainly as the format allows: the same bytes on every machine, in every year."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from extract.sheets import column

Cell = str | int | float | datetime.date | None  # a datetime is a date too

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TIES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/>'
    '<xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="22" applyNumberFormat="1"/></cellXfs></styleSheet>'
)
_FIRST_DAY = datetime.datetime(1899, 12, 30)  # noqa: DTZ001 - day 0 of the format's calendar, which knows no time zone


@dataclass(frozen=True)
class Page:
    """One sheet: its name, its rows, and whether it is hidden."""

    name: str
    rows: Sequence[Sequence[Cell]]
    hidden: bool = False


def workbook(pages: Sequence[Page]) -> bytes:
    """Give the bytes of a workbook."""
    numbers = range(1, len(pages) + 1)
    sheets = "".join(
        f'<sheet name={quoteattr(page.name)} sheetId="{n}" r:id="rId{n}" state="{"hidden" if page.hidden else "visible"}"/>'
        for n, page in zip(numbers, pages, strict=True)
    )
    ties = "".join(f'<Relationship Id="rId{n}" Type="{_TIES}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers)
    styles = f'<Relationship Id="rId{len(pages) + 1}" Type="{_TIES}/styles" Target="styles.xml"/>'
    kinds = "".join(f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_KIND}.worksheet+xml"/>' for n in numbers)
    parts = {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/>{kinds}</Types>',
        "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_TIES}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_TIES}"><sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{ties}{styles}</Relationships>',
        "xl/styles.xml": _STYLES,
    }
    parts |= {f"xl/worksheets/sheet{n}.xml": _sheet(page) for n, page in zip(numbers, pages, strict=True)}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text.encode())
    return out.getvalue()


def _sheet(page: Page) -> str:
    rows = "".join(
        f'<row r="{line}">{"".join(_cell(f"{column(at)}{line}", cell) for at, cell in enumerate(cells))}</row>'
        for line, cells in enumerate(page.rows, start=1)
    )
    return f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def _cell(place: str, cell: Cell) -> str:
    if cell is None or cell == "":
        return ""
    if isinstance(cell, str):
        return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>'
    if isinstance(cell, datetime.datetime):
        return f'<c r="{place}" s="2"><v>{(cell - _FIRST_DAY) / datetime.timedelta(days=1):.9f}</v></c>'
    if isinstance(cell, datetime.date):
        return f'<c r="{place}" s="1"><v>{(cell - _FIRST_DAY.date()).days}</v></c>'
    return f'<c r="{place}"><v>{cell!r}</v></c>'
