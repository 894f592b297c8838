"""What differs between two releases, as rows of `register.change` and in plain words."""

from __future__ import annotations

from pathlib import Path

import duckdb
import polars as pl

from transform.build import TABLES
from transform.register import change
from transform.table import Table
from warehouse.database import literal, quoted

SQL = Path(__file__).with_name("change.sql")
SHOWN = 50
_REASON_KIND = r"^(.*?) ?(?:\d|GB-|XI-|$)"  # the words before the first date, number or id
_READ = ("release", "organisation", "identifier", "redirect", "event", "source", "finance")
_UNEXPLAINED = "not accounted for"
_WORDS = {
    "added": "New in the register",
    "gone": "No longer in the register under that id",
    "renamed": "Renamed",
    "moved": "Registered office moved",
    "reclassified": "Reclassified",
    "status": "Status changed",
    "figure_revised": "Figures revised within one edition",
}


def difference(before: Path, after: Path) -> pl.DataFrame:
    """Give the rows of `register.change` between two register databases.

    A column that one of the two does not have (a release made by older code) is not compared.
    Raises duckdb.Error when a file is no register database.
    """
    con = duckdb.connect(config={"autoinstall_known_extensions": "false"})
    try:
        con.execute(f"ATTACH {literal(str(before))} AS before_file (READ_ONLY)")
        con.execute(f"ATTACH {literal(str(after))} AS after_file (READ_ONLY)")
        for side in ("before", "after"):
            con.execute(f"ATTACH ':memory:' AS {side}")
            con.execute(f"CREATE SCHEMA {side}.register")
        for table in TABLES:
            if table.schema == "register" and table.name in _READ:
                _view_alike(con, table)
        frame: pl.DataFrame = con.sql(SQL.read_text(encoding="utf-8")).pl()
    finally:
        con.close()
    return frame.select(pl.col(name).cast(kind) for name, kind in change.TABLE.polars_schema().items())


def changes_text(changes: pl.DataFrame, release_id: str, as_of: str, previous: str | None) -> str:
    """Give CHANGES.md: every kind of difference with its count and its first fifty, in plain words."""
    head = [f"# Changes in release {release_id}", ""]
    if previous is None:
        return "\n".join([*head, f"First release, as of {as_of}: there is nothing to compare it with.", ""])
    lines = [*head, f"As of {as_of}, compared with release {previous}.", ""]
    if changes.is_empty():
        return "\n".join([*lines, "No organisation and no figure differs.", ""])
    lines += ["| what | how many |", "| --- | ---: |"]
    counts = {kind: changes.filter(pl.col("change") == kind) for kind in _WORDS}
    lines += [f"| {words} | {counts[kind].height:,} |" for kind, words in _WORDS.items()]
    lines.append("")
    for kind, words in _WORDS.items():
        lines += _kind(counts[kind], words)
    lines += ["All of them are rows of `register.change`, in `csv/register_change.csv` and the other formats.", ""]
    return "\n".join(lines)


def _kind(rows: pl.DataFrame, words: str) -> list[str]:
    if rows.is_empty():
        return []
    lines = [f"## {words}: {rows.height:,}", ""]
    kinds = rows.select(pl.col("reason").str.extract(_REASON_KIND).fill_null(pl.col("reason")).alias("kind"))
    counts = kinds.group_by("kind").len().sort("len", "kind", descending=[True, False])
    lines += [*(f"* {count:,}: {_plain(kind)}" for kind, count in counts.iter_rows()), ""]
    rows = rows.sort(pl.col("reason") != _UNEXPLAINED, maintain_order=True)
    if rows.height > SHOWN:
        lines += [f"The first {SHOWN}:", ""]
    lines += ["| organisation | id | before | after | why |", "| --- | --- | --- | --- | --- |"]
    columns = ("name", "organisation_id", "before", "after", "reason")
    lines += [f"| {' | '.join(_plain(row[c]) for c in columns)} |" for row in rows.head(SHOWN).iter_rows(named=True)]
    return [*lines, ""]


def _plain(value: str | None) -> str:
    text = " ".join((value or "").split())
    for sign in ("\\", "|", "*", "_", "`", "<", "["):
        text = text.replace(sign, "\\" + sign)
    return text


def _view_alike(con: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Show `table` of both files with the same columns: one that either lacks is null on both sides."""
    columns = {side: _columns(con, f"{side}_file", table) for side in ("before", "after")}
    shared = columns["before"] & columns["after"]
    for side, have in columns.items():
        chosen = ", ".join(
            f"{quoted(c.name)}" if c.name in shared else f"NULL::{c.type} AS {quoted(c.name)}" for c in table.columns
        )
        place = f"{side}_file.register.{quoted(table.name)}" if have else "(SELECT 1 LIMIT 0)"
        con.execute(f"CREATE VIEW {side}.register.{quoted(table.name)} AS SELECT {chosen} FROM {place}")


def _columns(con: duckdb.DuckDBPyConnection, catalogue: str, table: Table) -> set[str]:
    rows = con.execute(
        "SELECT column_name FROM duckdb_columns() WHERE database_name = ? AND schema_name = ? AND table_name = ?",
        [catalogue, table.schema, table.name],
    ).fetchall()
    return {name for (name,) in rows}
