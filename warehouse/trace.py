"""Tracing: from a value of the register back to publisher, file, line and retrieval time."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from warehouse.ask import AskError, reading
from warehouse.find import find
from warehouse.papers import in_words, what_it_is
from warehouse.record import Record, record_at

FIRST_ASKED = ("name", "status", "district_name", "turnover")
_REFERENCE = {
    "ons_postcodes": "the district is that of the postcode in this directory",
    "lad_lookup": "names and regions of the districts",
}

# Column of register.organisation -> (column that names its source, the table and values of register that say so).
_SCHEMES = {
    "legal_form": ("legal_form_source", "legal_form", "legal_form"),
    "form_group": ("legal_form_source", "legal_form", "legal_form"),
    "is_cic": ("legal_form_source", "legal_form", "legal_form"),
    "sic_code": (None, "sic_2007", "sic_code"),
    "sector": ("sector_source", "cuk_sector", "sector"),
    "ownership_class": ("ownership_class_source", "cuk_ownership", "ownership_class"),
    "is_eo": ("ownership_class_source", "cuk_ownership", "ownership_class"),
    "in_ilo": ("ownership_class_source", "cuk_ownership", "ownership_class"),
}
_FIRM = ("id", "number", "mirror number", "former id")  # ways of finding that name one organisation and no other
_PLACED = ("district_code", "district_name", "region_code", "region_name", "nation")


@dataclass(frozen=True)
class Step:
    """One stop on the way from a value to a publisher's file. Fields are empty where a step has none."""

    what: str
    value: str | None
    explanation: str = ""
    source: str | None = None
    title: str | None = None
    publisher: str | None = None
    edition: str | None = None
    what_it_is: str | None = None  # completeness and nature, such as "reconstruction: ..."
    file: str | None = None
    file_sha256: str | None = None
    line: int | None = None
    url: str | None = None
    fetched_at: str | None = None
    licence: str | None = None
    attribution: str | None = None
    raw: tuple[tuple[str, str], ...] = ()  # the record as published: (publisher's heading, value)
    raw_note: str = ""


@dataclass(frozen=True)
class _Line:
    source: str
    edition: str
    file_sha256: str
    line: int


def trace(db: Path, archive_raw: Path | None, organisation_id: str, column: str | None = None) -> list[Step]:
    """Walk one column of one organisation, or name, status, district and turnover, back to the publishers' files.

    `organisation_id` may be any id or number that points at exactly one organisation: an old id, one of another scheme,
    a Companies House mirror. `column` is a column of register.organisation or a measure of register.finance; `turnover`
    stands for the newest turnover. Without `column` the organisation's identifiers follow.
    Where `archive_raw` is a folder, the raw record is shown as published, without headings that are never staged.
    Raises AskError for an unknown organisation or column.
    """
    with reading(db) as con:
        row = _organisation(con, db, organisation_id)
        steps = [_resolved(row, organisation_id)]
        for asked in [column] if column else FIRST_ASKED:
            steps += _steps(con, row, asked)
        if column is None:
            steps += _identifiers(con, row["organisation_id"])
        held = "SELECT DISTINCT value FROM register.identifier WHERE organisation_id = ?"
        numbers = frozenset(value for (value,) in con.execute(held, [row["organisation_id"]]).fetchall())
    read = cache(lambda source, file_sha256, line: record_at(archive_raw, source, file_sha256, line, numbers))
    return [_with_raw(step, read) for step in steps]


def resolve(con: duckdb.DuckDBPyConnection, organisation_id: str) -> list[str]:
    """Give the ids of the organisations that an id stands for: itself, or where a redirect or identifier leads."""
    asked = {"id": organisation_id.strip().upper()}
    own = "SELECT organisation_id FROM register.organisation WHERE upper(organisation_id) = $id"
    others = (
        "SELECT organisation_id FROM register.redirect WHERE upper(from_id) = $id UNION SELECT organisation_id "
        "FROM register.identifier WHERE upper(scheme || '-' || value) = $id AND kind <> 'association' ORDER BY 1"
    )
    rows = con.execute(own, asked).fetchall() or con.execute(others, asked).fetchall()
    return [found for (found,) in rows]


def _organisation(con: duckdb.DuckDBPyConnection, db: Path, asked: str) -> dict[str, Any]:
    ids = resolve(con, asked)
    if not ids:
        ids = [f.organisation_id for f in find(db, asked) if f.by in _FIRM]
    if len(ids) != 1:
        what = f"stands for {len(ids)} organisations: {', '.join(ids[:10])}" if ids else "is no id or number of this register"
        raise AskError(f"{asked!r} {what}. Search with part of the name, then trace one id.")
    relation = con.execute("SELECT * FROM register.organisation WHERE organisation_id = ?", ids)
    names = [str(item[0]) for item in relation.description or ()]
    return dict(zip(names, relation.fetchall()[0], strict=True))


