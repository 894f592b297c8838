"""What the command line prints: Rich tables of what the rooms give."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from extract.archive import Landed, TreeReport
from extract.catalogue import CATALOGUE
from extract.source import Receipt
from quality.gate import Check
from warehouse.find import Found
from warehouse.trace import Step

if TYPE_CHECKING:
    import polars as pl


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]], *, numbers: Sequence[str] = ()) -> Table:
    """Give a table; the columns named in `numbers` are set to the right, nulls are left empty."""
    made = Table(title=title or None, title_justify="left", header_style="bold", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for column in columns:
        made.add_column(column, justify="right" if column in numbers else "left", overflow="fold")
    for row in rows:
        made.add_row(*(escape(_cell(value)) for value in row))
    return made


def landed(out: Console, report: TreeReport) -> None:
    """Print what became of every file of an imported tree."""
    out.print(table("", ("source", "edition", "file", "kind", "outcome"), (_landed_row(item) for item in report.landed)))
    counts: dict[str, int] = {}
    for name in report.unknown:
        key = name.split("/", 1)[0]
        counts[key] = counts.get(key, 0) + 1
    if counts:
        named = ", ".join(f"{key} ({n} file{'s' if n > 1 else ''})" for key, n in counts.items())
        out.print(f"\nNot in the catalogue, not landed: {named}")
    if report.refused:
        out.print()
        out.print(table("Refused", ("file", "reason"), report.refused))
    new = sum(item.new for item in report.landed)
    out.print(
        f"\n{new} landed, {len(report.landed) - new} landed before, {len(report.unknown)} of unknown sources, "
        f"{len(report.refused)} refused"
    )


def one_landed(out: Console, item: Landed) -> None:
    """Print what became of one imported file."""
    out.print(table("", ("source", "edition", "file", "kind", "outcome"), [_landed_row(item)]))


def closed(out: Console, failures: Sequence[Check], rejected: Path) -> None:
    """Print the checks that closed a gate, and where the rejected database is."""
    rows = [(c.gate, _place(c), c.expectation, c.verdict, c.observed, c.threshold, c.detail) for c in failures]
    out.print(table("Gate closed", ("gate", "where", "expected", "verdict", "observed", "threshold", "detail"), rows))
    out.print(f"\nNothing was released; the last release stands. The rejected database is {escape(str(rejected))}")


def verdict(out: Console, checks: Sequence[Check]) -> None:
    """Print the checks that did not pass, then the count of all."""
    missed = [c for c in checks if c.verdict != "passed"]
    rows = [(c.gate, c.severity, c.verdict, _place(c), c.expectation, c.observed, c.threshold) for c in missed]
    if rows:
        out.print(table("", ("gate", "severity", "verdict", "where", "expected", "observed", "threshold"), rows))
    out.print(f"\n{len(checks)} checks: {len(checks) - len(missed)} passed, {len(missed)} did not")


def status(out: Console, receipts: Sequence[Receipt], warehouse: Path, today: date) -> None:
    """Print every landed file with its counts, as the warehouse read it. `receipts` come oldest edition first."""
    counts = _counts(warehouse)
    newest = {receipt.source: receipt for receipt in receipts if receipt.completeness == "complete"}
    rows = []
    for receipt in receipts:
        known = counts.get((receipt.source, receipt.vintage, receipt.sha256))
        edition = f"{receipt.vintage} part {receipt.part}" if receipt.part else receipt.vintage
        rows.append(
            (receipt.source, edition, receipt.completeness, receipt.door)
            + (tuple(f"{count:,}" for count in known) if known else ("not in the warehouse", None, None, None))
            + (_age(receipt, today, judged=newest.get(receipt.source) == receipt),)
        )
    columns = ("source", "edition", "kind", "door", "records", "staged", "rejected", "out of scope", "age")
    out.print(table("", columns, rows, numbers=columns[4:]))
    out.print("\nrecords = staged + rejected + out of scope. Stale is said of the newest complete edition of a register only.")


def _age(receipt: Receipt, today: date, *, judged: bool) -> str:
    source, days = CATALOGUE[receipt.source], (today - receipt.vintage_date).days
    stale = judged and source.role in ("register", "annex") and days > source.stale_after_days
    return f"{days:,} d{' (stale)' if stale else ''}"


def headline(out: Console, database: Path) -> None:
    """Print what a release holds: organisations, turnover by year with its coverage, rejects and checks."""
    with duckdb.connect(str(database), read_only=True) as con:
        release_id, as_of = con.execute("SELECT release_id, as_of FROM register.release").fetchall()[0]
        statuses = con.execute("SELECT status, count(*) FROM register.organisation GROUP BY ALL ORDER BY 2 DESC, 1").fetchall()
        years = con.execute(
            "SELECT edition, reference_year, basis, turnover_gbp, with_turnover, organisations, coverage_count, coverage_value "
            "FROM summary.turnover_by_year ORDER BY edition DESC, reference_year DESC, basis"
        ).fetchall()
        rejects = con.execute(
            "SELECT source, count(*) FILTER (whole_row), count(*) FILTER (NOT whole_row) FROM register.reject "
            "GROUP BY ALL ORDER BY ALL"
        ).fetchall()
        checks = con.execute(
            "SELECT CASE verdict WHEN 'passed' THEN verdict ELSE verdict || ' (' || severity || ')' END, count(*) "
            'FROM register."check" GROUP BY ALL ORDER BY ALL'
        ).fetchall()
    invented = _invented(database)
    out.print(f"Release {release_id}, as of {as_of}{' - INVENTED SAMPLE ROWS, no figure here is real' if invented else ''}")
    total = sum(count for _, count in statuses)
    out.print(f"{total:,} organisations: {', '.join(f'{count:,} {name}' for name, count in statuses)}\n")
    columns = ("edition", "year", "basis", "turnover GBP", "with a figure", "of", "coverage (count)", "coverage (value)")
    shown = [
        (*row[:3], f"{row[3]:,.0f}" if row[3] is not None else None, f"{row[4]:,}", f"{row[5]:,}", _share(row[6]), _share(row[7]))
        for row in years
    ]
    out.print(table("Turnover by year, nominal; never add bases, editions or years", columns, shown, numbers=columns[3:]))
    out.print()
    out.print(table("Rejects", ("source", "rows", "values"), rejects, numbers=("rows", "values")))
    told = ", ".join(f"{count:,} {verdict}" for verdict, count in checks)
    out.print(f"\nChecks: {told or 'none run'}")
    out.print(f"Release folder: {escape(str(database.parent))}")


def found(out: Console, answers: Sequence[Found]) -> None:
    """Print the organisations that a text points at."""
    rows = [(f.organisation_id, f.name, f.status, f.form_group, f.postcode, f.district_name, f"{f.by}: {f.found}") for f in answers]
    out.print(table("", ("id", "name", "status", "form", "postcode", "district", "found by"), rows))


def steps(out: Console, walk: Sequence[Step]) -> None:
    """Print the way from values back to lines of publishers' files."""
    for step in walk:
        out.print(f"[bold]{escape(step.what)}[/bold]: {escape(step.value if step.value is not None else '(none)')}")
        facts = [
            ("", step.explanation),
            ("from", f"{step.title}, {step.publisher}, edition {step.edition} ({step.what_it_is})" if step.title else ""),
            ("file", f"{step.file}{f', line {step.line:,}' if step.line else ''}, sha256 {step.file_sha256}" if step.file else ""),
            ("url", f"{step.url}{f', retrieved {step.fetched_at}' if step.fetched_at else ''}" if step.url else ""),
            ("terms", step.licence or ""),
            ("", step.raw_note),
        ]
        for label, text in facts:
            if text:
                out.print(f"    {label + ': ' if label else ''}{escape(text)}")
        for heading, value in step.raw:
            out.print(f"      | {escape(heading)} = {escape(value)}")


