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
        ("07777777", CARE, "association number"),
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
def test_one_answer(text: str, expected: str, by: str, scratch: Path) -> None:
    answers = find(scratch, text)
    assert [(found.organisation_id, found.by) for found in answers] == [(expected, by)]


def test_live_ones_come_first_and_each_once(scratch: Path) -> None:
    assert [found.organisation_id for found in find(scratch, "CF99 1AA")] == [UNION, SOCIETY]
    assert find(scratch, "cardiff")[0].organisation_id == LEFT


@pytest.mark.parametrize("text", ["", "%", "_", "99002R", "Z1 1ZZ", "larkmoor nonsuch", "' OR 1=1 --"])
def test_nothing_answers_nonsense(text: str, scratch: Path) -> None:
    assert find(scratch, text) == []
