"""A download as it stands on disk and in the server's headers: what can be resumed, what a receipt will say.

Pure but for the part file, `<name>.part`, and the note beside it that says whose beginning it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from pathlib import Path

from extract.archive import sha256_of
from extract.source import Receipt, Source, part_of

Headers = Mapping[str, str]
_PAGE = re.compile(r"text/html|application/(xhtml\+xml|json)", re.IGNORECASE)


@dataclass(frozen=True)
class Answer:
    """What an answer says of the file it brings."""

    final_url: str
    status: int
    etag: str | None
    last_modified: str | None
    modified_on: str | None  # Last-Modified as a day in UTC, YYYY-MM-DD
    fetched_at: str | None  # the server's own Date, ISO 8601 in UTC


def answer(status: int, headers: Headers, final_url: str) -> Answer:
    """Read the headers of an answer; what cannot be read as a date is none."""
    modified, date = (http_date(headers.get(name)) for name in ("Last-Modified", "Date"))
    return Answer(
        final_url=final_url,
        status=status,
        etag=headers.get("ETag"),
        last_modified=headers.get("Last-Modified"),
        modified_on=modified.date().isoformat() if modified else None,
        fetched_at=date.isoformat() if date else None,
    )


def receipt(source: Source, address: str, vintage: str, file: Path, said: Answer) -> Receipt:
    """Give the receipt of a file that was fetched whole."""
    return Receipt(
        source=source.key,
        vintage=vintage,
        file=file.name,
        url=address,
        bytes=file.stat().st_size,
        sha256=sha256_of(file),
        licence=source.licence.title,
        completeness="complete",
        nature="as published",
        door="fetch",
        part=part_of(file.name),
        final_url=said.final_url,
        status=said.status,
        etag=said.etag,
        last_modified=said.last_modified,
        fetched_at=said.fetched_at,
    )


def dated(source: Source, said: Answer) -> str | None:
    """Give the day that stands for a file whose link carries none: of its last change, else of the answer where that counts."""
    if said.modified_on is None and source.dated_by_answer and said.fetched_at is not None:
        return said.fetched_at[:10]
    return said.modified_on


def is_page(headers: Headers) -> bool:
    """Tell whether the answer is a page or a message to a script, and not a file."""
    return _PAGE.match(headers.get("Content-Type", "")) is not None


def is_coded(headers: Headers) -> bool:
    """Tell whether the body is compressed for transport: its bytes are then not those that Content-Length counts."""
    return headers.get("Content-Encoding", "identity").lower() != "identity"


def expected_length(headers: Headers, offset: int) -> int | None:
    """Give the bytes that the whole file has, of which `offset` are here already; None where it is not stated."""
    length = headers.get("Content-Length", "")
    return offset + int(length) if length.isdigit() and not is_coded(headers) else None


def resumable(address: str, part: Path) -> tuple[int, dict[str, str]]:
    """Give how many bytes of an earlier try can be kept, and the headers that ask for the rest of the same file."""
    note = _note(part)
    if not (part.exists() and note.exists() and part.stat().st_size):
        return 0, {}
    try:
        known = json.loads(note.read_text(encoding="utf-8"))
    except ValueError:  # the note was cut off by what cut the download off
        return 0, {}
    if known.get("url") != address:
        return 0, {}
    offset = part.stat().st_size
    return offset, {"Range": f"bytes={offset}-", "If-Range": str(known["etag"])}


def goes_on(status: int, headers: Headers, offset: int, etag: str) -> bool:
    """Tell whether an answer to a range request is of use: the rest of the same file, or (200) the file anew."""
    if status == HTTPStatus.PARTIAL_CONTENT:
        return headers.get("Content-Range", "").startswith(f"bytes {offset}-") and headers.get("ETag", etag) == etag
    return status != HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE


def begin(part: Path, address: str, headers: Headers) -> None:
    """Start a part file anew, and note whose it is where a strong ETag makes it possible to resume it."""
    forget(part)
    if headers.get("ETag", "").startswith('"') and not is_coded(headers):
        _note(part).write_text(json.dumps({"url": address, "etag": headers["ETag"]}), encoding="utf-8")


def forget(part: Path) -> None:
    """Remove a part file and its note."""
    part.unlink(missing_ok=True)
    _note(part).unlink(missing_ok=True)


def http_date(text: str | None) -> datetime | None:
    """Read a date as HTTP writes it, in UTC; what cannot be read is none."""
    try:
        date = parsedate_to_datetime(text or "")
    except ValueError:
        return None
    return date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)


def _note(part: Path) -> Path:
    return part.with_name(part.name + ".json")
