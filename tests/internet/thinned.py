"""A file without the records that its reader or its staging rejects.

Fixtures are mostly odd rows, and a gate rightly closes when a quarter of an edition is unusable. What the stand-in
internet serves is what is left of them: in the same layout, byte for byte.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from extract.catalogue import MODULES
from extract.source import Refused, Source, SourceChanged
from tests.internet.manner import chunks
from transform.stage import STAGED


def thinned(source: Source, file: Path) -> bytes:
    """Give the bytes of a file without its rejected records; an OpenDocument file as it is."""
    if file.suffix.lower() == ".zip":
        return _zip(source, file)
    if file.suffix.lower() == ".xlsx":
        return _workbook(source, file)
    return file.read_bytes() if source.suffix == "ods" else _text(source, file.read_bytes(), lambda data: data)


def rejected(source: Source, name: str, data: bytes) -> set[int]:
    """Give the lines of the records of which anything is rejected."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / name
        file.write_bytes(data)
        module = MODULES[source.key]
        raw = module.read(file, frozenset()) if source.scoped else module.read(file)
        return set(STAGED[source.key].stage(raw).rejects["source_line"])


def _text(source: Source, data: bytes, packed: Callable[[bytes], bytes]) -> bytes:
    """Drop rejected records; latin-1 keeps every byte, whatever the encoding."""
    suffix = "zip" if source.suffix == "zip" else source.suffix
    bad = rejected(source, f"whole.{suffix}", packed(data))
    quoting = csv.QUOTE_NONE if source.delimiter == "\t" else csv.QUOTE_MINIMAL
    kept, line = [], 1
    for chunk, _ in chunks(data.decode("latin-1"), source.delimiter, quoting):
        if line not in bad:
            kept.append(chunk)
        line += len(io.StringIO(chunk, newline="").readlines())
    return packed("".join(kept).encode("latin-1"))


def _zip(source: Source, file: Path) -> bytes:
    with zipfile.ZipFile(file) as archive:
        members = [(entry, archive.read(entry)) for entry in archive.infolist()]
    if len(members) == 1:
        entry, data = members[0]
        return _text(source, data, lambda text: _packed([(entry, text)]))
    once = {entry.filename: (entry, data) for entry, data in members}  # a name may stand twice in a fixture
    return _packed([one for one in once.values() if _is_good(source, file.name, _packed([one]))])


def _workbook(source: Source, file: Path) -> bytes:
    """Drop rejected rows from the longest sheet; the numbers of the others stay."""
    bad = rejected(source, file.name, file.read_bytes())
    with zipfile.ZipFile(file) as archive:
        members = [(entry, archive.read(entry)) for entry in archive.infolist()]
    longest = max((data for _, data in members), key=lambda data: data.count(b"<row "))
    kept = re.sub(rb'<row r="(\d+)".*?</row>', lambda row: b"" if int(row[1]) in bad else row[0], longest, flags=re.DOTALL)
    return _packed([(entry, kept if data is longest else data) for entry, data in members])


def _is_good(source: Source, name: str, data: bytes) -> bool:
    """Say whether a zip of one document is read without any reject."""
    try:
        return not rejected(source, name, data)
    except (Refused, SourceChanged):  # the reader refuses it: what a fixture is for, and not what is served
        return False


def _packed(members: list[tuple[zipfile.ZipInfo, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for entry, data in members:
            archive.writestr(zipfile.ZipInfo(entry.filename, entry.date_time), data)
    return out.getvalue()
