"""White space, addresses without care-of lines, and names folded for comparison."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transform.clean.text import folded_name, one_line_address, tidy


def fold(name: str) -> str:
    return pl.DataFrame({"n": [name]}).select(folded_name(pl.col("n"))).to_series()[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Larkmoor Growers Co-operative Ltd.", "LARKMOOR GROWERS COOPERATIVE LIMITED"),
        ("Larkmoor & District Co-op", "Larkmoor and District Cooperative"),
        ("Menter Gymunedol Llanddôl Cyf", "MENTER GYMUNEDOL LLANDDOL CYFYNGEDIG"),
        ("Miners’ Hall Club", "Miners' Hall Club"),
    ],
)
def test_spellings_of_one_name_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # Near-names that must stay apart: "First Call Cymru" is not "First Call Supply Teachers".
        ("Larkmoor Football Supporters' Society", "Larkmoor & District War Memorial Club"),
        ("First Larkmoor Cymru Co-operative", "First Larkmoor Supply Teachers Co-op"),
        ("Larkmoor No 1 Branch", "Larkmoor No 2 Branch"),
    ],
)
def test_near_names_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_a_name_of_form_words_alone_is_not_folded_away() -> None:
    assert fold("The Company Limited") != ""


@given(st.text(min_size=1, max_size=40))
def test_folding_twice_changes_nothing_more(name: str) -> None:
    assert fold(fold(name)) == fold(name)


def test_an_address_is_one_line_without_repeats_and_without_care_of() -> None:
    frame = pl.DataFrame({"street": ["c/o A Person\r\nUnit 2 \nMill  Lane"], "city": ["Larkmoor"], "state": ["Larkmoor"]})
    assert frame.select(one_line_address("street", "city", "state")).to_series()[0] == "Unit 2, Mill Lane, Larkmoor"


def test_blank_becomes_null_and_breaks_become_blanks() -> None:
    frame = pl.DataFrame({"t": [" \n ", "a\u00a0 b"]})
    assert frame.select(tidy("t")).to_series().to_list() == [None, "a b"]


@pytest.mark.parametrize(
    "street",
    [
        "c/o A Person",
        "Mr A Person",
        "Mrs. B Person, 1 Hill",
        "Dr C Person",
        "0113 496 0000",
        "+44 20 7946 0000",
        "mail@lark.example",
    ],
)
def test_no_part_of_an_address_names_a_person_or_gives_a_number_to_call(street: str) -> None:
    frame = pl.DataFrame({"street": [f"{street}\nUnit 2\nMrs Beeton's Lane"], "city": ["Larkmoor"]})
    address = frame.select(one_line_address("street", "city")).to_series()[0]
    assert "Person" not in address and "Unit 2" in address and not any(word in address for word in ("0113", "7946", "@"))


def test_a_street_with_a_number_in_it_stays() -> None:
    frame = pl.DataFrame({"street": ["Unit 12 - 14, 100 Drovers Road"], "city": ["Larkmoor"]})
    assert frame.select(one_line_address("street", "city")).to_series()[0] == "Unit 12 - 14, 100 Drovers Road, Larkmoor"
