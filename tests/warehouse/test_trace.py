"""Tracing: a value walks back to publisher, edition, kind of file, line and terms, and to the raw record without telephones."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests.warehouse.conftest import CARE, EDITION, LEFT, SHA, SOCIETY, UNION, small, write
from warehouse.ask import AskError
from warehouse.trace import Step, trace


def _by_name(steps: list[Step]) -> dict[str, Step]:
    return {step.what: step for step in steps}


def test_name_status_district_turnover_and_identifiers(kept: Path) -> None:
    steps = trace(kept, None, SOCIETY)
    assert [step.what for step in steps[:7]] == [
        "organisation_id", "name", "status", "district_name", "district, by ons_postcodes", "district, by lad_lookup", "turnover",
    ]  # fmt: skip
    name = _by_name(steps)["name"]
    assert (name.source, name.edition, name.line, name.file) == ("fca_mutuals", EDITION, 2, "fca_mutuals.csv")
    assert name.file_sha256 == SHA["fca"]
    assert name.what_it_is == "reconstruction: made from a list"
    assert (name.licence, name.url) == ("Open Licence 1.0", "https://example.org/fca_mutuals.csv")
    assert "raw archive is not here" in name.raw_note
    assert [(s.what, s.value) for s in steps[7:]] == [
        ("identifier (identity)", "GB-MPR-99001R"),
        ("identifier (identity)", "XI-CUK-R990001"),
        ("identifier (mirror)", "GB-COH-IP99001R"),
    ]


def test_a_carried_forward_turnover_says_so_in_words(kept: Path) -> None:
    step = trace(kept, None, SOCIETY, "turnover")[1]
    assert step.value == "1,234,567.89 GBP"
    assert step.explanation.startswith("shown for Economic Year 2016, carried forward from the year to 31 December 2013")
    assert (step.source, step.edition, step.line) == ("coops_uk_economic", EDITION, 2)
    assert step.fetched_at == "2017-07-01T10:00:00+00:00"
    assert "reported for Economic Year 2016: the year to 31 December 2015" in trace(kept, None, CARE, "turnover")[1].explanation


def test_credit_union_income_is_not_called_turnover(kept: Path) -> None:
    assert trace(kept, None, UNION, "turnover")[1].explanation.startswith("credit union income, which is no turnover")


def test_other_measures_and_columns(kept: Path) -> None:
    assert trace(kept, None, CARE, "employees")[1].value == "12 persons"
    assert trace(kept, None, CARE, "ownership_class")[1].line == 4
    assert trace(kept, None, SOCIETY, "registered_on")[1].value == "1999-01-02"
    assert trace(kept, None, LEFT, "postcode")[1].explanation == "no landed source gives it"
    assert trace(kept, None, LEFT, "nation")[1].explanation == "known how: stated; its newest line"
    assert trace(kept, None, SOCIETY, "in_mpr")[1].source == "fca_mutuals"


@pytest.mark.parametrize("asked", ["GB-COH-IP99001R", "XI-CUK-R990001", "xi-cuk-r990001", "99001 R", "R990001", "IP99001R"])
def test_old_ids_mirrors_and_numbers_resolve(asked: str, kept: Path) -> None:
    first = trace(kept, None, asked, "name")[0]
    assert first.value == SOCIETY
    assert first.explanation == f"{asked} stands for this organisation"


def test_unknown_organisation_and_column_are_errors_in_words(kept: Path) -> None:
    with pytest.raises(AskError, match="is no id or number of this register"):
        trace(kept, None, "GB-MPR-1Z")
    with pytest.raises(AskError, match="Did you mean turnover"):
        trace(kept, None, SOCIETY, "turnovr")


def test_the_number_of_a_related_body_does_not_resolve(kept: Path) -> None:
    with pytest.raises(AskError, match="is no id or number"):
        trace(kept, None, "GB-COH-07777777")


OUTLETS = (
    "CUK Organisation ID,Registered Name,Outlet Name,Street,City,State/Province,Postcode,Description,Phone,Website\n"
    'R990001,Ynys Café,Y Cei,"Quay 1\nring 029 2099 9999",Porth,,LL99 1AA,Ask for Invented Person,01999 999999,x@example.org\n'
)


def test_the_raw_record_is_shown_without_telephones_and_free_text(tmp_path: Path) -> None:
    """A street with a telephone number in it is withheld whole; ignored headings never appear."""
    digest = hashlib.sha256(OUTLETS.encode()).hexdigest()
    folder = tmp_path / "raw" / "coops_uk_outlets"
    folder.mkdir(parents=True)
    (folder / f"{digest}.csv").write_text(OUTLETS, encoding="utf-8")
    rows = small()
    source = dict(rows["register.source"][1], source="coops_uk_outlets", file_sha256=digest)
    rows["register.source"].append(source)
    rows["register.name"] = [
        dict(row, source="coops_uk_outlets", file_sha256=digest) if row["kind"] == "trading" else row
        for row in rows["register.name"]
    ]
    db = write(tmp_path / "w.duckdb", rows)
    step = trace(db, tmp_path / "raw", SOCIETY, "trading_name")[1]
    shown = dict(step.raw)
    assert shown["Outlet Name"] == "Y Cei"
    assert shown["Street"].startswith("(withheld")
    assert not {"Phone", "Website", "Description"} & set(shown)
    assert "99999" not in str(step.raw)


def test_a_raw_file_that_is_gone_is_said(kept: Path, tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    assert "does not hold fca_mutuals" in trace(kept, tmp_path / "raw", SOCIETY, "name")[1].raw_note
