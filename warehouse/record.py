"""One raw record of a landed file, as published, without what is never staged."""

from __future__ import annotations

import re
from pathlib import Path

from extract.archive import RECEIPT_SUFFIX
from extract.catalogue import MODULES
from extract.source import Refused, SourceChanged

Record = tuple[tuple[tuple[str, str], ...], str]  # (publisher's heading, value) pairs, and a note where there are none
_PERSONAL = re.compile(r"[\w.+-]+@[\w-]+\.\w|(\+44|\b0\d{2,4})[\s()-]*\d{3,4}[\s-]\d{3,4}\b")
WITHHELD = "(withheld: may hold a telephone number or an e-mail address)"


def record_at(archive_raw: Path | None, source: str, file_sha256: str, line: int, numbers: frozenset[str]) -> Record:
    """Give the record that starts on a line as (publisher's heading, value) pairs, and a note where there is none.

    Headings declared as ignored (telephone numbers, web addresses, free text) are left out, and a value that looks like
    a telephone number or an e-mail address is withheld. The whole file is read: seconds for the largest. `numbers` are
    those of the organisation: of a source that is read in part, their records are read whatever else is in scope.
    """
    if archive_raw is None or not archive_raw.is_dir():
        return (), "the raw archive is not here: the file, line and hash above say where to look"
    files = [p for p in sorted((archive_raw / source).glob(f"{file_sha256}.*")) if not p.name.endswith(RECEIPT_SUFFIX)]
    module = MODULES.get(source)
    if not files or module is None:
        return (), f"the raw archive does not hold {source} {file_sha256[:12]}"
    try:
        frame = (module.read(files[0], numbers) if module.SOURCE.scoped else module.read(files[0])).frame
    except (SourceChanged, Refused, OSError) as problem:
        return (), f"the landed file cannot be read: {problem}"
    rows = frame.filter(frame["source_line"] == line).to_dicts()
    if not rows:
        return (), f"no record starts on line {line} of the landed file"
    shown = [heading.name for heading in module.SOURCE.headings if not heading.ignored and heading.name in frame.columns]
    return tuple((name, _safe(str(rows[0][name] or ""))) for name in shown), ""


def _safe(value: str) -> str:
    return WITHHELD if _PERSONAL.search(value) else value
