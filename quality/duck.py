"""Great Expectations on a DuckDB file.

Importing this module imports Great Expectations (5 seconds, 270 MB): import it where it is used, not at the top.
Great Expectations has no DuckDB of its own; through its plain SQL data source every bundled metric fails, because its
engine hands on a cursor whose connection is closed, and DuckDB's rows are gone by then. The engine below buffers them.
"""

from __future__ import annotations

import builtins
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import great_expectations as gx
import great_expectations.expectations as gxe
import sqlalchemy as sa
from great_expectations.core import ExpectationSuite, ExpectationValidationResult
from great_expectations.datasource.fluent.interfaces import Batch
from great_expectations.datasource.fluent.sql_datasource import SQLDatasource
from great_expectations.execution_engine.sqlalchemy_execution_engine import SqlAlchemyExecutionEngine
from great_expectations.expectations.expectation import Expectation as Asked

from quality.expectation import NO_ROWS, Expectation, quoted

SHOWN = 20  # offending rows in the detail of a check


class DuckDBExecutionEngine(SqlAlchemyExecutionEngine):
    """The SQL engine of Great Expectations, with rows fetched before the connection closes."""

    def execute_query(self, query: Any) -> Any:
        """Run a query and give its rows, buffered."""
        with self.get_connection() as connection:
            return self._execute_query_with_recovery(connection, query).freeze()()

    def execute_query_in_transaction(self, query: Any) -> Any:
        """Run a query, commit if it opened a transaction, and give its rows, buffered."""
        with self.get_connection() as connection:
            rows = self._execute_query_with_recovery(connection, query).freeze()()
            if connection.in_transaction():
                connection.commit()
            return rows


class DuckDBDatasource(SQLDatasource):
    """A DuckDB file as a data source; importing this module registers `data_sources.add_duckdb`."""

    type: Literal["duckdb"] = "duckdb"  # type: ignore[assignment]
    connection_string: str

    @property
    def execution_engine_type(self) -> builtins.type[SqlAlchemyExecutionEngine]:
        """The engine that buffers."""
        return DuckDBExecutionEngine


@dataclass(frozen=True)
class Session:
    """A DuckDB file opened read-only for asking; the previous release, if any, stands beside it as `previous`."""

    datasource: DuckDBDatasource
    held: sa.Connection

    def value(self, query: str) -> object:
        """Give the first value of a query, None where it gives no row."""
        try:
            found = self.held.exec_driver_sql(query).fetchall()
        finally:
            self.held.rollback()  # SQLAlchemy opens a transaction by itself; one left open keeps a file attached
        return found[0][0] if found else None


@dataclass(frozen=True)
class Answer:
    """What became of one expectation. `rows` is up to twenty offending rows in words; `error` is set where asking raised."""

    expectation: Expectation
    passed: bool
    observed: str
    rows: tuple[str, ...] = ()
    error: str = ""


@contextmanager
def opened(db: Path, previous: Path | None) -> Iterator[Session]:
    """Open a DuckDB file read-only in an ephemeral context that leaves no files; everything is closed at the end."""
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}  # type: ignore[assignment]
    context.variables.analytics_enabled = False
    address = sa.URL.create("duckdb", database=str(db), query={"access_mode": "read_only"}).render_as_string()
    datasource: DuckDBDatasource = context.data_sources.add_duckdb("register", connection_string=address, create_temp_table=False)
    engine = datasource.get_engine()
    try:
        with engine.connect() as held:
            if previous is not None:  # an attached file is seen by every connection of the process to `db` while one is open
                held.exec_driver_sql(f"ATTACH {quoted(str(previous))} AS previous (READ_ONLY)")
                held.commit()
            try:
                yield Session(datasource, held)
            finally:
                if previous is not None:
                    held.rollback()
                    held.exec_driver_sql("DETACH previous")
    finally:
        datasource.get_execution_engine().close()
        engine.dispose()


def ask(session: Session, table: str, expectations: Sequence[Expectation]) -> list[Answer]:
    """Ask one table everything, in one pass over it where all holds; what does not hold is asked again, alone and in full.

    One failing metric takes all expectations of a pass with it, so only an expectation that raises alone is broken.
    """
    answers: list[Answer] = []
    asked: list[Expectation] = []
    for expectation in expectations:
        try:
            if not expectation.applies or session.value(expectation.applies):
                asked.append(expectation)
        except sa.exc.SQLAlchemyError as problem:
            answers.append(_broken(expectation, str(problem)))
    with _batch(session, table) as batch:
        suite = ExpectationSuite(name=table, expectations=[_made(e, place) for place, e in enumerate(asked)])
        results = batch.validate(suite, result_format="BOOLEAN_ONLY").results
        held = {_place(result) for result in results if result.success and not _error(result.exception_info)}
        for place, expectation in enumerate(asked):
            answers.append(_told(session, Answer(expectation, True, NO_ROWS) if place in held else _alone(batch, expectation)))
    return answers


