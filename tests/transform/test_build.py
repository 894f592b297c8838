"""A build is a function of the archive: the same rows whatever the hash seed, and nothing parsed twice."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import duckdb
import pytest

from tests.transform.editions import Editions, coop, figures, society
from transform.build import LATER, REGISTER, SUMMARY, TABLES, build

DAY = date(2017, 12, 31)
ROOT = Path(__file__).resolve().parents[2]

_BUILD = """
import sys
from datetime import date
from pathlib import Path
from extract.archive import Archive
from transform.build import build
build(Archive(Path(sys.argv[1])), Path(sys.argv[2]), Path(sys.argv[3]), date(2017, 12, 31), lambda _: None)
"""


@pytest.fixture
def filled(editions: Editions) -> Editions:
    rows = [society(f"{n}R", f"Lark {n} Limited") for n in range(1, 200)]
    editions.fca("2016-06", rows).fca("2017-06", rows[:190])
    editions.cuk("2017-06", [coop(f"R{n:06}", f"{n}R", "FCA", f"Lark {n} Limited") for n in range(1, 150)])
    return editions.economic("2017-06", [figures(f"R{n:06}", 2017, str(n), "2016-12-31") for n in range(1, 150)])


def content(db: Path) -> dict[str, list[tuple[object, ...]]]:
    with duckdb.connect(str(db), read_only=True) as con:
        return {t.full_name: con.execute(f"FROM {t.schema}.{t.name}").fetchall() for t in (*REGISTER, *SUMMARY, *LATER)}


def test_hash_seed_and_folder_make_no_difference(filled: Editions, tmp_path: Path) -> None:
    made = []
    for seed in ("0", "4242"):
        target = tmp_path / f"seed-{seed}" / "w.duckdb"
        command = [sys.executable, "-c", _BUILD, str(filled.archive.raw), str(tmp_path / f"staged-{seed}"), str(target)]
        subprocess.run(command, check=True, cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": seed})
        made.append(content(target))
    assert made[0] == made[1]
    assert len(made[0]["register.organisation"]) == 199


def test_a_second_build_parses_nothing(filled: Editions) -> None:
    assert all(f.fresh for f in filled.built(DAY).files)
    assert not any(f.fresh for f in filled.built(DAY).files)


def test_every_table_keeps_its_contract(filled: Editions) -> None:
    with duckdb.connect(str(filled.built(DAY).scratch), read_only=True) as con:
        for table in TABLES:
            described = con.execute(f"DESCRIBE {table.schema}.{table.name}").fetchall()
            assert [(row[0], row[1]) for row in described] == [(c.name, c.type) for c in table.columns], table.full_name
            keys = ", ".join(table.key)
            repeats = con.execute(f"SELECT {keys} FROM {table.schema}.{table.name} GROUP BY ALL HAVING count(*) > 1").fetchall()
            assert repeats == [], table.full_name


def test_as_of_reads_no_later_edition(filled: Editions) -> None:
    seen = filled.ask(date(2016, 12, 31), "SELECT source, edition FROM register.source WHERE role = 'register'")
    assert seen == [("fca_mutuals", "2016-06")]


def test_without_places_nothing_is_built(tmp_path: Path) -> None:
    empty = Editions(tmp_path)
    with pytest.raises(LookupError, match="lad_lookup"):
        build(empty.archive, tmp_path / "staged", tmp_path / "w.duckdb", DAY, lambda _: None)
