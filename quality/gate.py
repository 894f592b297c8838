"""The gates: ask a built database everything that must hold, record every answer, and say whether anything may move on.

One critical expectation that failed, or one of any severity that raised, closes the gate. Warnings are published.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from quality import values
from quality.expectation import GATES, Expectation, Gate
from quality.expectations import (
    coverage,
    event,
    finance,
    identifier,
    link,
    name,
    organisation,
    personal,
    reject,
    source,
    source_record,
    staged,
    turnover,
)
from quality.shape import Shape, shape_of
from transform.build import TABLES, create_statement
from transform.register.check import TABLE as CHECK
from transform.stage import STAGED_TABLES
from transform.table import Table

if TYPE_CHECKING:
    from quality.duck import Answer

Say = Callable[[str], None]
ABOUT_FILES = ("register.source", "register.reject")  # the source gate asks these, the register gate the rest of the schema
BY_HAND = (source, reject, source_record, identifier, link, name, finance, event, organisation, coverage)


@dataclass(frozen=True)
class Check:
    """One executed expectation: one row of register.check."""

    gate: str
    table_name: str
    expectation: str
    column_name: str
    severity: str
    verdict: str
    observed: str
    threshold: str
    detail: str | None


@dataclass(frozen=True)
class Verdict:
    """All executed expectations of the gates that were asked."""

    checks: tuple[Check, ...]

    @property
    def failures(self) -> tuple[Check, ...]:
        """What closes the gate: critical expectations that failed, and all that raised."""
        return tuple(c for c in self.checks if c.verdict == "broken" or (c.verdict == "failed" and c.severity == "critical"))

    @property
    def warnings(self) -> tuple[Check, ...]:
        """What is published with the data: warnings that failed."""
        return tuple(c for c in self.checks if c.verdict == "failed" and c.severity == "warning")

    @property
    def closed(self) -> bool:
        """Whether anything stops here."""
        return bool(self.failures)


def examine(db: Path, gates: Sequence[str], previous: Path | None, say: Say) -> Verdict:
    """Ask a DuckDB file everything the named gates ask, and replace the rows of these gates in its register.check.

    `previous` is the register.duckdb of the previous release, None for the first. The file is read while it is open
    read-only, then written. Raises ValueError for a gate that there is not, FileNotFoundError for a missing file.
    """
    asked = _known(gates)
    for file in (db, previous):
        if file is not None and not file.is_file():
            raise FileNotFoundError(f"{file}: there is no database to examine; build first (coop-register build)")
    shapes = _shapes(db)
    there = {shape.table.full_name for shape in shapes if shape.exists}
    expected = [e for e in _expected(asked, shapes) if e.table in there and (previous is not None or not e.against_previous)]
    checks = [_of_shape(shape) for shape in shapes if gate_of(shape.table) in asked]
    checks += [_of_answer(answer) for answer in _answers(db, previous, expected)]
    verdict = Verdict(tuple(sorted(checks, key=_place)))
    _record(db, asked, verdict)
    for gate in asked:
        say(_summary(gate, verdict))
    return verdict


def _known(gates: Sequence[str]) -> tuple[Gate, ...]:
    unknown = [gate for gate in gates if gate not in GATES]
    if unknown or not gates:
        raise ValueError(f"there is no gate {', '.join(unknown) or 'to ask'}: the gates are {', '.join(GATES)}")
    return tuple(gate for gate in GATES if gate in gates)


def gate_of(table: Table) -> Gate:
    """Give the gate at which a table's contract is asked."""
    if table.schema == "staged" or table.full_name in ABOUT_FILES:
        return "source"
    return "register" if table.schema == "register" else "release"


def _shapes(db: Path) -> list[Shape]:
    """Compare tables with their contracts; staged views only where the schema is there (a release has none)."""
    with duckdb.connect(str(db), read_only=True) as con:
        tables = [shape_of(con, table) for table in TABLES]
        staged_views = [shape_of(con, table) for table in STAGED_TABLES]
    return tables + staged_views if any(view.exists for view in staged_views) else tables


def _expected(gates: Iterable[Gate], shapes: Iterable[Shape]) -> list[Expectation]:
    """Give every expectation of the gates: those written by hand, then those of each contract."""
    found = [expectation for module in BY_HAND for expectation in module.EXPECTATIONS] + list(turnover.expectations())
    for table in (shape.table for shape in shapes):
        if table.schema == "staged":
            found += (*staged.expectations(table), *values.staged_expectations(table))
        else:
            found += (*personal.expectations(table), *values.expectations(table, gate_of(table)))
    return [expectation for expectation in found if expectation.gate in gates]


def _answers(db: Path, previous: Path | None, expected: Sequence[Expectation]) -> list[Answer]:
    from quality.duck import ask, opened  # noqa: PLC0415 - Great Expectations takes seconds to import

    by_table: dict[str, list[Expectation]] = {}
    for expectation in expected:
        by_table.setdefault(expectation.table, []).append(expectation)
    with opened(db, previous) as session:
        return [answer for table, these in sorted(by_table.items()) for answer in ask(session, table, these)]


def _of_shape(shape: Shape) -> Check:
    return Check(
        gate_of(shape.table),
        shape.table.full_name,
        "the table is there, with the columns and types of its contract",
        "",
        "critical",
        "failed" if shape.faults else "passed",
        f"{shape.rows:,} rows" if shape.exists else "no such table",
        f"{len(shape.table.columns)} columns of the contract",
        "; ".join(shape.faults) or None,
    )


def _of_answer(answer: Answer) -> Check:
    asked = answer.expectation
    verdict = "broken" if answer.error else "passed" if answer.passed else "failed"
    return Check(
        asked.gate,
        asked.table,
        asked.says,
        asked.column,
        "critical" if verdict == "broken" else asked.severity,
        verdict,
        answer.observed,
        asked.threshold,
        answer.error or "; ".join(answer.rows) or None,
    )


def _place(check: Check) -> tuple[int, str, str, str]:
    order: tuple[str, ...] = GATES
    return order.index(check.gate), check.table_name, check.expectation, check.column_name


def _record(db: Path, gates: Sequence[Gate], verdict: Verdict) -> None:
    columns = ", ".join(f'"{field.name}"' for field in fields(Check))
    marks = ", ".join("?" for _ in fields(Check))
    with duckdb.connect(str(db)) as con:
        con.execute("BEGIN")
        con.execute(create_statement(CHECK).replace("CREATE TABLE", "CREATE TABLE IF NOT EXISTS", 1))
        con.execute(f"DELETE FROM {CHECK.full_name} WHERE gate IN ({', '.join('?' for _ in gates)})", list(gates))
        con.executemany(f"INSERT INTO {CHECK.full_name} ({columns}) VALUES ({marks})", [astuple(check) for check in verdict.checks])
        con.execute("COMMIT")


def _summary(gate: Gate, verdict: Verdict) -> str:
    these = [check for check in verdict.checks if check.gate == gate]
    failures = sum(check in verdict.failures for check in these)
    warnings = sum(check in verdict.warnings for check in these)
    state = "closed" if failures else "open"
    return f"{gate} gate {state}: {len(these)} checks, {failures} failed, {warnings} warnings"
