"""Bytes to text: encodings, delimited files with physical line numbers, safe zips, and links on a landing page."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Any
from urllib.parse import urldefrag, urljoin

import polars as pl
from bs4 import BeautifulSoup

from extract.headers import header_in, insist_on_shapes, is_title, layout_of
from extract.sheets import find_sheet
from extract.source import Malformed, Raw, Refused, Source, SourceChanged, vintage_in
from extract.tables import read_tables

csv.field_size_limit(16 * 1024 * 1024)
BOM = b"\xef\xbb\xbf"
_LARGEST_EXPANSION = 60  # a register zipped shrinks about sixfold; a bomb a thousandfold
_LARGEST_SHEET_EXPANSION = 200  # cells of a workbook repeat each other's markup
# No file we read begins with a tag: HTML error pages do, and so do the XML ones of blob stores.
_MARKUP = re.compile(rb"^\s*<(!doctype|!--|\?xml|[a-z]+[\s>])", re.IGNORECASE)


def decode(data: bytes) -> tuple[str, str, int]:
    """Give text, encoding, and how many bytes the encoding does not define.

    A BOM means UTF-8; without one strict UTF-8, else cp1252. A BOM before a cp1252 body is met in the wild too
    (the Scottish Housing Regulator's annual financial statements), so the BOM is taken off before the second try.
    """
    body = data.removeprefix(BOM)
    try:
        return body.decode("utf-8"), "utf-8-sig" if body is not data else "utf-8", 0
    except UnicodeDecodeError:
        text = body.decode("cp1252", errors="replace")
        return text, "cp1252", text.count("\ufffd")


def read_csv(source: Source, data: bytes) -> Raw:
    """Cut delimited bytes into a text frame under the source's own headings, with `source_line`.

    A record with the wrong number of fields or a stray quotation mark is returned as malformed, never padded, cut or
    repaired. A heading that is declared and missing raises SourceChanged; one that is not declared is kept out of the
    frame and named in `unknown_headings`. A quotation mark that never closes raises SourceChanged: the file was cut.
    """
    if b"\x00" in data:
        raise Refused(f"{source.key}: the file holds NUL bytes; it is not a text file")
    text, encoding, replaced = decode(data)
    rows: list[list[str]] = []
    lines: list[int] = []
    malformed: list[Malformed] = []
    header: list[str] | None = None
    titles = 0
    for start, record in _records(source, text):
        if isinstance(record, Malformed):
            malformed.append(record)
            continue
        if header is None:
            header = header_in(source, record)
            if not source.widths:
                continue
        if is_title(source, record):
            titles += any(cell.strip() for cell in record)
        elif len(record) == len(header or ()):
            rows.append(record)
            lines.append(start)
        else:
            reason = f"{len(record)} fields where the header has {len(header or ())}"
            malformed.append(Malformed(start, reason, ",".join(record)))
    names, unknown = match_headings(source, header or [])
    if malformed and malformed[-1].source_line > (lines[-1] if lines else 1) and not text.endswith(("\n", "\r")):
        raise SourceChanged(
            source.key,
            f"the file ends in the middle of the record that starts on line {malformed[-1].source_line}",
            malformed[-1].reason,
            "it was cut short: take it again",
        )
    frame = _frame(rows, lines, names)
    insist_on_shapes(source, frame)
    return Raw(frame, tuple(malformed), titles, encoding=encoding, unknown_headings=unknown, replaced_characters=replaced)


def _records(source: Source, text: str) -> Iterator[tuple[int, list[str] | Malformed]]:
    """Give every record with the line on which it starts; an empty line is no record.

    A stray quotation mark may have swallowed the lines that follow it, so cutting starts afresh on the next line: at
    worst the later lines of one broken record are malformed too, and no good record is lost inside it.
    """
    stream = io.StringIO(text, newline="")
    reader, skipped = csv.reader(stream, strict=True), 0
    while True:
        start, position = skipped + reader.line_num + 1, stream.tell()
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as problem:
            if not str(problem).endswith("expected after '\"'"):
                raise SourceChanged(
                    source.key,
                    f"the file cannot be cut into records from line {start} on ({problem})",
                    "an open quotation mark or a cut-off file",
                    "take the file again; if the publisher serves it like this, report it to them",
                ) from problem
            stream.seek(position)
            yield start, Malformed(start, "stray quotation mark", stream.readline().rstrip("\r\n"))
            reader, skipped = csv.reader(stream, strict=True), start
        else:
            if record:
                yield start, record


def read_sheet(source: Source, file: Path) -> Raw:
    """Cut the one sheet of a workbook that holds the source's headings, as `read_csv` does; lines are rows of the sheet.

    The sheet's name may state a date of its own: it is given beside the rows. Raises SourceChanged, Refused.
    """
    sheet = find_sheet(source, file)
    names, unknown = match_headings(source, sheet.header)
    frame = _frame([cells for _, cells in sheet.rows], [line for line, _ in sheet.rows], names)
    try:
        dated = vintage_in(source, sheet.name)
    except ValueError as problem:
        raise Refused(f"{source.key}: {file.name}: {problem}") from problem
    return Raw(frame, unknown_headings=unknown, dated=dated)


def match_headings(source: Source, header: Sequence[str]) -> tuple[dict[str, int], tuple[str, ...]]:
    """Give {declared heading: position} and the headings nobody declared.

    Raises SourceChanged naming both sides when a required heading is missing or a heading stands twice.
    """
    cleaned = [heading.strip() for heading in header]
    twice = sorted({heading for heading in cleaned if heading and cleaned.count(heading) > 1})
    if twice:
        raise SourceChanged(source.key, f"heading(s) stand twice: {twice}", f"{cleaned}", _where(source))
    names: dict[str, int] = {}
    missing: list[str] = []
    headings = layout_of(source, cleaned)
    for heading in headings:
        spellings = [spelling for spelling in (heading.name, *heading.aliases) if spelling in cleaned]
        if len(spellings) > 1:
            raise SourceChanged(source.key, f"one heading in two spellings: {spellings}", f"{cleaned}", _where(source))
        if spellings:
            names[heading.name] = cleaned.index(spellings[0])
        elif heading.required:
            missing.append(heading.name)
    known = {spelling for heading in headings for spelling in (heading.name, *heading.aliases)}
    over = re.compile(source.passed_over or r"(?!)")
    unknown = tuple(heading for heading in cleaned if heading and heading not in known and not over.fullmatch(heading))
    if missing:
        raise SourceChanged(
            source.key,
            f"required heading(s) missing: {missing}",
            f"headings not known to the reader {list(unknown)}" if unknown else f"only {cleaned[:60]}",
            _where(source),
        )
    return names, unknown


def check_content(source: Source, file: Path) -> None:
    """Refuse bytes that cannot be an edition of this source: empty, HTML, a broken or dangerous zip.

    Raises SourceChanged where a required heading is missing or renamed, or a text file ends in the middle of a record.
    """
    size = file.stat().st_size
    if size == 0:
        raise Refused(f"{source.key}: {file.name} is empty")
    if size > source.max_bytes:
        raise Refused(f"{source.key}: {file.name} has {size:,} bytes, over the cap of {source.max_bytes:,}")
    with file.open("rb") as handle:
        head = handle.read(4096)
    if _MARKUP.match(head.removeprefix(BOM)):
        raise Refused(f"{source.key}: {file.name} is an HTML or XML page, not a {source.suffix} file")
    is_zip = head.startswith(b"PK\x03\x04")
    if source.suffix == "zip" and not is_zip and not source.also_csv:
        raise Refused(f"{source.key}: {file.name} is not a zip file")
    if source.suffix == "csv" and is_zip:
        raise Refused(f"{source.key}: {file.name} is a zip file, a csv file was expected")
    if source.suffix in ("xlsx", "ods") and (is_zip or not source.also_csv):
        if not is_zip:
            raise Refused(f"{source.key}: {file.name} is not an {source.suffix} workbook")
        with safe_zip(file, largest=source.max_bytes * 12, expansion=_LARGEST_SHEET_EXPANSION):
            read_tables(source, file) if source.by_label else read_sheet(source, file)
    elif is_zip:
        with safe_zip(file, largest=source.max_bytes * 12) as archive:
            ending = ".csv" if source.delimiter == "," else ".txt"
            texts = [member for member in archive.infolist() if member.filename.lower().endswith(ending)]
            if texts:
                with archive.open(max(texts, key=lambda member: member.file_size)) as member:
                    match_headings(source, _first_record(source, member.readline(65_536)))
    elif b"\x00" in head:
        raise Refused(f"{source.key}: {file.name} holds NUL bytes; it is not a text file")
    elif source.also_csv:
        with file.open("rb") as handle:
            match_headings(source, _first_record(source, handle.readline(65_536)))
    else:
        read_csv(source, file.read_bytes())


def _first_record(source: Source, line: bytes) -> list[str]:
    text = decode(line)[0]
    return text.rstrip("\r\n").split("\t") if source.delimiter == "\t" else next(csv.reader([text]), [])


@contextmanager
def safe_zip(file: Path, largest: int, expansion: int = _LARGEST_EXPANSION) -> Iterator[zipfile.ZipFile]:
    """Open a zip after checking its directory: no absolute or climbing paths, no links or locks, bounded expansion.

    Raises Refused with the member's name otherwise.
    """
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError) as problem:
        raise Refused(f"{file.name}: not a readable zip ({problem}); cut short in transit?") from problem
    with archive:
        total = 0
        for member in archive.infolist():
            path = PurePosixPath(member.filename.replace("\\", "/"))
            if path.is_absolute() or ".." in path.parts or re.match(r"[A-Za-z]:", member.filename):
                raise Refused(f"{file.name}: member {member.filename!r} points outside the archive")
            if (member.external_attr >> 16) & 0o170000 == 0o120000:
                raise Refused(f"{file.name}: member {member.filename!r} is a link")
            if member.flag_bits & 1:
                raise Refused(f"{file.name}: member {member.filename!r} is locked with a password")
            if member.file_size > expansion * max(member.compress_size, 1) and member.file_size > 1_000_000:
                raise Refused(
                    f"{file.name}: member {member.filename!r} would expand {member.compress_size:,} bytes to {member.file_size:,}"
                )
            total += member.file_size
        if total > largest:
            raise Refused(f"{file.name}: {total:,} bytes unpacked, over the cap of {largest:,}")
        yield archive


@contextmanager
def open_member(source: Source, file: Path, pattern: str) -> Iterator[tuple[str, IO[bytes]]]:
    """Open the one member of a zip whose name matches `pattern`.

    Raises SourceChanged when there is not exactly one, Refused when its bytes are damaged.
    """
    with safe_zip(file, largest=source.max_bytes * 12) as archive:
        names = [name for name in archive.namelist() if re.search(pattern, name)]
        if len(names) != 1:
            raise SourceChanged(
                source.key,
                f"{len(names)} members of {file.name} match {pattern}",
                f"{archive.namelist()[:20]}",
                _where(source),
            )
        try:
            with archive.open(names[0]) as handle:
                yield names[0], handle
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as problem:
            raise Refused(f"{source.key}: {names[0]} of {file.name} cannot be unpacked ({problem})") from problem


def hrefs(html: str, base_url: str, pattern: str) -> list[str]:
    """Give the absolute addresses of all links on a page whose target matches `pattern`, in page order, once each.

    A protocol-relative target takes the scheme of the page; a link from a secure page to an insecure address is made
    secure; fragments are dropped.
    """
    soup = BeautifulSoup(html, "lxml")
    base = soup.find("base", href=True)
    base_url = urljoin(base_url, str(base["href"])) if base else base_url
    found: dict[str, None] = {}
    for anchor in soup.find_all("a", href=True):
        target = str(anchor["href"]).strip()
        address = urldefrag(urljoin(base_url, target)).url
        if re.search(pattern, target) and address.startswith(("http://", "https://")):
            found[re.sub(r"^http:", "https:", address) if base_url.startswith("https:") else address] = None
    return list(found)


def portal_items(answer: str, title: str, item: str) -> list[tuple[str, str]]:
    """Give (address, title) of every item of an ArcGIS search answer whose title matches; `item` holds `{id}`.

    Of items of one title the one modified last is given. Raises ValueError when the answer is not one of a search.
    """
    results = json.loads(answer)
    if not isinstance(results, dict) or not isinstance(results.get("results"), list):
        raise ValueError(f"not the answer of a search: {answer[:200]!r}")
    newest: dict[str, dict[str, Any]] = {}
    for found in results["results"]:
        name = str(found["title"]).strip()
        if re.search(title, name) and re.fullmatch(r"[0-9a-f]{32}", str(found["id"])):
            newest[name] = max(newest.get(name, found), found, key=lambda one: int(one.get("modified", 0)))
    return [(item.format(id=found["id"]), name) for name, found in newest.items()]


def _frame(rows: list[list[str]], lines: list[int], names: dict[str, int]) -> pl.DataFrame:
    columns: dict[str, pl.Series] = {"source_line": pl.Series("source_line", lines, dtype=pl.Int64)}
    for name, position in names.items():
        columns[name] = pl.Series(name, [row[position] for row in rows], dtype=pl.String)
    return pl.DataFrame(columns)


def _where(source: Source) -> str:
    return f"compare {source.page} with the headings in extract/sources/{source.key}.py"
