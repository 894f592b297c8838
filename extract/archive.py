"""The archive: every file that ever arrived, byte for byte, under its hash, with its receipt beside it.

Nothing here is edited or removed. Landing the same bytes of the same source and vintage twice is a no-op.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from extract.read import check_content
from extract.source import Completeness, Door, Receipt, Refused, Source, SourceChanged, part_of, vintage_day

RECEIPT_SUFFIX = ".receipt.json"
PART_SUFFIX = ".part"  # a copy that is not whole yet; never read


@dataclass(frozen=True)
class Archive:
    """The folder of raw files, `raw/<key>/<sha256>.<ext>`."""

    raw: Path


@dataclass(frozen=True)
class Landed:
    """A receipt, where its bytes are, and whether they are new to the archive."""

    receipt: Receipt
    path: Path
    new: bool


@dataclass(frozen=True)
class TreeReport:
    """What became of every file of an imported tree."""

    landed: tuple[Landed, ...]
    unknown: tuple[str, ...]  # files whose source key the catalogue does not have
    refused: tuple[tuple[str, str], ...]  # file, reason


def sha256_of(path: Path) -> str:
    """Give the SHA-256 of a file, read in blocks."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def land(archive: Archive, source: Source, file: Path, receipt: Receipt) -> Landed:
    """Store `file` under its hash with `receipt`. The file is copied, synced and renamed: complete or absent.

    A vintage landed again with other bytes is a revision: the file landed last stands for it. Raises Refused when the
    content is not what the source publishes, SourceChanged when its layout is not, Refused when the receipt's size or
    hash disagree with the bytes, or when invented sample rows would meet real editions in one archive.
    """
    digest, size = sha256_of(file), file.stat().st_size
    if receipt.sha256 and receipt.sha256 != digest:
        raise Refused(f"{file.name}: the receipt says sha256 {receipt.sha256}, the bytes give {digest}")
    if receipt.bytes and receipt.bytes != size:
        raise Refused(f"{file.name}: the receipt says {receipt.bytes} bytes, the file has {size}")
    check_content(source, file)
    _keep_sample_apart(archive, receipt)
    same = [r for r in receipts(archive, source.key) if (r.vintage, r.part) == (receipt.vintage, receipt.part)]
    receipt = replace(receipt, sha256=digest, bytes=size, revision=same[-1].revision + 1 if same else 1)
    folder = archive.raw / source.key
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{digest}.{file.suffix.lstrip('.').lower() or source.suffix}"
    note = _receipt_path(folder, receipt)
    if not target.exists():
        _copy_whole(file, target)
    if same and same[-1].sha256 == digest:
        return Landed(same[-1], target, new=False)
    _write_whole(note, json.dumps(receipt.to_json(), indent=1, sort_keys=True) + "\n")
    return Landed(receipt, target, new=True)


def import_file(
    archive: Archive,
    source: Source,
    file: Path,
    vintage: str,
    *,
    door: Door = "import",
    known: Mapping[str, Any] | None = None,
) -> Landed:
    """Land a file taken by hand. `known` is a receipt that came with it: its licence, url and nature override ours."""
    known = known or {}
    vintage_day(vintage)
    completeness: Completeness = known.get("completeness", "complete")
    if completeness not in ("complete", "excerpt", "reconstruction"):
        raise Refused(f"{file.name}: completeness {completeness!r} is not complete, excerpt or reconstruction")
    receipt = Receipt(
        source=source.key,
        vintage=vintage,
        file=file.name,
        url=str(known.get("url", source.page)),
        bytes=int(known.get("bytes") or 0),
        sha256=str(known.get("sha256") or ""),
        licence=str(known.get("licence", source.licence.title)),
        completeness=completeness,
        nature=str(known.get("nature", "as published")),
        door=door,
        part=part_of(file.name),
    )
    return land(archive, source, file, receipt)


def import_tree(archive: Archive, tree: Path, catalogue: Mapping[str, Source], *, door: Door = "import") -> TreeReport:
    """Land every file of `tree`, laid out `<key>/<vintage>/<file>` with `<file>.receipt.json` beside it.

    Files of keys that the catalogue does not have are named, not landed; a refused file does not stop the others.
    """
    if not tree.is_dir():
        raise FileNotFoundError(f"{tree} is not a folder laid out <key>/<vintage>/<file>")
    landed: list[Landed] = []
    unknown: list[str] = []
    refused: list[tuple[str, str]] = []
    for file in sorted(path for path in tree.glob("*/*/*") if path.is_file()):
        if file.name.endswith(RECEIPT_SUFFIX):
            continue
        key, vintage = file.parts[-3], file.parts[-2]
        source = catalogue.get(key)
        if source is None:
            unknown.append(str(file.relative_to(tree)))
            continue
        try:
            if file.suffix.lower() not in _suffixes(source):
                raise Refused(f"{file.name} is not a {source.suffix} file")
            known = _receipt_beside(file)
            landed.append(import_file(archive, source, file, vintage, door=door, known=known))
        except (Refused, SourceChanged, ValueError, TypeError) as problem:
            refused.append((str(file.relative_to(tree)), str(problem)))
    return TreeReport(tuple(landed), tuple(unknown), tuple(refused))


