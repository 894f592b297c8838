"""Delimited files too large to hold: read in blocks, keep the records in scope, count all of them.

Nearly every line of such a file is plain (see extract/plain.py): plain lines are told and sifted as bytes, and the few in
scope are cut by Polars, many at a time. All other lines - doubled quotation marks, line breaks within a value, unquoted or
missing fields - are cut by the csv module.

The grammar, which does not depend on where blocks are cut:

* a plain line is a record, whatever stands before it;
* the other lines between two plain lines are read as strict CSV, in which a record may span lines;
* a line that begins no such record is malformed by itself, and reading goes on with the next line;
* an empty line is no record.
"""

from __future__ import annotations

import csv
import os
import re
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import IO

import numpy as np
import polars as pl

from extract.plain import Lines, Positions, Scope, Sieve, lines_of, may_be_kept, sieve_of
from extract.read import BOM, match_headings
from extract.source import Malformed, Raw, Refused, Source, SourceChanged

BLOCK_BYTES = 8 * 2**20
LONGEST_LINE = 16 * 2**20
LONGEST_RECORD = 100  # lines; an open quotation mark must not swallow the rest of the file
_PIECE_BYTES = 2**19  # what the processor's cache holds while lines are sorted
_BATCH_BYTES = 32 * 2**20  # text that is held before it is cut
_BATCH_RECORDS = 20_000  # records cut by the csv module that are held before they are filtered
_MOST_THREADS = 4
_NOT_UTF8 = re.compile("[\udc80-\udcff]")

Line = tuple[int, str]  # its number and its text without the line end


@dataclass(frozen=True)
class _Layout:
    names: dict[str, int]  # heading -> position, without the ignored ones
    width: int
    scope: Scope
    sieve: Sieve


@dataclass(frozen=True)
class _Sorted:
    """One block, its lines counted from 0: plain lines that may be in scope, how many are not, and all other lines."""

    lines: int
    likely: Positions
    likely_text: bytes
    out_of_scope: int
    rough: list[Line]
    replaced: int
    ends_open: bool  # the last line has no line end


@dataclass
class _Harvest:
    """What was read so far, lines counted as in the file. Likely lines and cut records wait to be made frames of."""

    frames: list[pl.DataFrame] = field(default_factory=list)
    likely: list[Positions] = field(default_factory=list)
    likely_text: bytearray = field(default_factory=bytearray)
    records: list[tuple[int, list[str]]] = field(default_factory=list)
    malformed: list[Malformed] = field(default_factory=list)
    out_of_scope: int = 0
    replaced: int = 0
    open_line: int = 0  # the last line, where it has no line end


def read_stream(source: Source, stream: IO[bytes], scope: Scope, block_bytes: int = BLOCK_BYTES) -> Raw:
    """Give the records in scope under the source's headings, ignored ones left out; counts close for the whole stream.

    A byte that is not UTF-8 is read as cp1252 and counted; a carriage return before a line end is dropped.
    Raises SourceChanged when a required heading is gone or the last record is cut off, Refused for NUL bytes and
    endless lines.
    """
    first = stream.readline(LONGEST_LINE)
    header = next(csv.reader([utf8_text(first.removeprefix(BOM))[0].rstrip("\r\n")]), [])
    names, unknown = match_headings(source, header)
    ignored = {heading.name for heading in source.headings if heading.ignored}
    kept_names = {name: at for name, at in names.items() if name not in ignored}
    layout = _Layout(kept_names, len(header), scope, sieve_of(scope))
    harvest = _gather(_sorted_blocks(source, stream, layout, block_bytes), layout)
    _insist_on_the_end(source, harvest)
    return Raw(
        pl.concat(harvest.frames).sort("source_line"),
        tuple(harvest.malformed),
        harvest.out_of_scope,
        encoding="utf-8-sig" if first.startswith(BOM) else "utf-8",
        unknown_headings=unknown,
        replaced_characters=harvest.replaced,
    )


def _sorted_blocks(source: Source, stream: IO[bytes], layout: _Layout, block_bytes: int) -> Iterator[_Sorted]:
    """Sort the lines of each block, several blocks at a time, in the order of the file."""
    threads = min(os.cpu_count() or 1, _MOST_THREADS)
    with ThreadPoolExecutor(threads) as pool:
        waiting: deque[Future[_Sorted]] = deque()
        for block in _blocks(source, stream, block_bytes):
            waiting.append(pool.submit(_sort_lines, block, layout))
            if len(waiting) > threads:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _blocks(source: Source, stream: IO[bytes], block_bytes: int) -> Iterator[bytes]:
    """Cut the stream at line ends into blocks of about `block_bytes`."""
    while block := stream.read(block_bytes):
        if not block.endswith(b"\n"):
            rest = stream.readline(LONGEST_LINE)
            if len(rest) == LONGEST_LINE:
                raise Refused(f"{source.key}: a line is longer than {LONGEST_LINE:,} bytes; it is not a text file")
            block += rest
        if b"\x00" in block:
            raise Refused(f"{source.key}: the file holds NUL bytes; it is not a text file")
        yield block


