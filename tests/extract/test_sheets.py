"""Workbooks: which sheet is taken, what a cell becomes as text, and what is refused."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from extract.read import check_content, read_sheet
from extract.sample.workbook import Cell, Page, workbook
from extract.sheets import column, text_of
from extract.source import Refused, Source, SourceChanged

HEADER = ("Number", "Name", "Sector", "Telephone")


@pytest.fixture
def source(invented: Callable[..., Source]) -> Source:
    return invented(suffix="xlsx", vintage_pattern=r"(?P<d>\d{1,2}) (?P<mon>[A-Z][a-z]+) (?P<y>\d{4})")


def file_of(tmp_path: Path, *pages: Page) -> Path:
    path = tmp_path / "list.xlsx"
    path.write_bytes(workbook(pages))
    return path


def test_the_sheet_is_told_by_its_headings_and_a_header_may_stand_below_a_preamble(source: Source, tmp_path: Path) -> None:
    file = file_of(
        tmp_path,
        Page("Notes", [("Number of rows", 2)]),
        Page(
            "List",
            [
                ("Compiled yesterday",),
                (),
                ("", *HEADER),
                ("", 7, "Lark", "Food", "01632 960000"),
                (),
                ("", "8", " Wren ", None, ""),
            ],
        ),
    )
    raw = read_sheet(source, file)
    assert raw.frame.select("source_line", "Number", "Name").rows() == [(4, "7", "Lark"), (6, "8", " Wren ")]
    assert (raw.unknown_headings, raw.dated) == ((), None)
    check_content(source, file)


def test_of_two_alike_the_shown_one_is_taken_and_two_shown_ones_are_a_choice_for_a_person(source: Source, tmp_path: Path) -> None:
    rows = [HEADER, ("1", "Lark", "", "")]
    assert read_sheet(source, file_of(tmp_path, Page("Old", [HEADER], hidden=True), Page("New", rows))).records == 1
    with pytest.raises(SourceChanged, match="2 sheets"):
        read_sheet(source, file_of(tmp_path, Page("A", rows), Page("B", rows)))


def test_a_renamed_heading_is_named(source: Source, tmp_path: Path) -> None:
    with pytest.raises(SourceChanged, match=r"missing: \['Name'\].*Title"):
        check_content(source, file_of(tmp_path, Page("List", [("Number", "Title"), ("1", "Lark")])))
    with pytest.raises(SourceChanged, match="0 sheets"):
        check_content(source, file_of(tmp_path, Page("List", [("This", "That"), ("1", "Lark")])))


def test_a_sheet_may_date_itself(source: Source, tmp_path: Path) -> None:
    assert read_sheet(source, file_of(tmp_path, Page("List at 8 May 2017", [HEADER]))).dated == "2017-05-08"
    with pytest.raises(Refused, match="no possible date"):
        read_sheet(source, file_of(tmp_path, Page("List at 31 April 2017", [HEADER])))


def test_what_is_no_workbook_is_refused(source: Source, tmp_path: Path) -> None:
    file = tmp_path / "list.xlsx"
    for data, why in (
        (b"Number,Name\r\n1,Lark\r\n", "not an xlsx"),
        (b"<html><p>Sorry", "HTML"),
        (b"PK\x03\x04cut", "not a readable zip"),
    ):
        file.write_bytes(data)
        with pytest.raises(Refused, match=why):
            check_content(source, file)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("list.csv", "Number,Name\r\n")
    file.write_bytes(out.getvalue())
    with pytest.raises(Refused, match="not a readable workbook"):
        check_content(source, file)


def test_a_bomb_of_a_workbook_is_refused(source: Source, tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 5_000_000)
    file = tmp_path / "list.xlsx"
    file.write_bytes(out.getvalue())
    with pytest.raises(Refused, match="would expand"):
        check_content(source, file)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("", ""), ("007 ", "007 "), (7.0, "7"), (7, "7"), (0.5, "0.5"), (True, "TRUE"), (None, ""),
        (datetime.date(2017, 7, 1), "2017-07-01"),
        (datetime.datetime(2017, 7, 1), "2017-07-01"),  # noqa: DTZ001
        (datetime.datetime(2010, 12, 13, 8, 7, 16), "2010-12-13 08:07:16"),  # noqa: DTZ001
        (datetime.time(8, 7), "08:07:00"),
    ],
)  # fmt: skip
def test_cells_as_text(cell: object, text: str) -> None:
    assert text_of(cell) == text


def test_columns_have_letters() -> None:
    assert [column(at) for at in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


CELLS = st.one_of(
    st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=9).filter(str.strip),
    st.integers(-(10**9), 10**9),
    st.dates(datetime.date(1900, 3, 1), datetime.date(2199, 12, 31)),
)


@given(st.lists(st.lists(CELLS, min_size=1, max_size=5), min_size=1, max_size=6))
def test_what_the_sample_writes_is_what_calamine_reads(rows: list[list[Cell]]) -> None:
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(workbook([Page("P & Q", rows)]))).get_sheet_by_name("P & Q")
    read = [[text_of(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    width = max(map(len, rows))
    assert read == [[text_of(cell) for cell in row] + [""] * (width - len(row)) for row in rows]
