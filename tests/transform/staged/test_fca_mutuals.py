"""The Mutuals Public Register, staged: both spellings of its header, both kinds of date."""

from __future__ import annotations

from datetime import date

import pytest

from extract.catalogue import CATALOGUE
from extract.read import read_csv
from tests.transform.editions import Row, society, text
from transform.staged import fca_mutuals
from transform.table import Staged

HEADINGS = [h.name for h in CATALOGUE["fca_mutuals"].headings]


def staged(rows: list[Row], headings: list[str] = HEADINGS) -> Staged:
    basis = {"Registered As": "Registered Society", "Society Status": "Registered"}
    result = fca_mutuals.stage(read_csv(CATALOGUE["fca_mutuals"], text(headings, [basis | dict(r) for r in rows])))
    assert result.read == result.rows.height + result.rejected_rows + result.out_of_scope
    return result


def test_the_header_of_2022_spells_registration_right_and_has_no_classes() -> None:
    headings = [h.replace("Registation", "Registration") for h in HEADINGS if "Classification" not in h]
    row = {k.replace("Registation", "Registration"): v for k, v in society("11111R", "Lark Limited").items()}
    result = staged([row], headings)
    assert result.rows["society_number"].to_list() == ["11111R"]
    assert result.rows["sic_code"].to_list() == [None]


@pytest.mark.parametrize("written", ["1961-06-23", "23/06/1961", "1961-06-23 00:00:00"])
def test_both_kinds_of_date(written: str) -> None:
    assert staged([society("1R", "Lark", Registration_Date=written)]).rows["registered_on"][0] == date(1961, 6, 23)


@pytest.mark.parametrize(
    ("number", "registered_as", "group"),
    [
        ("1C", "Credit Union", "credit_union"),
        ("1CUS", "Something New", "credit_union"),  # an unknown form: the suffix tells, and a reject says so
        ("1B", "Building Society", "building_society"),
        ("1F", "Friendly Society", "friendly_society"),
        ("1W", "Working Men’s Club", "society"),
        ("7001", "Community Benefit Society", "society"),
    ],
)
def test_form(number: str, registered_as: str, group: str) -> None:
    result = staged([society(number, "Lark", Registered_As=registered_as)])
    assert result.rows["form_group"][0] == group
    assert (result.rejects.height == 1) == (registered_as == "Something New")


def test_the_registrars_own_unusual_number_is_a_key_all_the_same() -> None:
    assert staged([society("8562208", "Lark Limited")]).rows["society_number"].to_list() == ["8562208"]


def test_an_unknown_status_is_unknown_and_said() -> None:
    result = staged([society("1R", "Lark", Society_Status="Suspended")])
    assert result.rows["status"].to_list() == ["unknown"]
    assert result.rejects["column_name"].to_list() == ["Society Status"]


def test_a_society_without_a_name_is_rejected_whole() -> None:
    result = staged([society("1R", ""), society("2R", "Lark")])
    assert (result.rows.height, result.rejected_rows) == (1, 1)


def test_the_postcode_leaves_the_address() -> None:
    row = staged([society("1R", "Lark", Society_Address="c/o A. Person, 1 Mill Lane,,,Cardiff, CF99 0AA")]).rows.row(0, named=True)
    assert (row["address"], row["postcode"]) == ("1 Mill Lane, Cardiff", "CF99 0AA")