def _resolved(row: dict[str, Any], asked: str) -> Step:
    same = asked.strip().upper() == row["organisation_id"].upper()
    return Step("organisation_id", row["organisation_id"], "" if same else f"{asked} stands for this organisation")


def _steps(con: duckdb.DuckDBPyConnection, row: dict[str, Any], column: str) -> list[Step]:
    measures = [m for (m,) in con.execute("SELECT DISTINCT measure FROM register.finance ORDER BY 1").fetchall()]
    if column.startswith("latest_turnover") or column in ("turnover", *measures):
        return [_figure(con, row, column)]
    if column not in row:
        alike = difflib.get_close_matches(column, sorted({*row, *measures, "turnover"}), n=3)
        hint = f" Did you mean {' or '.join(alike)}?" if alike else ""
        raise AskError(f"there is no column {column!r} to trace.{hint}")
    step = Step(column, _words(row[column]))
    if row[column] is None:
        return [replace(step, explanation="no landed source gives it")]
    line, explanation = _line(con, row, column)
    step = replace(_at(con, step, line), explanation=explanation)
    if column in _PLACED and row["district_code"] is not None:
        return [step, *(_reference(con, key, row, said) for key, said in _REFERENCE.items())]
    return [step]


def _line(con: duckdb.DuckDBPyConnection, row: dict[str, Any], column: str) -> tuple[_Line | None, str]:
    """Give the line that says so, and a word on how the value follows from it."""
    table, values, said = _said_in(row, column)
    organisation = row["organisation_id"]
    line = _newest(con, table, organisation, values)
    if line is None:
        line = _newest(con, "source_record", organisation, {"source": values.get("source")})
    return line or _newest(con, "source_record", organisation, {}), said


def _said_in(row: dict[str, Any], column: str) -> tuple[str, dict[str, Any], str]:
    """Give the table of register that holds a fact as one source gives it, the values to look for, and a word on it."""
    direct = _direct(row)
    if column in direct:
        return direct[column]
    if column in _SCHEMES:
        source_column, scheme, shown = _SCHEMES[column]
        values = {"scheme": scheme, "value": row[shown], "source": row[source_column] if source_column else None}
        return "classification", values, "" if shown == column else f"follows from the {shown.replace('_', ' ')}, {row[shown]}"
    if column in _PLACED and row["district_code"] is not None:
        table, values, _ = direct["postcode"]
        return table, values, f"of the registered office's postcode, {row['postcode']}"
    said = f"known how: {row['nation_basis']}" if column == "nation" else "follows from where the organisation is listed"
    return "source_record", {"record_kind": "organisation"}, f"{said}; its newest line"


def _direct(row: dict[str, Any]) -> dict[str, tuple[str, dict[str, Any], str]]:
    status = {"source": row["status_source"], "edition": row["status_edition"], "record_kind": "organisation"}
    office = {"kind": "registered_office", "postcode": row["postcode"], "source": row["address_source"]}
    dates = {"source": row["dates_source"]}
    return {
        "name": ("name", {"name": row["name"], "kind": "registered", "source": row["name_source"]}, ""),
        "trading_name": ("name", {"name": row["trading_name"], "kind": "trading"}, ""),
        "status": ("source_record", status, f"in the source's own words: {row['status_source_value']}"),
        "status_source_value": ("source_record", status, ""),
        "registered_on": ("event", dates | {"event": "registered", "happened_on": row["registered_on"]}, ""),
        "ended_on": ("event", dates | {"event": "ended", "happened_on": row["ended_on"]}, ""),
        "postcode": ("address", office, ""),
        "in_mpr": ("source_record", {"source": "fca_mutuals"}, "listed there, or holds one of its numbers"),
        "in_cuk": ("source_record", {"source": "coops_uk_organisations"}, "listed there"),
    }


def _newest(con: duckdb.DuckDBPyConnection, table: str, organisation: str, values: dict[str, Any]) -> _Line | None:
    """Give the newest line of a table that says these values; a value that is None is not asked for."""
    asked = {name: value for name, value in values.items() if value is not None}
    where = " AND ".join(f"t.{name} = ${name}" for name in asked)
    rows = con.execute(
        f"SELECT t.source, t.edition, t.file_sha256, t.source_line FROM register.{table} AS t "
        "INNER JOIN register.source AS s ON s.source = t.source AND s.edition = t.edition AND s.file_sha256 = t.file_sha256 "
        f"WHERE t.organisation_id = $organisation {f'AND {where}' if where else ''} "
        "ORDER BY s.edition_date DESC, t.source, t.source_line LIMIT 1",
        {"organisation": organisation, **asked},
    ).fetchall()
    return _Line(*rows[0]) if rows else None


