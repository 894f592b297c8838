"""Files without a header row, and files with other lines around it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from extract.read import check_content, read_csv
from extract.source import Heading, Source, SourceChanged


@pytest.fixture
def bare(invented: Callable[..., Source]) -> Source:
    headings = (
        Heading("Code", shape=r"R\d+"),
        Heading("Name"),
        Heading("Telephone", ignored=True),
        Heading("Later", required=False),
    )
    return invented(headings=headings, widths=(4, 3))


@pytest.fixture
def framed(invented: Callable[..., Source]) -> Source:
    return invented(headings=(Heading("Firm Name"), Heading("FRN"), Heading("LEI", required=False)), header_begins="Firm Name")


def test_without_a_header_the_first_line_is_a_record(bare: Source) -> None:
    raw = read_csv(bare, b'"R1","Lark","01632 960000","x"\r\n"R2","Wren","",""\r\n')
    assert raw.frame.select("source_line", "Code", "Name", "Later").rows() == [(1, "R1", "Lark", "x"), (2, "R2", "Wren", "")]


def test_an_older_width_has_fewer_columns_and_another_record_is_malformed(bare: Source) -> None:
    raw = read_csv(bare, b"R1,Lark,\nR2,Wren,,extra\nR3,Robin,\n")
    assert raw.frame.columns == ["source_line", "Code", "Name", "Telephone"]
    assert (raw.frame.height, [bad.source_line for bad in raw.malformed], raw.records) == (2, [2], 3)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"R1,Lark\n", "2 fields a record, 4 or 3 were expected"),
        (b"R1,Lark,,x,y\n", "5 fields a record"),
        (b"Code,Name,Telephone\nR1,Lark,\n", "a header row where there was none"),
        (b"Lark,R1,\nWren,R2,\n", "only 0 of 2 values of 'Code' look like one"),
    ],
)
def test_fields_that_came_went_or_moved_are_found_at_the_door(bare: Source, tmp_path: Path, data: bytes, what: str) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(data)
    with pytest.raises(SourceChanged, match=what):
        check_content(bare, file)


def test_a_slip_in_ten_is_no_moved_column(bare: Source) -> None:
    lines = [f"R{n},Lark,\n" for n in range(9)] + ["X,Lark,\n"]
    assert read_csv(bare, "".join(lines).encode()).records == 10


def test_lines_above_the_header_are_none_and_titles_below_it_are_counted(framed: Source) -> None:
    raw = read_csv(framed, b"\xef\xbb\xbfAs of today,\r\n,\r\nFirm Name,FRN\r\nIn Scotland,\r\nLark,123456\r\n,\r\nNotes,\r\n")
    assert raw.frame.select("source_line", "Firm Name", "FRN").rows() == [(5, "Lark", "123456")]
    assert (raw.out_of_scope, raw.records) == (2, 3)


def test_a_title_may_be_narrower_than_the_header_and_a_firm_may_not(framed: Source) -> None:
    raw = read_csv(framed, b"Firm Name,FRN,LEI\nIn Scotland\nLark,123456\nWren,123457,\n")
    assert (raw.frame.height, raw.out_of_scope, len(raw.malformed)) == (1, 1, 1)


def test_a_header_that_begins_otherwise_is_reported(framed: Source) -> None:
    with pytest.raises(SourceChanged, match="missing"):
        read_csv(framed, b"Firm,FRN\r\nLark,123456\r\n")


def test_headings_known_by_a_pattern_are_not_unknown(invented: Callable[..., Source]) -> None:
    source = invented(passed_over=r"SO[CF][IEP]\b.*")
    assert read_csv(source, b"Number,Name,SOCI - Costs,Else\n1,Lark,5,6\n").unknown_headings == ("Else",)


def test_another_whole_layout_is_told_by_its_required_headings(invented: Callable[..., Source]) -> None:
    source = invented(other_layouts=((Heading("CODE"), Heading("LABEL")),))
    assert read_csv(source, b"CODE,LABEL\n1,Lark\n").frame.columns == ["source_line", "CODE", "LABEL"]
    assert read_csv(source, b"Number,Name\n1,Lark\n").frame.columns == ["source_line", "Number", "Name"]
    with pytest.raises(SourceChanged, match=r"missing: \['Number', 'Name'\]"):
        read_csv(source, b"CODE,TITLE\n1,Lark\n")
