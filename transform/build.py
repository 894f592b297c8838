"""Build order: which tables there are, and how a scratch database is filled from the archive.

The warehouse is a pure function of the landed files and this code: the same two give the same tables, row by row.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path

import duckdb
import polars as pl

from extract.archive import Archive, archive_hash, editions
from extract.catalogue import CATALOGUE
from extract.licences import terms_url
from transform import link
from transform.link.cluster import Node, clusters
from transform.lookups.tables import rows as lookup
from transform.register import (
    address,
    aggregate,
    change,
    check,
    classification,
    district,
    event,
    finance,
    identifier,
    name,
    organisation,
    redirect,
    reject,
    release,
    source,
    source_record,
)
from transform.register import link as link_table
from transform.stage import STAGED_TABLES, Say, StagedFile, stage_all
from transform.summary import (
    coverage_field,
    coverage_finance,
    coverage_geography,
    coverage_register,
    coverage_timeliness,
    register_flows,
    reporting_panel,
    top_by_turnover,
    turnover_by_district,
    turnover_by_legal_form,
    turnover_by_nation,
    turnover_by_ownership,
    turnover_by_sector,
    turnover_by_year,
)
from transform.table import REJECT_SCHEMA, Table

REGISTER: tuple[Table, ...] = tuple(
    module.TABLE
    for module in (
        source,
        reject,
        district,
        link_table,
        source_record,
        identifier,
        name,
        address,
        classification,
        finance,
        aggregate,
        organisation,
        event,
        redirect,
    )
)
SUMMARY: tuple[Table, ...] = tuple(
    module.TABLE
    for module in (
        reporting_panel,
        turnover_by_year,
        turnover_by_nation,
        turnover_by_district,
        turnover_by_sector,
        turnover_by_ownership,
        turnover_by_legal_form,
        top_by_turnover,
        coverage_register,
        coverage_field,
        coverage_finance,
        coverage_geography,
        coverage_timeliness,
        register_flows,
    )
)
# release is filled by the build itself, check by the gates, change when a release is made.
LATER: tuple[Table, ...] = (release.TABLE, check.TABLE, change.TABLE)
TABLES: tuple[Table, ...] = REGISTER + SUMMARY + LATER

ROOMS = ("extract", "transform", "quality", "warehouse")


@dataclass(frozen=True)
class Built:
    """What a build made, and from what."""

    scratch: Path
    release_id: str
    as_of: date
    archive_hash: str
    code_version: str
    files: tuple[StagedFile, ...]
    seconds: float


@cache
def code_version() -> str:
    """Give a hash of the code and lookups that decide what a release holds, the same on every machine."""
    digest = hashlib.sha256()
    for room in ROOMS:
        root = Path(str(resources.files(room)))
        for path in sorted(p for p in root.rglob("*") if p.suffix in {".py", ".sql", ".csv"}):
            digest.update(f"{room}/{path.relative_to(root).as_posix()}\n".encode())
            digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def identity(archive: Archive, as_of: date) -> tuple[str, str, str]:
    """Give (release id, archive hash, code version) of the build that this archive would give as of a day."""
    chosen = [receipt for entry in CATALOGUE.values() for receipt in editions(archive, entry, as_of)]
    landed, code = archive_hash(chosen), code_version()
    return f"{as_of.isoformat()}-{landed[:8]}-{code[:8]}", landed, code


def build(archive: Archive, staged: Path, scratch: Path, as_of: date, say: Say) -> Built:
    """Fill a new DuckDB file from all editions up to `as_of`.

    Schemas: register and summary (tables), staged (views over the Parquet cache). Raises SourceChanged for a file that
    cannot be read, LookupError when a source that everything rests on has not landed.
    """
    began = time.monotonic()
    release_id, landed, code = identity(archive, as_of)
    files = stage_all(archive, staged, as_of, say)
    _require(files, ("lad_lookup", "ons_postcodes"))
    scratch.parent.mkdir(parents=True, exist_ok=True)
    for leftover in (scratch, scratch.with_name(scratch.name + ".wal")):
        leftover.unlink(missing_ok=True)
    with duckdb.connect(str(scratch)) as con:
        con.execute("SET autoinstall_known_extensions = false; SET preserve_insertion_order = true; SET memory_limit = '2GB'")
        for schema in ("staged", "work", "register", "summary"):
            con.execute(f"CREATE SCHEMA {schema}")
        _staged_views(con, files)
        _work_tables(con, files, as_of)
        _run(con, "register", "district", district.TABLE)
        say("linking records")
        _link(con)
        for table in (*REGISTER, *SUMMARY):
            if table is not district.TABLE:
                _run(con, table.schema, table.name, table)
        for table in LATER:
            con.execute(create_statement(table))
        con.execute("INSERT INTO register.release VALUES (?, ?, ?, ?)", [release_id, as_of, landed, code])
        con.execute("DROP SCHEMA work CASCADE; CHECKPOINT")
        organisations = con.execute("SELECT count(*) FROM register.organisation").fetchall()[0][0]
    seconds = time.monotonic() - began
    say(f"built {release_id}: {organisations:,} organisations from {len(files)} files in {seconds:.1f} s")
    return Built(scratch, release_id, as_of, landed, code, tuple(files), seconds)


def create_statement(table: Table) -> str:
    """Give CREATE TABLE for a contract: its columns in order, with their types."""
    columns = ", ".join(f'"{c.name}" {c.type}' for c in table.columns)
    return f'CREATE TABLE {table.schema}."{table.name}" ({columns})'


def _require(files: Iterable[StagedFile], keys: tuple[str, ...]) -> None:
    landed = {f.receipt.source for f in files}
    missing = [key for key in keys if key not in landed]
    if missing:
        raise LookupError(f"nothing can be placed without {missing}: land them first (coop-register refresh, or import)")


def _staged_views(con: duckdb.DuckDBPyConnection, files: list[StagedFile]) -> None:
    for table in STAGED_TABLES:
        columns = ", ".join(f'CAST(NULL AS {c.type}) AS "{c.name}"' for c in table.columns)
        selects = [f"SELECT {columns}, NULL::VARCHAR AS file_sha256, NULL::VARCHAR AS edition WHERE false"]
        selects += [
            f"SELECT *, {_quoted(f.receipt.sha256)} AS file_sha256, {_quoted(f.receipt.vintage)} AS edition "
            f"FROM read_parquet({_quoted(str(f.rows))})"
            for f in files
            if f.receipt.source == table.name
        ]
        con.execute(f"CREATE VIEW staged.{table.name} AS {' UNION ALL BY NAME '.join(selects)}")


def _work_tables(con: duckdb.DuckDBPyConnection, files: list[StagedFile], as_of: date) -> None:
    newest = {f.receipt.source: max(g.receipt.vintage_date for g in files if g.receipt.source == f.receipt.source) for f in files}
    edition = pl.DataFrame(
        [_edition(f, as_of, is_newest=f.receipt.vintage_date == newest[f.receipt.source]) for f in files], infer_schema_length=None
    )
    rejects = [
        pl.read_parquet(f.rejects).with_columns(
            source=pl.lit(f.receipt.source), edition=pl.lit(f.receipt.vintage), file_sha256=pl.lit(f.receipt.sha256)
        )
        for f in files
    ]
    empty = pl.DataFrame(schema=REJECT_SCHEMA | dict.fromkeys(("source", "edition", "file_sha256"), pl.String()))
    frames = {
        "edition": edition.with_columns(pl.col("fetched_at", "warnings", "licence_url").cast(pl.String)),
        "reject": pl.concat([empty, *rejects]),
        "mirror_template": pl.DataFrame(list(lookup("mirror_templates.csv"))).with_columns(pl.col("place", "width").cast(pl.Int32)),
        "override": pl.DataFrame(list(lookup("overrides.csv"))),
    }
    for label, frame in frames.items():
        con.register("incoming", frame)
        con.execute(f"CREATE TABLE work.{label} AS SELECT * FROM incoming")
        con.unregister("incoming")


def _edition(file: StagedFile, as_of: date, *, is_newest: bool) -> dict[str, object]:
    receipt, entry = file.receipt, CATALOGUE[file.receipt.source]
    warnings = file.counts["warnings"]
    return {
        "source": receipt.source,
        "edition": receipt.vintage,
        "edition_date": receipt.vintage_date,
        "part": receipt.part,
        "file_sha256": receipt.sha256,
        "file": receipt.file,
        "title": entry.title,
        "publisher": entry.publisher,
        "page": entry.page,
        "url": receipt.url,
        "licence": receipt.licence,
        "licence_url": terms_url(receipt.licence, entry.licence),
        "attribution": entry.licence.attribution if receipt.licence == entry.licence.title else receipt.licence,
        "role": entry.role,
        "completeness": receipt.completeness,
        "nature": receipt.nature,
        "door": receipt.door,
        "fetched_at": receipt.fetched_at,
        "bytes": receipt.bytes,
        **{key: file.counts[key] for key in ("records_read", "staged", "rejected_rows", "rejected_values", "out_of_scope")},
        "rows_low": entry.rows[0],
        "rows_high": entry.rows[1],
        "age_days": (as_of - receipt.vintage_date).days,
        "stale_after_days": entry.stale_after_days,
        "is_newest": is_newest,
        "warnings": json.dumps(warnings, ensure_ascii=False) if warnings else None,
    }


def _link(con: duckdb.DuckDBPyConnection) -> None:
    for step in link.BEFORE_CLUSTERING:
        _run(con, "work", step)
    nodes: list[Node] = con.execute("SELECT DISTINCT scheme, value FROM work.record ORDER BY ALL").fetchall()
    ties = con.execute(
        "SELECT left_scheme, left_value, right_scheme, right_value FROM work.tie "
        "WHERE decision IN ('identity', 'mirror') ORDER BY ALL"
    ).fetchall()
    joined = clusters(nodes, [((a, b), (c, d)) for a, b, c, d in ties])
    members = pl.DataFrame(
        [(*node, *root) for node, root in sorted(joined.items())],
        schema=["scheme", "value", "cluster_scheme", "cluster_value"],
        orient="row",
    )
    con.register("incoming", members)
    con.execute("CREATE TABLE work.cluster AS SELECT * FROM incoming")
    con.unregister("incoming")
    for step in link.AFTER_CLUSTERING:
        _run(con, "work", step)


def _run(con: duckdb.DuckDBPyConnection, schema: str, name: str, table: Table | None = None) -> None:
    """Fill one table with its one SELECT; where there is a contract, under exactly its columns and types."""
    room = "link" if schema == "work" else schema
    query = resources.files(f"transform.{room}").joinpath(f"{name}.sql").read_text(encoding="utf-8")
    try:
        if table is None:
            con.execute(f'CREATE TABLE {schema}."{name}" AS {query}')
        else:
            con.execute(create_statement(table))
            columns = ", ".join(f'"{c.name}"' for c in table.columns)
            con.execute(f'INSERT INTO {schema}."{name}" BY NAME SELECT {columns} FROM ({query})')
    except duckdb.Error as problem:
        raise RuntimeError(f"transform/{room}/{name}.sql: {problem}") from problem


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