def frame(out: Console, answer: pl.DataFrame, limit: int) -> None:
    """Print a frame as a table, its first `limit` rows."""
    numeric = [name for name, kind in answer.schema.items() if kind.is_numeric()]
    rows = [[_figure(name, value) for name, value in row.items()] for row in answer.head(limit).to_dicts()]
    out.print(table("", answer.columns, rows, numbers=numeric))
    more = f"; {answer.height - limit:,} more are not shown (--limit, --csv)" if answer.height > limit else ""
    out.print(f"\n{answer.height:,} row{'' if answer.height == 1 else 's'}{more}")


def _landed_row(item: Landed) -> tuple[str, str, str, str, str]:
    receipt = item.receipt
    return receipt.source, receipt.vintage, receipt.file, receipt.completeness, "landed" if item.new else "landed before"


def _counts(warehouse: Path) -> dict[tuple[str, str, str], tuple[int, ...]]:
    if not warehouse.is_file():
        return {}
    with duckdb.connect(str(warehouse), read_only=True) as con:
        rows = con.execute(
            "SELECT source, edition, file_sha256, records_read, staged, rejected_rows, out_of_scope FROM register.source"
        ).fetchall()
    return {(source, edition, sha256): tuple(rest) for source, edition, sha256, *rest in rows}


def _invented(database: Path) -> bool:
    with duckdb.connect(str(database), read_only=True) as con:
        return bool(con.execute("SELECT count(*) > 0 FROM register.source WHERE door = 'sample'").fetchall()[0][0])


def _place(check: Check) -> str:
    return f"{check.table_name}.{check.column_name}" if check.column_name else check.table_name


def _share(value: float | None) -> str | None:
    return None if value is None else f"{value:.1%}"


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _figure(column: str, value: object) -> object:
    """Give a number with commas, unless the column counts years."""
    if isinstance(value, bool) or "year" in column:
        return value
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:,.4f}"
    return f"{value:,.2f}" if isinstance(value, Decimal) else value
