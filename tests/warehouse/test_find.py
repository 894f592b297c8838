"""Finding by any spelling of a number, by words of a name, by postcode."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.warehouse.conftest import CARE, LEFT, SOCIETY, UNION
from warehouse.find import find


@pytest.mark.parametrize(
    ("text", "expected", "by"),
    [
        ("99001R", SOCIETY, "number"),
        ("99001 r", SOCIETY, "number"),
        ("IP99001R", SOCIETY, "number"),
        ("gb-mpr-99001r", SOCIETY, "id"),
        ("R990001", SOCIETY, "number"),
        ("9900001", CARE, "number"),
        ("09900001", CARE, "number"),
        ("GB-COH-09900001", CARE, "id"),
        ("IP00901C", UNION, "number"),
        ("IP000901", UNION, "likely mirror number"),
        ("ynys cafe", SOCIETY, "name"),
        ("CAFÉ, co operative", SOCIETY, "name"),
        ("caffi", SOCIETY, "trading name"),
        ("together hands", CARE, "name"),
        ("m999zz", CARE, "postcode"),
        ("M99 9ZZ", CARE, "postcode"),
        ("M99", CARE, "postcode"),
        ("LL99", SOCIETY, "postcode of an outlet"),
    ],
)
def test_one_answer(text: str, expected: str, by: str, kept: Path) -> None:
    answers = find(kept, text)
    assert [(found.organisation_id, found.by) for found in answers] == [(expected, by)]


def test_live_ones_come_first_and_each_once(kept: Path) -> None:
    assert [found.organisation_id for found in find(kept, "CF99 1AA")] == [UNION, SOCIETY]
    assert find(kept, "cardiff")[0].organisation_id == LEFT


@pytest.mark.parametrize("text", ["", "%", "_", "99002R", "07777777", "Z1 1ZZ", "larkmoor nonsuch", "' OR 1=1 --"])
def test_nothing_answers_nonsense_or_a_number_of_a_related_body(text: str, kept: Path) -> None:
    assert find(kept, text) == []