def _sort_lines(block: bytes, layout: _Layout) -> _Sorted:
    replaced, ends_open = 0, not block.endswith(b"\n")
    if not block.isascii():
        text, replaced = utf8_text(block)
        block = text.encode() if replaced else block
    block = block + b"\n" if ends_open else block
    pieces = [(at, lines_of(piece, layout.width)) for at, piece in _pieces(block)]
    starts, stops = (np.concatenate([at + getattr(lines, name) for at, lines in pieces]) for name in ("starts", "stops"))
    is_plain = np.concatenate([lines.is_plain for _, lines in pieces])
    numbers, kinds = (_values(pieces, layout.names[heading]) for heading in (layout.scope.number, layout.scope.kind))
    plain, rough = np.flatnonzero(is_plain), np.flatnonzero(~is_plain)
    likely = plain[may_be_kept(block, numbers, kinds, layout.sieve)]
    return _Sorted(
        starts.size,
        likely,
        b"".join(block[starts[i] : stops[i]] + b"\n" for i in likely),
        plain.size - likely.size,
        [(int(i), block[starts[i] : stops[i]].decode()) for i in rough],
        replaced,
        ends_open,
    )


def _pieces(block: bytes) -> Iterator[tuple[int, memoryview]]:
    """Cut a block at line ends; give each piece with its place."""
    at = 0
    while at < len(block):
        end = block.find(b"\n", min(at + _PIECE_BYTES, len(block) - 1)) + 1
        yield at, memoryview(block)[at:end]
        at = end


def _values(pieces: list[tuple[int, Lines]], place: int) -> tuple[Positions, Positions]:
    """Give where the values at one place start and stop in all plain lines of a block."""
    spans = [(at, *lines.values(place)) for at, lines in pieces]
    return np.concatenate([at + starts for at, starts, _ in spans]), np.concatenate([at + stops for at, _, stops in spans])


def _gather(blocks: Iterator[_Sorted], layout: _Layout) -> _Harvest:
    """Put blocks together in order; lines that are not plain are cut in runs, which may reach over a block's end."""
    harvest, run, before = _Harvest(), list[Line](), 1
    for block in blocks:
        harvest.likely.append(block.likely + before + 1)
        harvest.likely_text += block.likely_text
        harvest.out_of_scope += block.out_of_scope
        harvest.replaced += block.replaced
        for place, text in block.rough:
            if run and run[-1][0] != before + place:
                _cut_run(run, layout, harvest, ended=True)
                run = []
            run.append((before + place + 1, text))
        before += block.lines
        harvest.open_line = before if block.ends_open else 0
        if run:
            run = _cut_run(run, layout, harvest, ended=run[-1][0] != before)
        if len(harvest.likely_text) > _BATCH_BYTES or len(harvest.records) > _BATCH_RECORDS:
            _settle(harvest, layout)
    _cut_run(run, layout, harvest, ended=True)
    _settle(harvest, layout)
    return harvest


def _cut_run(run: list[Line], layout: _Layout, harvest: _Harvest, *, ended: bool) -> list[Line]:
    """Cut lines that follow each other into records. Give those of a record that lines to come may yet close."""
    at = 0
    while at < len(run):
        number = run[at][0]
        reader = csv.reader((run[i][1] + "\n" for i in range(at, min(at + LONGEST_RECORD, len(run)))), strict=True)
        try:
            record = next(reader)
        except csv.Error as problem:
            still_open = str(problem) == "unexpected end of data"
            if still_open and not ended and at + LONGEST_RECORD > len(run):
                return run[at:]
            harvest.malformed.append(Malformed(number, str(problem), run[at][1]))
            at += 1
            continue
        at += reader.line_num
        if len(record) == layout.width:
            harvest.records.append((number, record))
        elif record:
            reason = f"{len(record)} fields where the header has {layout.width}"
            harvest.malformed.append(Malformed(number, reason, ",".join(record)))
    return []


def _settle(harvest: _Harvest, layout: _Layout) -> None:
    """Make frames of the lines and records that wait, and keep those in scope."""
    columns = [
        pl.Series("source_line", [number for number, _ in harvest.records], dtype=pl.Int64),
        *(pl.Series(n, [record[at] for _, record in harvest.records], dtype=pl.String) for n, at in layout.names.items()),
    ]
    for frame in (_cut_plain(harvest, layout), pl.DataFrame(columns)):
        kept = frame.filter(layout.scope.keep())
        harvest.frames.append(kept)
        harvest.out_of_scope += frame.height - kept.height
    harvest.likely.clear()
    harvest.likely_text.clear()
    harvest.records.clear()


def _cut_plain(harvest: _Harvest, layout: _Layout) -> pl.DataFrame:
    """Cut the plain lines that wait."""
    ordered = sorted(layout.names, key=layout.names.__getitem__)
    frame = pl.DataFrame(schema=dict.fromkeys(ordered, pl.String))
    if harvest.likely_text:
        places = [layout.names[heading] for heading in ordered]
        frame = pl.read_csv(bytes(harvest.likely_text), has_header=False, infer_schema=False, columns=places)
        frame.columns = ordered
    numbers = np.concatenate([np.empty(0, np.intp), *harvest.likely])
    return frame.insert_column(0, pl.Series("source_line", numbers, dtype=pl.Int64)).select("source_line", *layout.names)


def _insist_on_the_end(source: Source, harvest: _Harvest) -> None:
    if harvest.open_line and harvest.malformed and harvest.malformed[-1].source_line == harvest.open_line:
        raise SourceChanged(
            source.key,
            f"the file ends in the middle of line {harvest.open_line:,}",
            harvest.malformed[-1].reason,
            "it was cut short: take it again",
        )


def utf8_text(data: bytes) -> tuple[str, int]:
    """Give text and how many bytes were not UTF-8; those are read as cp1252, which leaves five of them undefined."""
    text = data.decode("utf-8", errors="surrogateescape")
    return _NOT_UTF8.subn(lambda byte: bytes([ord(byte[0]) - 0xDC00]).decode("cp1252", errors="replace"), text)