def _suffixes(source: Source) -> tuple[str, ...]:
    return (f".{source.suffix}", ".csv") if source.also_csv else (f".{source.suffix}",)


def _receipt_beside(file: Path) -> dict[str, Any]:
    note = file.with_name(file.name + RECEIPT_SUFFIX)
    known = json.loads(note.read_text(encoding="utf-8")) if note.exists() else {}
    if not isinstance(known, dict):
        raise Refused(f"{note.name} is not a receipt")
    return known


def receipts(archive: Archive, key: str | None = None) -> list[Receipt]:
    """Give every receipt, oldest vintage first; of one source, or of all."""
    found = [_read_receipt(path) for path in _receipt_paths(archive, key)]
    return sorted(found, key=lambda r: (r.source, r.vintage_date, r.vintage, r.part, r.revision, r.sha256))


def editions(archive: Archive, source: Source, as_of: date) -> list[Receipt]:
    """Give the files to read for one source as of a day, oldest vintage first.

    A register or annex: every vintage up to the day. A reference source: the newest vintage up to the day, else the earliest
    after it. Where one vintage was landed more than once, the file landed last stands for it.
    """
    latest: dict[tuple[str, str], Receipt] = {}
    for receipt in receipts(archive, source.key):
        latest[(receipt.vintage, receipt.part)] = receipt
    found = sorted(latest.values(), key=lambda r: (r.vintage_date, r.vintage, r.part))
    past = [receipt for receipt in found if receipt.vintage_date <= as_of]
    if source.role != "reference":
        return past
    if not found:
        return []
    chosen = past[-1].vintage if past else found[0].vintage
    return [receipt for receipt in found if receipt.vintage == chosen]


def path_of(archive: Archive, receipt: Receipt) -> Path:
    """Give where the bytes of a receipt are. Raises FileNotFoundError when the archive was tampered with."""
    for path in sorted((archive.raw / receipt.source).glob(f"{receipt.sha256}.*")):
        if not path.name.endswith((RECEIPT_SUFFIX, PART_SUFFIX)):
            return path
    raise FileNotFoundError(f"the archive has no bytes for {receipt.source} {receipt.vintage} {receipt.sha256}")


def archive_hash(chosen: Iterable[Receipt]) -> str:
    """Give one hash that stands for a set of landed files and what their receipts claim of them."""
    lines = sorted(
        f"{r.source} {r.vintage} {r.part} {r.sha256} {r.completeness} {r.url} {r.licence} {r.nature}" for r in chosen
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _keep_sample_apart(archive: Archive, receipt: Receipt) -> None:
    for path in _receipt_paths(archive, None):
        other = _read_receipt(path)
        if (other.door == "sample") != (receipt.door == "sample"):
            raise Refused(
                f"this archive holds {'invented sample' if other.door == 'sample' else 'real'} editions; "
                "sample and real editions never share one: choose another data root (COOP_REGISTER_DATA)"
            )
        return


def _receipt_path(folder: Path, receipt: Receipt) -> Path:
    part = f"-{receipt.part}" if receipt.part else ""
    revision = f"-r{receipt.revision}" if receipt.revision > 1 else ""
    return folder / f"{receipt.sha256}-{receipt.vintage}{part}{revision}{RECEIPT_SUFFIX}"


def _receipt_paths(archive: Archive, key: str | None) -> Iterator[Path]:
    yield from sorted(archive.raw.glob(f"{key or '*'}/*{RECEIPT_SUFFIX}"))


def _read_receipt(path: Path) -> Receipt:
    known = {field.name for field in fields(Receipt)}
    try:
        return Receipt(**{k: v for k, v in json.loads(path.read_text(encoding="utf-8")).items() if k in known})
    except (ValueError, TypeError, AttributeError) as problem:
        raise ValueError(f"{path} is not a receipt ({problem}); remove it and land its file again") from problem


def _copy_whole(file: Path, target: Path) -> None:
    beside = target.with_name(target.name + PART_SUFFIX)
    with file.open("rb") as source, beside.open("wb") as copy:
        shutil.copyfileobj(source, copy, 1 << 20)
        copy.flush()
        os.fsync(copy.fileno())
    beside.replace(target)


def _write_whole(target: Path, text: str) -> None:
    beside = target.with_name(target.name + PART_SUFFIX)
    with beside.open("w", encoding="utf-8") as note:
        note.write(text)
        note.flush()
        os.fsync(note.fileno())
    beside.replace(target)
