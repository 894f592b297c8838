"""Streaming: the quick path and the careful path agree, wherever blocks are cut and whatever stands in the file."""

from __future__ import annotations

import csv
import dataclasses
import io
import re
from collections.abc import Iterable, Sequence

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.plain import Scope, lines_of
from extract.source import Heading, Malformed, Raw, Refused, SourceChanged
from extract.sources.companies_house_basic import SOURCE
from extract.stream import LONGEST_LINE, LONGEST_RECORD, read_stream

THREE = dataclasses.replace(SOURCE, headings=(Heading("Name"), Heading("Number"), Heading("Kind")))
CITED = frozenset({"1", "SC123456", "12345678", "ÉCOLE"})
SCOPE = Scope("Number", "Kind", CITED, ("RS", "1,"), ("registered society", "benevolent"))
HEADER = "Name, Number,Kind\r\n"
BLOCKS = (1, 7, 64, 1 << 20)
FIELD = r'"(?!,")[^"]*"'  # between marks, none within, and no lone comma

# Values of a legal file: any text without quotation marks, or without line ends.
text_values = st.text(st.sampled_from('ab1,"é '), max_size=6) | st.text(st.sampled_from("ab1,\n "), max_size=6)
numbers = st.sampled_from(
    ["1", " 1", "2", "SC123456", "sc123456", "SC123457", "12345678", " 12345678", "RS000001", "rs1", "école", ""]
)
kinds = st.sampled_from(
    ["Registered Society", "REGISTERED SOCIETY ", " registered society", "Registered Club", "Benevolent", "x", ""]
)
companies = st.lists(st.tuples(text_values, numbers, kinds), max_size=12)
rows = st.lists(st.lists(text_values, min_size=3, max_size=3), max_size=8)
damaged = st.text(st.sampled_from('aaab1,""""\n\n\r,'), max_size=60)
plain_rows = st.lists(st.sampled_from(['"a","1","x"', '"","",""', '"b,",",","1"', '"a","2","y"']), max_size=4).map("\n".join)


def given_back(data: str | bytes, scope: Scope = SCOPE, block_bytes: int = 1 << 20) -> Raw:
    return read_stream(THREE, io.BytesIO(data if isinstance(data, bytes) else data.encode()), scope, block_bytes)


def in_scope(record: Sequence[str]) -> bool:
    number, kind = record[1].strip().upper(), record[2].strip().lower()
    return number in CITED or number[:2] in SCOPE.prefixes or kind in SCOPE.kinds


def written(values: Iterable[Sequence[str]], quoting: int) -> str:
    out = io.StringIO()
    csv.writer(out, quoting=quoting, lineterminator="\n").writerows(values)  # type: ignore[arg-type]
    return out.getvalue()


def slowly(body: str) -> tuple[list[tuple[int, list[str]]], list[tuple[int, str]]]:
    """The grammar of extract/stream.py, line by line and without blocks: records, and the lines that begin none."""
    lines = [line.removesuffix("\r") for line in body.split("\n")]
    plain = [re.fullmatch(f"{FIELD},{FIELD},{FIELD}", line) is not None for line in lines]
    records: list[tuple[int, list[str]]] = []
    bad: list[tuple[int, str]] = []
    at = 0
    while at < len(lines):
        end = next((i for i in range(at, len(lines)) if plain[i]), len(lines)) if not plain[at] else at + 1
        reader = csv.reader((line + "\n" for line in lines[at : min(end, at + LONGEST_RECORD)]), strict=True)
        try:
            record = next(reader)
        except csv.Error:
            bad.append((at + 2, lines[at]))
            at += 1
            continue
        if len(record) == 3:
            records.append((at + 2, record))
        elif record:
            bad.append((at + 2, ",".join(record)))
        at += reader.line_num
    return records, bad


