"""Ready-made questions and asking: every one runs, the wording is right, and asking cannot reach out or change anything."""

from __future__ import annotations

import hashlib
from pathlib import Path

import duckdb
import polars as pl
import pytest

from tests.warehouse.conftest import create
from transform.build import TABLES
from warehouse.ask import AskError, ask
from warehouse.questions import FOLDER, questions

EXPECTED = {
    "headline", "welsh_districts_credit_unions", "districts_without_a_credit_union", "top_100", "coverage_by_measure", "sources",
    "failed_checks", "rejects_by_reason", "two_or_more_registers", "by_ring", "new_and_ended_by_quarter", "worker_coops_in_care",
    "concentration",
}  # fmt: skip


def test_the_promised_questions_are_there_with_title_and_caveats() -> None:
    known = questions()
    assert set(known) >= EXPECTED
    for question in known.values():
        assert 10 < len(question.title) < 100
        assert len(question.description) > 60


@pytest.mark.parametrize("name", sorted(questions()))
def test_question_runs_and_gives_columns(name: str, kept: Path) -> None:
    assert ask(kept, name).width > 3


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.sql")), ids=lambda path: path.stem)
def test_a_question_file_can_be_pasted_into_duckdb_on_empty_tables(path: Path) -> None:
    con = duckdb.connect()
    con.execute("CREATE SCHEMA register; CREATE SCHEMA summary")
    for table in TABLES:
        con.execute(create(table))
    text = path.read_text(encoding="utf-8")
    assert text.startswith("-- ")
    assert len(con.extract_statements(text)) == 1
    con.execute(text).fetchall()


def test_welsh_districts_say_registered_office_and_never_served(kept: Path) -> None:
    answer = ask(kept, "welsh_districts_credit_unions")
    assert answer.select("district_name", "registered_offices", "wording").rows() == [
        ("Isle of Anglesey", 0, "no registered office of a live credit union"),
        ("Cardiff", 1, "1 registered office of a live credit union"),
    ]
    assert answer["live_credit_unions_in_wales"].to_list() == [1, 1]
    assert answer["listed_in"].to_list() == ["fca_mutuals 2017-06"] * 2
    assert "not a service area" in questions()["welsh_districts_credit_unions"].description
    assert not any("served" in str(value) for row in answer.rows() for value in row)


def test_a_name_with_credit_union_in_it_is_no_credit_union(kept: Path) -> None:
    """'Credit Union Friends of Cardiff' stands for the federations and service bodies of real lists."""
    assert "Manchester" in ask(kept, "districts_without_a_credit_union")["district_name"].to_list()
    assert ask(kept, "welsh_districts_credit_unions")["registered_offices"].sum() == 1


def test_worker_coops_in_care_show_coverage(kept: Path) -> None:
    row = ask(kept, "worker_coops_in_care").row(0, named=True)
    assert (row["organisations"], row["with_turnover"], row["coverage_count_reported"]) == (1, 1, 1.0)
    assert str(row["turnover_reported_gbp"]) == "250000.00"


def test_associations_are_kept_apart_from_identities(kept: Path) -> None:
    row = ask(kept, "two_or_more_registers").filter(pl.col("organisation_id") == "GB-MPR-99001R").row(0, named=True)
    assert row["identities"] == "GB-MPR-99001R, XI-CUK-R990001"
    assert row["mirrors"] == "GB-COH-IP99001R"


def test_sql_is_answered(kept: Path) -> None:
    assert ask(kept, "SELECT count(*) AS n FROM register.organisation").rows() == [(4,)]
    assert ask(kept, "two-or-more-registers").height == ask(kept, "TWO_OR_MORE_REGISTERS").height


def test_an_unknown_name_suggests_those_spelled_alike(kept: Path) -> None:
    with pytest.raises(AskError, match="Did you mean headline"):
        ask(kept, "headlines")
    with pytest.raises(AskError, match=r"no ready-made question 'zzz'. There are: by_ring"):
        ask(kept, "zzz")


@pytest.mark.parametrize(
    "sql",
    [
        "SELEC 1",
        "SELECT * FROM register.nowhere",
        "SELECT * FROM read_csv('/etc/hostname')",
        "ATTACH 'other.duckdb' AS other",
        "COPY (SELECT 1) TO 'stolen.csv'",
        "INSTALL httpfs",
        "SET enable_external_access = true",
        "DELETE FROM register.organisation",
        "CREATE TABLE register.mine AS SELECT 1",
    ],
)
def test_wrong_and_reaching_sql_is_an_error_in_words_and_changes_nothing(sql: str, kept: Path) -> None:
    before = hashlib.sha256(kept.read_bytes()).hexdigest()
    with pytest.raises(AskError):
        ask(kept, sql)
    assert hashlib.sha256(kept.read_bytes()).hexdigest() == before


def test_a_missing_database_is_said(tmp_path: Path) -> None:
    with pytest.raises(AskError, match="build and release first"):
        ask(tmp_path / "nowhere.duckdb", "headline")
    (tmp_path / "text.duckdb").write_text("no database")
    with pytest.raises(AskError, match="cannot be opened"):
        ask(tmp_path / "text.duckdb", "headline")


def test_a_file_named_like_its_schema_can_be_asked(kept: Path, tmp_path: Path) -> None:
    """DuckDB calls `register.organisation` ambiguous in a file `register.duckdb` that is opened directly."""
    copy = tmp_path / "register.duckdb"
    copy.write_bytes(kept.read_bytes())
    assert ask(copy, "by_ring").height == 6
