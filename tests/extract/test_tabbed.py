"""Tab-separated extracts: every rule of the grammar, counts that close, and a file cut short."""

from __future__ import annotations

import dataclasses
import io

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract import tabbed
from extract.source import Heading, Raw, Refused, SourceChanged
from extract.sources.ccew_charities import SOURCE
from extract.stream import LONGEST_LINE
from extract.tabbed import Wanted, read_tabbed

THREE = dataclasses.replace(SOURCE, headings=(Heading("Name"), Heading("Number"), Heading("Kind")))
EVERYTHING = Wanted(("Number",), pl.col("Number").is_not_null())
ONES = Wanted(("Number",), pl.col("Number").str.contains("1"))
HEADER = "Name\tNumber\tKind\r\n"

value = st.text(st.sampled_from("ab1\"',é\u2019 "), max_size=6)
rows = st.lists(st.lists(value, min_size=3, max_size=3).filter(lambda row: row[0] != ""), max_size=8)


def given_back(data: str | bytes, scope: Wanted = EVERYTHING) -> Raw:
    return read_tabbed(THREE, io.BytesIO(data if isinstance(data, bytes) else data.encode()), scope)


@given(rows, st.sampled_from(["\r\n", "\n"]), st.booleans())
@settings(max_examples=200, deadline=None)
def test_what_was_written_is_read(values: list[list[str]], end: str, ended: bool) -> None:
    text = end.join(["Name\tNumber\tKind", *("\t".join(row) for row in values)]) + (end if ended or not values else "")
    raw = given_back(text, ONES)
    kept = [(line, *row) for line, row in enumerate(values, start=2) if "1" in row[1]]
    assert raw.frame.rows() == kept
    assert not raw.malformed
    assert raw.records == len(values)


@given(st.lists(st.text(st.sampled_from('ab1\t\t\\\r\n"\x00'), max_size=20), max_size=6).map("\r\n".join))
@settings(max_examples=300, deadline=None)
def test_whatever_stands_in_a_file_no_record_is_lost_and_its_good_neighbours_stay(body: str) -> None:
    raw = given_back(f"{HEADER}first\t1\tx\r\n{body}\r\nlast\t1\tz\r\n")
    assert raw.records == raw.frame.height + len(raw.malformed)
    assert raw.frame.row(-1)[1:] == ("last", "1", "z") or raw.malformed or "\r" in body or "\n" in body or "\\" in body
    lines = raw.frame["source_line"].to_list()
    assert lines == sorted(set(lines))


def test_a_quotation_mark_is_a_character_like_any_other() -> None:
    assert given_back(HEADER + '"THE "OLD" MILL\t1\t"\r\n').frame.rows() == [(2, '"THE "OLD" MILL', "1", '"')]


def test_a_line_end_before_a_tab_is_dropped_and_moves_the_lines_after_it() -> None:
    raw = given_back(HEADER + "a\r\n\t1\tx\r\nb\t1\r\n\ty\r\n")
    assert raw.frame.rows() == [(2, "a", "1", "x"), (4, "b", "1", "y")]


def test_a_lone_line_feed_stands_within_a_value_of_a_record_that_is_short() -> None:
    raw = given_back(HEADER + "a\nb\t1\tx\r\nc\t2\ty\r\n")
    assert raw.frame.rows() == [(2, "a\nb", "1", "x"), (4, "c", "2", "y")]


@pytest.mark.parametrize(
    ("record", "fields"),
    [
        ("a\\\\b\t1\tx", ("a\\b", "1", "x")),
        ("a\\\tb\t1\tx", ("a\tb", "1", "x")),
        ("and\\or\t1\tx", ("andor", "1", "x")),
        ("Flat 1\\\t1\tx", ("Flat 1\\", "1", "x")),  # the rule would take the tab: then the backslash is one
        ("a\t1\tx\\", ("a", "1", "x\\")),
    ],
)
def test_a_backslash(record: str, fields: tuple[str, ...]) -> None:
    assert given_back(f"{HEADER}{record}\r\n").frame.row(0)[1:] == fields


def test_a_bad_record_costs_itself_and_not_its_neighbours() -> None:
    raw = given_back(HEADER + "a\t1\tx\r\nshort\t1\r\nlong\t1\tx\ty\r\nn\x00ul\t1\tx\r\n\r\nb\t2\tx\r\n", ONES)
    assert raw.frame["source_line"].to_list() == [2]
    assert [(m.source_line, m.reason) for m in raw.malformed] == [
        (3, "2 fields where the header has 3"),
        (4, "4 fields where the header has 3"),
        (5, "NUL bytes"),
    ]
    assert (raw.records, raw.out_of_scope) == (5, 1)


def test_bytes_that_are_not_utf8_are_read_as_cp1252_and_counted() -> None:
    raw = given_back(b"\xef\xbb\xbf" + HEADER.encode() + b"caf\xe9 \x93\t1\tcaf\xc3\xa9\r\n")
    assert raw.frame.row(0)[1:] == ("café “", "1", "café")
    assert (raw.encoding, raw.replaced_characters) == ("utf-8-sig", 2)


def test_a_file_without_records_gives_an_empty_frame() -> None:
    raw = given_back(HEADER)
    assert raw.records == 0
    assert raw.frame.schema == {"source_line": pl.Int64, "Name": pl.String, "Number": pl.String, "Kind": pl.String}


def test_a_file_that_ends_in_the_middle_of_a_record_was_cut_short() -> None:
    assert given_back(HEADER + "a\t1\tx").records == 1
    with pytest.raises(SourceChanged, match="cut short"):
        given_back(HEADER + "a\t1\tx\r\nb\t")


def test_a_renamed_heading_and_an_endless_line() -> None:
    with pytest.raises(SourceChanged, match="Number"):
        given_back("Name\tNummer\tKind\r\n")
    with pytest.raises(Refused, match="longer than"):
        given_back(HEADER.encode() + b"x" * (LONGEST_LINE + 2048))


def test_batches_keep_order_and_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tabbed, "_BATCH_RECORDS", 7)
    raw = given_back(HEADER + "".join(f"a{i}\t{i % 3}\tx\r\n" for i in range(100)), ONES)
    assert raw.frame["source_line"].to_list() == [i + 2 for i in range(100) if i % 3 == 1]
    assert raw.records == 100
