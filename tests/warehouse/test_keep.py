"""Keeping: swapped whole, readable by DuckDB 1.5, commented, without what may not leave the machine."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.conftest import small, write
from transform.build import TABLES
from warehouse.database import WarehouseError, column_comment, opened
from warehouse.keep import keep
from warehouse.questions import questions

READER = """
import sys, duckdb
con = duckdb.connect(sys.argv[1], read_only=True)
count = lambda: con.execute("SELECT count(*) FROM register.organisation").fetchall()[0][0]
print(count(), flush=True)
sys.stdin.readline()
print(count(), con.execute("SELECT max(name) FROM register.organisation").fetchall()[0][0], flush=True)
"""
KILLED = """
import os, signal, sys
from pathlib import Path
import warehouse.keep
whole = warehouse.keep.write_database
def cut(scratch, making, tables):
    whole(scratch, making, tables)
    making.write_bytes(making.read_bytes()[:20_000])
    Path(f"{making}.wal").write_bytes(b"half")
    os.kill(os.getpid(), signal.SIGKILL)
warehouse.keep.write_database = cut
warehouse.keep.keep(Path(sys.argv[1]), Path(sys.argv[2]))
"""
ROOT = Path(__file__).resolve().parents[2]


def _rows(db: Path, sql: str) -> list[tuple[object, ...]]:
    with opened(db) as con:
        return con.execute(sql).fetchall()


def test_every_contract_table_is_kept_with_its_rows_and_schema_staged_is_not(scratch: Path, tmp_path: Path) -> None:
    keep(scratch, tmp_path / "warehouse.duckdb")
    found = _rows(tmp_path / "warehouse.duckdb", "SELECT schema_name || '.' || table_name FROM duckdb_tables() WHERE NOT internal")
    assert {name for (name,) in found} == {table.full_name for table in TABLES}
    schemas = _rows(tmp_path / "warehouse.duckdb", "SELECT schema_name FROM duckdb_schemas() WHERE database_name = 'held'")
    assert ("staged",) not in schemas
    assert _rows(tmp_path / "warehouse.duckdb", "SELECT count(*) FROM register.organisation") == [(4,)]


def test_comments_come_from_the_contracts_and_survive(scratch: Path, tmp_path: Path) -> None:
    target = tmp_path / "warehouse.duckdb"
    keep(scratch, target)
    sql = "SELECT schema_name || '.' || table_name, comment FROM duckdb_tables() WHERE NOT internal"
    tables = {str(name): said for name, said in _rows(target, sql)}
    columns = {
        (t, c): said
        for t, c, said in _rows(target, "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal")
    }
    for table in TABLES:
        assert str(tables[table.full_name]).startswith(f"One row is {table.grain}.")
        for column in table.columns:
            assert columns[(table.name, column.name)] == column_comment(column)


def test_storage_version_is_one_that_duckdb_1_5_opens(scratch: Path, tmp_path: Path) -> None:
    keep(scratch, tmp_path / "warehouse.duckdb")
    with duckdb.connect(str(tmp_path / "warehouse.duckdb"), read_only=True) as con:
        tags = con.execute("SELECT tags FROM duckdb_databases() WHERE database_name = 'warehouse'").fetchall()[0][0]
    assert str(tags["storage_version"]).startswith("v1.5.0")


def test_a_reader_goes_on_with_the_old_file_and_the_next_one_sees_the_new(scratch: Path, tmp_path: Path) -> None:
    target = tmp_path / "warehouse.duckdb"
    keep(scratch, target)
    reader = subprocess.Popen(
        [sys.executable, "-c", READER, str(target)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert reader.stdout is not None and reader.stdin is not None
    assert reader.stdout.readline().strip() == "4"
    rows = small()
    rows["register.organisation"] = rows["register.organisation"][:1]
    keep(write(tmp_path / "other.duckdb", rows), target)
    out, _ = reader.communicate("\n", timeout=60)
    assert out.strip() == "4 Ynys Café Co-operative Society Limited"
    assert _rows(target, "SELECT count(*) FROM register.organisation") == [(1,)]


def test_no_log_file_is_left_and_a_stale_one_does_not_spoil_the_new_file(scratch: Path, tmp_path: Path) -> None:
    target = tmp_path / "warehouse.duckdb"
    Path(f"{target}.wal").write_bytes(b"from an older file")
    keep(scratch, target)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["scratch.duckdb", "warehouse.duckdb"]
    assert _rows(target, "SELECT count(*) FROM register.district") == [(3,)]


def test_killed_half_way_the_old_file_stands_and_the_next_run_completes(scratch: Path, tmp_path: Path) -> None:
    target = tmp_path / "warehouse.duckdb"
    keep(scratch, target)
    before = target.read_bytes()
    done = subprocess.run([sys.executable, "-c", KILLED, str(scratch), str(target)], cwd=ROOT, check=False)
    assert done.returncode == -9
    assert target.read_bytes() == before
    keep(scratch, target)
    assert _rows(target, "SELECT count(*) FROM register.organisation") == [(4,)]
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_scratch_that_lacks_a_table_is_refused_by_name_and_the_old_file_stands(scratch: Path, tmp_path: Path) -> None:
    target = tmp_path / "warehouse.duckdb"
    keep(scratch, target)
    before = target.read_bytes()
    with duckdb.connect(str(scratch)) as con:
        con.execute("DROP TABLE register.finance")
    with pytest.raises(WarehouseError, match=r"register\.finance\.organisation_id"):
        keep(scratch, target)
    assert target.read_bytes() == before
    with pytest.raises(WarehouseError, match="there is no database"):
        keep(tmp_path / "nowhere.duckdb", target)


def test_every_question_is_a_view_with_its_title(scratch: Path, tmp_path: Path) -> None:
    keep(scratch, tmp_path / "warehouse.duckdb")
    found = _rows(tmp_path / "warehouse.duckdb", "SELECT view_name, comment FROM duckdb_views() WHERE schema_name = 'question'")
    assert {name for name, _ in found} == set(questions())
    with opened(tmp_path / "warehouse.duckdb") as con:
        for name, comment in found:
            assert str(comment).startswith(questions()[str(name)].title)
            assert con.execute(f"SELECT * FROM question.{name}").description


def test_columns_and_tables_without_a_contract_are_left_out(scratch: Path, tmp_path: Path) -> None:
    with duckdb.connect(str(scratch)) as con:
        con.execute("ALTER TABLE register.organisation ADD COLUMN telephone VARCHAR DEFAULT '029 2000 0000'")
        con.execute("CREATE TABLE register.postcode_ni AS SELECT 'BT1 1AA' AS postcode")
    keep(scratch, tmp_path / "warehouse.duckdb")
    with opened(tmp_path / "warehouse.duckdb") as con:
        assert con.execute("FROM duckdb_columns() WHERE column_name = 'telephone'").fetchall() == []
        assert con.execute("FROM duckdb_tables() WHERE table_name = 'postcode_ni'").fetchall() == []