@given(st.lists(st.text(st.sampled_from('"",,a\r'), max_size=14), min_size=1, max_size=6), st.integers(1, 4))
@settings(max_examples=500, deadline=None)
def test_plain_lines_are_those_of_the_pattern(lines: list[str], width: int) -> None:
    block = "".join(line + "\n" for line in lines).encode()
    found = lines_of(block, width)
    texts = [block[a:b].decode() for a, b in zip(found.starts, found.stops, strict=True)]
    assert texts == [line.removesuffix("\r") for line in lines]
    pattern = ",".join([FIELD] * width)
    assert found.is_plain.tolist() == [re.fullmatch(pattern, text) is not None for text in texts]
    records = list(csv.reader(text for text, plain in zip(texts, found.is_plain, strict=True) if plain))
    for place in range(width):
        values = [block[a:b].decode() for a, b in zip(*found.values(place), strict=True)]
        assert values == [record[place] for record in records]


def test_marks_beyond_eight_bits_do_not_wrap() -> None:
    line = b'"' * (256 + 2) + b"\n"  # 258 marks are 2 in eight bits
    assert lines_of(line, 1).is_plain.tolist() == [False]
    assert lines_of(b'"a"\n' + line + b'"b"\n', 1).is_plain.tolist() == [True, False, True]


@given(rows, st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]), st.sampled_from(BLOCKS))
@settings(max_examples=150, deadline=None)
def test_a_legal_file_reads_as_the_csv_module_reads_it(values: list[list[str]], quoting: int, block_bytes: int) -> None:
    body = written(values, quoting)
    raw = given_back(HEADER + body, block_bytes=block_bytes)
    kept = [row for row in values if in_scope(row)]
    assert raw.frame.drop("source_line").rows() == [tuple(row) for row in kept]
    assert not raw.malformed
    assert raw.records == len(values)
    reader, starts = csv.reader(io.StringIO(body, newline="")), [2]
    for _ in reader:
        starts.append(reader.line_num + 2)
    assert raw.frame["source_line"].to_list() == [s for s, row in zip(starts, values, strict=False) if in_scope(row)]


@given(st.lists(damaged | plain_rows, max_size=5).map("\n".join), st.sampled_from(BLOCKS))
@settings(max_examples=300, deadline=None)
def test_a_damaged_file_reads_the_same_wherever_blocks_are_cut(body: str, block_bytes: int) -> None:
    body += '\n"end","1","z"\n'
    records, bad = slowly(body)
    raw = given_back(HEADER + body, block_bytes=block_bytes)
    kept = [(line, *record) for line, record in records if in_scope(record)]
    assert raw.frame.rows() == kept
    assert raw.out_of_scope == len(records) - len(kept)
    assert [(m.source_line, m.text) for m in raw.malformed] == bad
    assert raw.records == len(records) + len(bad)


@given(companies, st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]), st.sampled_from(BLOCKS))
@settings(max_examples=150, deadline=None)
def test_scope_means_the_same_for_bytes_and_for_text(values: list[tuple[str, str, str]], quoting: int, block_bytes: int) -> None:
    raw = given_back(HEADER + written(values, quoting), block_bytes=block_bytes)
    kept = [row for row in values if in_scope(row)]
    assert raw.frame.drop("source_line").rows() == kept
    assert raw.out_of_scope == len(values) - len(kept)


@pytest.mark.parametrize("block_bytes", BLOCKS)
def test_a_line_break_within_a_value_moves_the_lines_after_it(block_bytes: int) -> None:
    body = '"a","1","x"\r\n"b\r\nb\r\n\r\nb","RS21","y"\r\n"c","RS13","z"\r\n'
    raw = given_back(HEADER + body, block_bytes=block_bytes)
    assert raw.frame.rows() == [(2, "a", "1", "x"), (3, "b\nb\n\nb", "RS21", "y"), (7, "c", "RS13", "z")]
    assert raw.records == 3


def test_a_bad_record_costs_itself_and_not_its_neighbours() -> None:
    body = '"a","1","x"\n"THE "OLD" MILL","1","x"\n"b","1"\n"c","1","x","y"\n"open,"1","x"\n"d","1","x"\n'
    raw = given_back(HEADER + body)
    assert raw.frame["source_line"].to_list() == [2, 7]
    assert [m.source_line for m in raw.malformed] == [3, 4, 5, 6]
    assert raw.malformed[1] == Malformed(4, "2 fields where the header has 3", "b,1")
    assert raw.records == 6


