r"""Tab-separated files too large to hold: read record by record, keep those in scope, count all of them.

The grammar is that of the Charity Commission's extracts (https://register-of-charities.charitycommission.gov.uk/en/register/full-register-download):

* fields are set off by tabs and never quoted; a quotation mark is a character like any other;
* a record ends as the header does (with CR LF); a line end that is followed by a tab stands within a value and is dropped;
* in a record that is short of fields, a lone LF stands within a value and is kept;
* a backslash stands for the character after it (`\\` is one backslash, and a backslash before a tab makes it part of the
  value) - unless the record then has a wrong number of fields and would have the right one without this rule;
* a record with a wrong number of fields, or with NUL bytes, is malformed; an empty line is no record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BufferedReader, RawIOBase
from typing import IO, cast

import polars as pl

from extract.read import BOM, match_headings
from extract.source import Malformed, Raw, Refused, Source, SourceChanged
from extract.stream import LONGEST_LINE, utf8_text

_BATCH_RECORDS = 20_000  # records that are held before they are filtered
_READ_AHEAD = 1 << 20
_TOKEN = re.compile(r"\\.|[^\\\t]+|\t|\\$", re.DOTALL)  # an escaped character, plain text, a tab, a backslash at the end

Line = tuple[int, bytes]  # the number of the first physical line of a record, and its bytes without the last line end


@dataclass(frozen=True)
class Wanted:
    """Which records are kept: `keep` is a row expression over text as published; null counts as false."""

    headings: tuple[str, ...]
    keep: pl.Expr


@dataclass
class _Harvest:
    """What was read so far: frames of records in scope, records that wait to be filtered, and the counts."""

    positions: dict[str, int]  # heading -> position, without the ignored ones
    scope: Wanted
    frames: list[pl.DataFrame] = field(default_factory=list)
    waiting: list[tuple[int, list[str]]] = field(default_factory=list)
    malformed: list[Malformed] = field(default_factory=list)
    out_of_scope: int = 0
    replaced: int = 0


def read_tabbed(source: Source, stream: IO[bytes], scope: Wanted) -> Raw:
    """Give the records in scope under the source's headings, ignored ones left out; counts close for the whole stream.

    `source_line` is the physical line on which a record starts, line feeds counted, the header being line 1. A byte
    that is not UTF-8 is read as cp1252 and counted. Raises SourceChanged when a required heading is gone or the file
    ends in the middle of a record, Refused for endless lines.
    """
    lines = BufferedReader(cast("RawIOBase", stream), _READ_AHEAD)  # a zip member gives its lines slowly
    first = lines.readline(LONGEST_LINE)
    header = utf8_text(first.removeprefix(BOM))[0].rstrip("\r\n").split("\t")
    names, unknown = match_headings(source, header)
    ignored = {heading.name for heading in source.headings if heading.ignored}
    harvest = _Harvest({name: at for name, at in names.items() if name not in ignored}, scope)
    for number, record in _records(source, lines, len(header), b"\r\n" if first.endswith(b"\r\n") else b"\n"):
        _take(harvest, number, record, len(header))
        if len(harvest.waiting) >= _BATCH_RECORDS:
            _settle(harvest)
    _settle(harvest)
    return Raw(
        pl.concat(harvest.frames),
        tuple(harvest.malformed),
        harvest.out_of_scope,
        encoding="utf-8-sig" if first.startswith(BOM) else "utf-8",
        unknown_headings=unknown,
        replaced_characters=harvest.replaced,
    )


def _records(source: Source, lines: IO[bytes], width: int, end: bytes) -> Iterator[Line]:
    """Put physical lines together into records."""
    start, record, number = 2, b"", 1
    while line := lines.readline(LONGEST_LINE):
        number += 1
        if record and _goes_on(record, line, width, end):
            record = (record.removesuffix(end) if record.endswith(end) else record) + line
        else:
            if record:
                yield start, record.removesuffix(end)
            start, record = number, line
        if len(record) >= LONGEST_LINE:
            raise Refused(f"{source.key}: the record on line {start:,} is longer than {LONGEST_LINE:,} bytes; no text file")
    found = record.count(b"\t") + 1
    if record and not record.endswith(b"\n") and found < width:
        raise SourceChanged(
            source.key,
            f"the file ends in the middle of the record that starts on line {start:,}",
            f"{found} fields where the header has {width}",
            "it was cut short: take it again",
        )
    if record:
        yield start, record.removesuffix(end)


def _goes_on(record: bytes, line: bytes, width: int, end: bytes) -> bool:
    """Tell whether a physical line belongs to the record that stands before it."""
    if record.endswith(end):
        return line.startswith(b"\t") and record != end
    return record.count(b"\t") < width - 1


def _take(harvest: _Harvest, number: int, record: bytes, width: int) -> None:
    """Cut one record into fields and keep it for the next batch."""
    text, replaced = utf8_text(record)
    harvest.replaced += replaced
    if not text.strip("\r\n"):
        return
    fields = text.split("\t")
    if "\\" in text:
        escaped = _unescaped(text)
        fields = escaped if len(escaped) == width or len(fields) != width else fields
    if len(fields) != width:
        harvest.malformed.append(Malformed(number, f"{len(fields)} fields where the header has {width}", text))
    elif "\x00" in text:
        harvest.malformed.append(Malformed(number, "NUL bytes", text))
    else:
        harvest.waiting.append((number, fields))


def _unescaped(text: str) -> list[str]:
    """Cut a record at the tabs that no backslash stands before; a backslash gives way to what follows it."""
    fields = [""]
    for token in _TOKEN.findall(text):
        if token == "\t":
            fields.append("")
        else:
            fields[-1] += token[1:] if len(token) == 2 and token[0] == "\\" else token
    return fields


def _settle(harvest: _Harvest) -> None:
    """Make a frame of the records that wait, and keep of it what is in scope."""
    columns = [pl.Series("source_line", [number for number, _ in harvest.waiting], dtype=pl.Int64)]
    for name, at in harvest.positions.items():
        columns.append(pl.Series(name, [fields[at] for _, fields in harvest.waiting], dtype=pl.String))
    kept = pl.DataFrame(columns).filter(harvest.scope.keep.fill_null(False))
    harvest.out_of_scope += len(harvest.waiting) - kept.height
    harvest.frames.append(kept)
    harvest.waiting.clear()