def _figure(con: duckdb.DuckDBPyConnection, row: dict[str, Any], column: str) -> Step:
    """Give the newest figure of a measure; turnover proper before what a publisher shows in its place."""
    measure = "turnover" if column.startswith("latest_turnover") else column
    rows = con.execute(
        "SELECT f.value, f.unit, f.income_concept, f.reference_year, f.period_end, f.state, "
        "f.source, f.edition, f.file_sha256, f.source_line "
        "FROM register.finance AS f INNER JOIN register.source AS s USING (source, edition, file_sha256) "
        "WHERE f.organisation_id = ? AND f.measure = ? "
        "ORDER BY f.income_concept IS DISTINCT FROM 'turnover', s.edition_date DESC, f.reference_year DESC, f.source_line DESC "
        "LIMIT 1",
        [row["organisation_id"], measure],
    ).fetchall()
    if not rows:
        return Step(column, None, f"no landed source gives {measure.replace('_', ' ')} of it")
    value, unit, concept, year, period_end, state, *line = rows[0]
    said = f"{_state(state, year, period_end)}; nominal, as edition {line[1]} shows it"
    if concept not in (None, "turnover"):
        said = f"{concept.replace('_', ' ')}, which is no turnover; {said}"
    amount = f"{value:,.2f} {unit}" if unit == "GBP" else f"{value:,.0f} {unit}"
    return replace(_at(con, Step(column, amount), _Line(*line)), explanation=said)


def _state(state: str, year: int, period_end: date | None) -> str:
    end = f"the year to {in_words(period_end)}" if period_end else "a year whose end the publisher does not give"
    if state == "reported":
        return f"reported for Economic Year {year}: {end}"
    if state == "carried_forward":
        return f"shown for Economic Year {year}, carried forward from {end}"
    return f"our estimate for Economic Year {year}"


def _at(con: duckdb.DuckDBPyConnection, step: Step, line: _Line | None) -> Step:
    """Add the publisher's file and the line to a step."""
    if line is None:
        return step
    rows = con.execute(
        "SELECT title, publisher, completeness, nature, file, url, fetched_at, licence, attribution FROM register.source "
        "WHERE source = ? AND edition = ? AND file_sha256 = ?",
        [line.source, line.edition, line.file_sha256],
    ).fetchall()
    found = replace(step, source=line.source, edition=line.edition, file_sha256=line.file_sha256, line=line.line)
    if not rows:
        return found
    title, publisher, completeness, nature, file, url, fetched_at, licence, attribution = rows[0]
    return replace(
        found,
        title=title,
        publisher=publisher,
        what_it_is=what_it_is(completeness, nature),
        file=file,
        url=url,
        fetched_at=fetched_at,
        licence=licence,
        attribution=attribution,
    )


def _reference(con: duckdb.DuckDBPyConnection, key: str, row: dict[str, Any], said: str) -> Step:
    rows = con.execute(
        "SELECT source, edition, file_sha256 FROM register.source WHERE source = ? ORDER BY edition_date DESC, part LIMIT 1", [key]
    ).fetchall()
    step = Step(f"district, by {key}", f"{row['district_name']} ({row['district_code']})", said)
    if not rows:
        return step
    source, edition, file_sha256 = rows[0]
    return replace(_at(con, step, _Line(source, edition, file_sha256, 0)), line=None)


def _identifiers(con: duckdb.DuckDBPyConnection, organisation: str) -> list[Step]:
    rows = con.execute(
        "SELECT scheme || '-' || value, kind, string_agg(DISTINCT source, ', ' ORDER BY source), min(first_seen), max(last_seen) "
        "FROM register.identifier WHERE organisation_id = ? GROUP BY ALL ORDER BY kind, 1",
        [organisation],
    ).fetchall()
    return [
        Step(f"identifier ({kind})", value, f"given by {sources}; in editions of {in_words(first)} to {in_words(last)}")
        for value, kind, sources, first, last in rows
    ]


def _with_raw(step: Step, read: Callable[[str, str, int], Record]) -> Step:
    if step.source is None or step.file_sha256 is None or step.line is None:
        return step
    raw, note = read(step.source, step.file_sha256, step.line)
    return replace(step, raw=raw, raw_note=note)


def _words(value: object) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
