"""Tables of statistics, found by their labels wherever they stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from extract.read import check_content
from extract.sample.workbook import Cell, Page, workbook
from extract.source import Heading, Refused, Source, SourceChanged
from extract.tables import read_tables

Rows = Sequence[Sequence[Cell]]


@pytest.fixture
def source(invented: Callable[..., Source]) -> Source:
    return invented(
        suffix="xlsx", by_label=True, headings=(Heading("Total assets", aliases=("Assets",)), Heading("Loans", required=False))
    )


def read(source: Source, tmp_path: Path, *pages: Page) -> list[tuple[str, ...]]:
    file = tmp_path / "tables.xlsx"
    file.write_bytes(workbook(pages))
    check_content(source, file)
    return read_tables(source, file).frame.select("cell", "title", "unit", "area", "period", "value").rows()


@pytest.mark.parametrize(
    "rows",
    [
        [("Credit unions",), ("£ Thousands",), ("", "", "2024 Q4", "2025 Q1"), ("Total assets (a)",), ("", "UK", 5, 6)],
        [("£ Thousands",), ("Table 2",), ("Assets", "", "2024 Q4", "2025 Q1"), ("", "UK", 5, 6)],
        [("", "£ Thousands", "2024 Q4", "2025 Q1"), ("ASSETS", "UK", 5, 6)],
        [("£ Thousands",), ("", "", "2024 Q4", "2025 Q1"), ("Total assets", "CQ_C16"), ("", "UK", "5", "6")],
    ],
)
def test_a_title_stands_above_beside_or_in_the_first_row(source: Source, tmp_path: Path, rows: Rows) -> None:
    figures = read(source, tmp_path, Page("Any", rows))
    at = len(rows)
    assert figures == [
        (f"C{at}", "Total assets", "£ Thousands", "UK", "2024 Q4", "5"),
        (f"D{at}", "Total assets", "£ Thousands", "UK", "2025 Q1", "6"),
    ]


def test_one_row_of_periods_serves_all_tables_of_a_sheet_and_none_of_the_next(source: Source, tmp_path: Path) -> None:
    rows: Rows = [
        ("", "Q4 2024", "Q1 2025"), ("Total assets",), ("England", 1, 2), ("Scotland", 3, None), (),
        ("Loans",), ("England", 4, 5), ("Something new",), ("Wales", 6, 7), ("Source: returns",),
    ]  # fmt: skip
    figures = read(
        source, tmp_path, Page("One", rows), Page("Two", [("Total assets",), ("England", 8, 9)]), Page("Three", rows, hidden=True)
    )
    assert [(f[1], f[3], f[4], f[5]) for f in figures] == [
        ("Total assets", "England", "Q4 2024", "1"), ("Total assets", "England", "Q1 2025", "2"),
        ("Total assets", "Scotland", "Q4 2024", "3"),
        ("Loans", "England", "Q4 2024", "4"), ("Loans", "England", "Q1 2025", "5"),
        ("Something new", "Wales", "Q4 2024", "6"), ("Something new", "Wales", "Q1 2025", "7"),
    ]  # fmt: skip


def test_a_required_table_that_is_gone_is_named_with_those_found(source: Source, tmp_path: Path) -> None:
    with pytest.raises(SourceChanged, match=r"no table is headed \['Total assets'\].*Sum of assets"):
        read(source, tmp_path, Page("One", [("", "Q4 2024", "Q1 2025"), ("Sum of assets",), ("UK", 1, 2)]))
    with pytest.raises(SourceChanged, match="Total assets"):
        read(source, tmp_path, Page("One", [("Nothing here",)]))


def test_a_cut_workbook_is_refused(source: Source, tmp_path: Path) -> None:
    file = tmp_path / "tables.xlsx"
    file.write_bytes(workbook([Page("One", [("Total assets",)])])[:600])
    with pytest.raises(Refused):
        check_content(source, file)