@contextmanager
def _batch(session: Session, table: str) -> Iterator[Batch]:
    """Give a table whole. As a query: a table asset with a schema is deprecated, and reflecting it costs 30 ms a table."""
    asset = session.datasource.add_query_asset(table, query=f"SELECT * FROM {table}")
    try:
        yield asset.add_batch_definition_whole_table("whole").get_batch()
    finally:
        session.datasource.delete_asset(table)


def query_for(expectation: Expectation) -> str:
    """Give `rows` as Great Expectations takes it: the batch for the table, braces doubled, colons that bind nothing.

    Raises ValueError where the query does not ask the table that it is declared for.
    """
    whole = re.compile(rf"(?<![\w.]){re.escape(expectation.table)}(?![\w.])")
    if not whole.search(expectation.rows):
        raise ValueError(f"the query of {expectation.says!r} does not read {expectation.table}")
    query = expectation.rows.replace("{", "{{").replace("}", "}}")
    query = re.sub(r"(?<![:\w\\]):(?=\w)", r"\\:", query)
    return "SELECT * FROM (" + whole.sub("(SELECT * FROM {batch})", query) + ") ORDER BY ALL"


def _place(result: ExpectationValidationResult) -> int:
    """Give which expectation a result is of: results of those that raised come first, out of order."""
    config = result.expectation_config
    return int(config.meta["place"]) if config is not None and config.meta else -1


def _made(expectation: Expectation, place: int) -> Asked:
    arguments = dict(expectation.arguments) if not expectation.rows else {"unexpected_rows_query": query_for(expectation)}
    made: Asked = getattr(gxe, expectation.kind)(
        **arguments, severity=expectation.severity, meta={"place": place}, description=expectation.says
    )
    return made


def _alone(batch: Batch, expectation: Expectation) -> Answer:
    full = {"result_format": "COMPLETE", "unexpected_index_column_names": list(expectation.key)}
    result = batch.validate(_made(expectation, 0), result_format=full)
    if error := _error(result.exception_info):
        return _broken(expectation, error)
    if result.success:
        return Answer(expectation, True, NO_ROWS)
    rows, count = _offending(result.result)
    return Answer(expectation, False, count, rows)


def _broken(expectation: Expectation, message: str) -> Answer:
    return Answer(
        expectation, False, "the check itself raised", error=" ".join(message.split("\n[SQL:", maxsplit=1)[0].split())[:500]
    )


def _told(session: Session, answer: Answer) -> Answer:
    """Give the answer with what its own query says was found; a query that raises breaks the check."""
    if answer.error or not answer.expectation.found:
        return answer
    try:
        found = session.value(answer.expectation.found)
    except sa.exc.SQLAlchemyError as problem:
        return _broken(answer.expectation, str(problem))
    return answer if found is None else replace(answer, observed=str(found))


def _offending(result: dict[str, Any]) -> tuple[tuple[str, ...], str]:
    """Give up to twenty offending rows, and how many there are, in words."""
    details = result.get("details") or {}
    if "unexpected_count" in result:
        found = result.get("unexpected_index_list") or result.get("partial_unexpected_list") or []
        count = f"{result['unexpected_count']:,} of {result['element_count']:,} rows"
    elif "unexpected_rows" in details:
        found, count = details["unexpected_rows"], _rows(result["observed_value"])
    else:
        found, count = details.get("mismatched") or [], str(result.get("observed_value"))
    return tuple(sorted({_in_words(row) for row in found})[:SHOWN]), count


def _rows(count: int) -> str:
    return "1 offending row" if count == 1 else f"{count:,} offending rows"


def _in_words(row: object) -> str:
    return ", ".join(f"{name}={value}" for name, value in row.items()) if isinstance(row, dict) else str(row)


def _error(info: dict[str, Any] | None) -> str:
    """Give the first message of a raised exception: the info is flat, or keyed by the metric that raised."""
    if not info:
        return ""
    kept = [info] if "raised_exception" in info else [entry for entry in info.values() if isinstance(entry, dict)]
    messages = sorted(str(entry.get("exception_message")) for entry in kept if entry.get("raised_exception"))
    return messages[0] if messages else ""
