"""Who is who in the sample: what linking, events and status can be checked against.

`truth.csv` has two kinds of row (`entry`), in columns
    true_id       the invented body; hand-made ones begin "cast-", odd ones "odd-"
    entry         identifier or event
    scheme        of an identifier: GB-MPR, GB-COH, GB-SC, GB-CHC (org-id.guide), XI-CUK (Co-operatives UK)
    value         the identifier in its canonical form
    kind          identity, or mirror: the Companies House record of a society
    since, until  of an identifier: days between which it is the body's, where a publisher re-uses it or the body converts
    event         of an event: registered, renamed, moved, deregistered, converted, left_the_list
    happened_on   the day it happened; empty where no register says
    before, after names, districts or numbers
    name          the body's name when it was registered

`truth_records.csv` has one row for every record of every file: source, vintage, source_line (the physical line on which the
record starts, header = 1), true_id (empty for aggregates and places) and odd (the oddity, where the row has one).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date

from extract.sample.body import Address, Body, Change, is_society, scheme_of
from extract.sample.layouts import Edition

COLUMNS = (
    "true_id",
    "entry",
    "scheme",
    "value",
    "kind",
    "since",
    "until",
    "event",
    "happened_on",
    "before",
    "after",
    "name",
)
RECORD_COLUMNS = ("source", "vintage", "source_line", "true_id", "odd")
PLACEHOLDERS = ("12345678", "XCP-9")  # stand in a number's place and name nobody
CROWN_NUMBERS = ("191919",)  # of Jersey's own register


def truth_table(bodies: Sequence[Body]) -> str:
    """Give `truth.csv` as text."""
    rows = [row for body in bodies for row in (*_identifiers(body), *_events(body))]
    return _csv(COLUMNS, [[row.get(column, "") for column in COLUMNS] for row in rows])


def truth_records(records: Sequence[tuple[Edition, list[int]]]) -> str:
    """Give `truth_records.csv` as text."""
    rows = [
        [edition.key, edition.vintage, str(line), row.true_id, row.odd]
        for edition, lines in records
        for row, line in zip(edition.rows, lines, strict=True)
    ]
    return _csv(RECORD_COLUMNS, rows)


def _identifiers(body: Body) -> Iterator[dict[str, str]]:
    start = {"true_id": body.true_id, "entry": "identifier", "name": body.name}
    scheme = scheme_of(body.form)
    if scheme and body.number not in (*PLACEHOLDERS, *CROWN_NUMBERS):
        yield start | {"scheme": scheme, "value": body.number, "kind": "identity"}
    for change in body.changes:
        if change.event == "converted":
            yield start | {"scheme": "GB-COH", "value": str(change.to), "kind": "identity", "since": str(change.on)}
    for number in body.mirrors if is_society(body) else ():
        yield start | {"scheme": "GB-COH", "value": number, "kind": "mirror"}
    if body.cuk:
        yield start | {
            "scheme": "XI-CUK",
            "value": body.cuk,
            "kind": "identity",
            "since": "" if body.cuk_from == date.min else str(body.cuk_from),
            "until": "" if body.cuk_until == date.max else str(body.cuk_until),
        }


def _events(body: Body) -> Iterator[dict[str, str]]:
    start = {"true_id": body.true_id, "entry": "event", "name": body.name}
    yield start | {"event": "registered", "happened_on": str(body.registered_on)}
    before: dict[str, str] = {"renamed": body.name, "moved": body.address.district.code, "converted": body.number}
    for change in body.changes:
        yield start | {
            "event": change.event,
            "happened_on": str(change.on),
            "before": before[change.event],
            "after": _after(change),
        }
        before[change.event] = _after(change)
    if body.ended_on is not None:
        yield start | {"event": "deregistered", "happened_on": str(body.ended_on)}
    if body.cuk_until != date.max:
        yield start | {"event": "left_the_list"}


def _after(change: Change) -> str:
    return change.to.district.code if isinstance(change.to, Address) else change.to


def _csv(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()
