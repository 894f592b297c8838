"""Great Expectations on DuckDB: what its queries would trip over reaches DuckDB as it was written."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from quality.duck import Answer, Session, ask, opened, query_for
from quality.expectation import Expectation


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    folder = tmp_path_factory.mktemp("a folder, 100%")
    for name, label in (("now", "12:30 {x} 100%"), ("then", "before")):
        with duckdb.connect(str(folder / f"{name}.duckdb")) as con:
            con.execute(
                f"CREATE SCHEMA register; CREATE TABLE register.wood AS SELECT n AS number, '{label}' AS label FROM range(30) r(n)"
            )
    with opened(folder / "now.duckdb", folder / "then.duckdb") as given:
        yield given
    with duckdb.connect(str(folder / "now.duckdb")) as con:  # nothing holds the file any more
        con.execute("DROP TABLE register.wood")


def wood(rows: str, found: str = "", applies: str = "") -> Expectation:
    return Expectation("register", "register.wood", "said", rows=rows, found=found, applies=applies)


def answer(session: Session, expectation: Expectation) -> Answer:
    return ask(session, "register.wood", [expectation])[0]


@pytest.mark.parametrize(
    "where",
    [
        "regexp_matches(label, '[{]x[}]')",
        "regexp_matches(label, '[0-9]{2}:[0-9]{2}')",
        "label LIKE '%:30%'",
        "label LIKE '% 100%'",
        "CAST(number AS VARCHAR) || ':x' = number::VARCHAR || ':x'",
    ],
)
def test_braces_colons_and_percent_signs_mean_themselves(session: Session, where: str) -> None:
    found = answer(session, wood(f"SELECT number FROM register.wood WHERE number = 7 AND {where}"))
    assert (found.error, found.passed, found.rows) == ("", False, ("number=7",))


def test_the_table_may_be_read_twice_under_other_names(session: Session) -> None:
    found = answer(session, wood("SELECT a.number FROM register.wood AS a JOIN register.wood AS b ON b.number = a.number + 28"))
    assert (found.observed, found.rows) == ("2 offending rows", ("number=0", "number=1"))


def test_the_previous_release_stands_beside_it(session: Session) -> None:
    found = answer(
        session,
        wood("SELECT DISTINCT w.label, p.label AS before FROM register.wood AS w JOIN previous.register.wood AS p USING (number)"),
    )
    assert found.rows == ("label=12:30 {x} 100%, before=before",)


def test_at_most_twenty_rows_are_shown_and_all_are_counted(session: Session) -> None:
    found = answer(session, wood("SELECT number FROM register.wood"))
    assert (found.observed, len(found.rows)) == ("30 offending rows", 20)


def test_one_that_raises_does_not_take_the_others_with_it(session: Session) -> None:
    good, bad = wood("SELECT number FROM register.wood WHERE number > 99"), wood("SELECT nothing FROM register.wood")
    column = Expectation("register", "register.wood", "said", kind="ExpectColumnValuesToNotBeNull", arguments={"column": "bark"})
    answers = ask(session, "register.wood", [bad, good, column, wood("SELECT number FROM register.wood WHERE number = 3")])
    assert [bool(a.error) for a in answers] == [True, False, True, False]
    assert [a.passed for a in answers] == [False, True, False, False]
    assert "nothing" in answers[0].error
    assert "bark" in answers[2].error


def test_what_was_found_is_told_and_breaks_the_check_where_it_cannot_be(session: Session) -> None:
    fine = "SELECT number FROM register.wood WHERE number > 99"
    assert answer(session, wood(fine, found="SELECT 'all ' || count(*) FROM register.wood")).observed == "all 30"
    assert "no_such" in answer(session, wood(fine, found="SELECT no_such FROM register.wood")).error
    assert "no_such" in answer(session, wood(fine, applies="SELECT no_such FROM register.wood")).error


def test_what_does_not_apply_is_not_answered(session: Session) -> None:
    assert (
        ask(session, "register.wood", [wood("SELECT * FROM register.wood", applies="SELECT count(*) > 99 FROM register.wood")])
        == []
    )


def test_a_query_that_does_not_read_its_table_is_refused() -> None:
    with pytest.raises(ValueError, match=r"does not read register\.wood"):
        query_for(wood("SELECT * FROM register.woodland, previous.register.wood"))