@pytest.mark.parametrize("block_bytes", BLOCKS)
def test_a_mark_that_is_never_closed_does_not_swallow_the_file(block_bytes: int) -> None:
    body = "a,1,x\n" + 'b,"1,x\n' + "c,1,x\n" * (2 * LONGEST_RECORD)
    raw = given_back(HEADER + body, block_bytes=block_bytes)
    assert [m.source_line for m in raw.malformed] == [3]
    assert raw.frame.height == 1 + 2 * LONGEST_RECORD


def test_bytes_that_are_not_utf8_are_read_as_cp1252_and_counted() -> None:
    raw = given_back(HEADER.encode() + b'"caf\xe9 \x93x\x94 caf\xc3\xa9 \x81","1",""\n')
    assert raw.frame["Name"].to_list() == ["café “x” café �"]
    assert (raw.encoding, raw.replaced_characters) == ("utf-8", 4)


def test_a_byte_order_mark_is_no_part_of_the_first_heading() -> None:
    raw = given_back(b"\xef\xbb\xbf" + HEADER.encode() + b'"a","1",""\n')
    assert raw.frame.columns == ["source_line", "Name", "Number", "Kind"]
    assert raw.encoding == "utf-8-sig"


def test_blank_values_are_empty_text_on_both_paths() -> None:
    raw = given_back(HEADER + '"","1",""\n,1,\n')
    assert raw.frame.rows() == [(2, "", "1", ""), (3, "", "1", "")]


def test_headings_are_matched_by_name_and_ignored_ones_are_left_out() -> None:
    headings = (Heading("Number"), Heading("Kind"), Heading("Officer", required=False, ignored=True))
    source = dataclasses.replace(THREE, headings=headings)
    raw = read_stream(source, io.BytesIO(b'Officer,Kind,New , Number\n"o","k","n","1"\n'), SCOPE)
    assert raw.frame.columns == ["source_line", "Number", "Kind"]
    assert raw.frame.row(0, named=True) == {"source_line": 2, "Number": "1", "Kind": "k"}
    assert raw.unknown_headings == ("New",)
    with pytest.raises(SourceChanged, match="Number"):
        read_stream(source, io.BytesIO(b"Kind,Nummer\n"), SCOPE)


@pytest.mark.parametrize("body", ["", "\r\n\n"])
def test_a_file_without_records_gives_an_empty_frame(body: str) -> None:
    raw = given_back(HEADER + body)
    assert raw.records == 0
    assert raw.frame.schema == {"source_line": pl.Int64, "Name": pl.String, "Number": pl.String, "Kind": pl.String}


def test_the_last_line_may_lack_its_end_but_not_its_fields() -> None:
    assert given_back(HEADER + '"a","1","x"').records == 1
    assert given_back(HEADER + "a,1,x").records == 1
    for cut in ('"a","1","x"\n"b","1","', '"a","1","x"\n"b","1"', '"a","1","x"\n"b\nb'):
        with pytest.raises(SourceChanged, match="cut short"):
            given_back(HEADER + cut)


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(Refused, match="NUL"):
        given_back(HEADER.encode() + b'"a\x00","1","x"\n')
    with pytest.raises(Refused, match="longer than"):
        given_back(HEADER.encode() + b"x" * (LONGEST_LINE + 2048), block_bytes=1 << 10)


def test_more_records_than_one_batch_keep_their_order() -> None:
    body = "".join(f'"a{i}","1","x"\n' if i % 3 else f"a{i},1,x\n" for i in range(70_000))
    raw = given_back(HEADER + body, block_bytes=1 << 18)
    assert raw.frame["source_line"].to_list() == list(range(2, 70_002))
    assert raw.frame["Name"][-1] == "a69999"
    assert np.array_equal(raw.frame["Name"].str.slice(1).cast(pl.Int64).to_numpy(), np.arange(70_000))
