"""Fills the one page of a release from its own tables. Every value is escaped."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from html import escape
from pathlib import Path
from string import Template

import duckdb

from transform.table import Table
from warehouse.files import file_name
from warehouse.papers import DESCRIPTION, SAMPLE, TITLE, Facts, what_it_is

TEMPLATE = Path(__file__).with_name("page.html")
Cell = str | int | float | Decimal | None


def render(con: duckdb.DuckDBPyConnection, tables: tuple[Table, ...], folder: Path, facts: Facts) -> str:
    """Give index.html of a release whose database is open and whose files stand in `folder`."""
    return Template(TEMPLATE.read_text(encoding="utf-8")).substitute(
        title=escape(TITLE),
        release_id=escape(facts.release_id),
        description=escape(DESCRIPTION),
        sample=f'<p class="warning" role="alert">{escape(SAMPLE)}</p>' if facts.is_sample else "",
        heading=escape(facts.heading),
        turnover=_turnover(con),
        rings=_rings(con),
        gates=_gates(con),
        failed=_failed(con),
        sources=_sources(facts),
        downloads=_downloads(con, tables, folder),
        citation=escape(facts.citation),
        code_version=escape(facts.code_version),
        archive_hash=escape(facts.archive_hash),
    )


def _turnover(con: duckdb.DuckDBPyConnection) -> str:
    rows = con.execute(
        "SELECT edition, reference_year, basis, turnover_gbp, credit_union_income_gbp, with_turnover, organisations, "
        "coverage_count, coverage_value FROM summary.turnover_by_year ORDER BY edition DESC, reference_year, basis"
    ).fetchall()
    if not rows:
        return "<p>No edition with turnover has been landed.</p>"
    heads = (
        *("Edition", "Year", "Basis", "Turnover, GBP", "of this, credit-union income, GBP"),
        *("With a figure", "Organisations", "Coverage by count", "Coverage by value"),
    )
    body = [
        [e, str(y), b.replace("_", " "), _pounds(t), _pounds(c), w, n, _percent(cc), _percent(cv)]
        for e, y, b, t, c, w, n, cc, cv in rows
    ]
    return _table("Turnover by edition, year and basis", heads, body, numbers=range(3, 9))


def _rings(con: duckdb.DuckDBPyConnection) -> str:
    rows = con.execute("SELECT meaning, live, all_statuses, live_not_known FROM question.by_ring").fetchall()
    return _table("Organisations by ring", ("Ring", "Live", "All statuses", "Live, not known"), rows, numbers=range(1, 4))


def _gates(con: duckdb.DuckDBPyConnection) -> str:
    rows = con.execute(
        "SELECT gate, severity, count(*) FILTER (WHERE verdict = 'passed'), count(*) FILTER (WHERE verdict <> 'passed') "
        "FROM register.check GROUP BY gate, severity ORDER BY array_position(['source', 'register', 'release'], gate), severity"
    ).fetchall()
    return _table("Checks by gate", ("Gate", "Severity", "Passed", "Not passed"), rows, numbers=range(2, 4))


def _failed(con: duckdb.DuckDBPyConnection) -> str:
    rows = con.execute(
        "SELECT gate, table_name, column_name, expectation, observed, threshold FROM register.check WHERE verdict <> 'passed' "
        "ORDER BY gate, table_name, column_name, expectation"
    ).fetchall()
    if not rows:
        return "<p>All checks passed.</p>"
    heads = ("Gate", "Table", "Column", "Expected", "Found", "Would have passed")
    return _table("Checks that did not pass (warnings)", heads, rows)


def _sources(facts: Facts) -> str:
    heads = ("Source", "Edition", "What the file is", "Licence", "Attribution", "Records")
    body: list[list[Cell]] = [
        [e.named, e.dated, what_it_is(e.completeness, e.nature), e.licence, e.attribution, e.records_read] for e in facts.editions
    ]
    return _table("Files this release was built from", heads, body, numbers=range(5, 6))


def _downloads(con: duckdb.DuckDBPyConnection, tables: tuple[Table, ...], folder: Path) -> str:
    rows = []
    for table in tables:
        count = con.execute(f'SELECT count(*) FROM {table.schema}."{table.name}"').fetchall()[0][0]
        links = [
            f'<a href="{kind}/{file_name(table)}.{kind}">{kind.upper() if kind == "csv" else "Parquet"}</a> '
            f"({_size((folder / kind / f'{file_name(table)}.{kind}').stat().st_size)})"
            for kind in ("csv", "parquet")
        ]
        cells = "".join(f"<td>{link}</td>" for link in links)
        rows.append(
            f'<tr><th scope="row"><code>{escape(table.full_name)}</code></th><td>one row is {escape(table.grain)}</td>'
            f'<td class="n">{count:,}</td>{cells}</tr>'
        )
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Table", "Grain", "Rows", "CSV", "Parquet"))
    return _frame("Tables", f"<thead><tr>{head}</tr></thead><tbody>\n{chr(10).join(rows)}\n</tbody>")


def _table(caption: str, heads: Sequence[str], body: Sequence[Sequence[Cell]], numbers: range = range(0)) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    rows = ["<tr>" + "".join(_cell(value, place in numbers) for place, value in enumerate(row)) + "</tr>" for row in body]
    return _frame(caption, f"<thead><tr>{head}</tr></thead><tbody>\n{chr(10).join(rows)}\n</tbody>")


def _frame(caption: str, inner: str) -> str:
    label = escape(caption)
    table = f"<table><caption>{label}</caption>{inner}</table>"
    return f'<div class="scroll" role="region" aria-label="{label}" tabindex="0">{table}</div>'


def _cell(value: Cell, is_number: bool) -> str:
    return f'<td class="n">{_text(value)}</td>' if is_number else f"<td>{_text(value)}</td>"


def _text(value: Cell) -> str:
    if value is None:
        return "not available"
    return f"{value:,}" if isinstance(value, int) else escape(str(value))


def _pounds(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:,.0f}"


def _percent(value: float | None) -> str | None:
    return None if value is None else f"{100 * value:.1f} %"


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 100_000 else f"{size / 1000:.1f} kB"
