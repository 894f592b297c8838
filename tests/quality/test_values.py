"""Contract -> expectations, without asking any database."""

from __future__ import annotations

import pytest

from quality.expectation import Expectation
from quality.values import expectations, staged_expectations
from transform.build import TABLES
from transform.stage import STAGED_TABLES
from transform.table import Column, Table

TREE = Table(
    "register",
    "tree",
    "one tree",
    (
        Column("wood", "VARCHAR", "Which wood.", required=True, references="register.wood.name"),
        Column("number", "INTEGER", "Which tree.", minimum=1),
        Column("kind", "VARCHAR", "Species.", values=("alder", "birch")),
        Column("share", "DOUBLE", "Of its crown.", minimum=0, maximum=1),
        Column("code", "VARCHAR", "Its tag.", pattern="[A-Z]{2}'s"),
    ),
    key=("wood", "number"),
)


def asked(about: str) -> Expectation:
    found = [e for e in expectations(TREE, "register") if about in e.says]
    assert len(found) == 1, [e.says for e in found]
    return found[0]


@pytest.mark.parametrize(
    ("about", "kind", "arguments"),
    [
        ("columns are", "ExpectTableColumnsToMatchOrderedList", {"column_list": ["wood", "number", "kind", "share", "code"]}),
        ("wood and number: no two", "ExpectCompoundColumnsToBeUnique", {"column_list": ["wood", "number"]}),
        ("wood is never empty", "ExpectColumnValuesToNotBeNull", {"column": "wood"}),
        ("number is never empty", "ExpectColumnValuesToNotBeNull", {"column": "number"}),
        ("kind is one of", "ExpectColumnValuesToBeInSet", {"column": "kind", "value_set": ["alder", "birch"]}),
        ("number lies", "ExpectColumnValuesToBeBetween", {"column": "number", "min_value": 1, "max_value": None}),
        ("share lies", "ExpectColumnValuesToBeBetween", {"column": "share", "min_value": 0, "max_value": 1}),
    ],
)
def test_a_promise_of_the_contract_becomes_an_expectation(about: str, kind: str, arguments: dict[str, object]) -> None:
    made = asked(about)
    assert (made.kind, dict(made.arguments), made.severity) == (kind, arguments, "critical")


def test_a_pattern_and_a_reference_become_queries_of_offending_rows() -> None:
    assert """regexp_full_match("code", '[A-Z]{2}''s')""" in asked("code has its shape").rows
    assert 'NOT IN (SELECT "name" FROM register.wood' in asked("wood stands in register.wood.name").rows


def test_a_single_key_is_asked_as_one_column() -> None:
    made = expectations(Table("register", "wood", "one wood", (Column("name", "VARCHAR", "Name."),), key=("name",)), "register")
    assert [e.kind for e in made] == [
        "ExpectTableColumnsToMatchOrderedList",
        "ExpectColumnValuesToBeUnique",
        "ExpectColumnValuesToNotBeNull",
    ]


def test_a_staged_key_is_unique_within_a_file_only() -> None:
    made = staged_expectations(Table("staged", "wood", "one wood", (Column("name", "VARCHAR", "Name."),), key=("name",)))
    assert "GROUP BY ALL" in made[0].rows
    assert "file_sha256" in made[0].rows
    assert not any(e.kind.startswith(("ExpectTable", "ExpectCompound")) for e in made)


def test_no_two_expectations_of_a_table_share_their_words() -> None:
    for table in (*TABLES, *STAGED_TABLES):
        made = staged_expectations(table) if table.schema == "staged" else expectations(table, "register")
        words = [(e.says, e.column) for e in made]
        assert len(words) == len(set(words)), table.full_name
