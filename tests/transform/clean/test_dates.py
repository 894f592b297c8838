"""Dates: both British and ISO, never month first, never an impossible day."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transform.clean.dates import compact_date_of, date_of, spoken_date_of


def parse(*texts: str) -> list[date | None]:
    return pl.DataFrame({"d": list(texts)}, schema={"d": pl.String}).select(date_of("d")).to_series().to_list()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2016-06-30", date(2016, 6, 30)),
        ("2012-03-31 00:00:00", date(2012, 3, 31)),  # the economic file of 2016
        ("11/8/1863", date(1863, 8, 11)),  # an incorporation before 1900, without zeros
        ("07/06/1995", date(1995, 6, 7)),  # day first: 7 June
        (" 23/06/1961 ", date(1961, 6, 23)),
        ("31/02/2015", None),
        ("2015-02-29", None),
        ("13/13/2013", None),
        ("00/00/0000", None),
        ("", None),
        ("n/a", None),
        ("30/06/16", None),  # a two-digit year is a guess
        ("2016-06-30 13:45:00", None),
    ],
)
def test_a_date_is_read_as_written_or_not_at_all(text: str, day: date | None) -> None:
    assert parse(text) == [day]


@given(st.dates(min_value=date(1600, 1, 1), max_value=date(2199, 12, 31)))
def test_every_spelling_of_a_day_gives_that_day(day: date) -> None:
    spellings = (day.isoformat(), f"{day.isoformat()} 00:00:00", f"{day.day}/{day.month}/{day.year}", f"{day:%d/%m/}{day.year}")
    assert parse(*spellings) == [day] * len(spellings)


@given(st.text(max_size=20))
def test_no_text_raises(text: str) -> None:
    assert len(parse(text)) == 1


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("20160630", date(2016, 6, 30)),
        (" 20160630 ", date(2016, 6, 30)),
        ("20160631", None),
        ("2016063", None),
        ("15160630", None),
        ("", None),
    ],
)
def test_compact_dates(written: str, day: date | None) -> None:
    assert pl.DataFrame({"d": [written]}).select(compact_date_of("d").alias("d"))["d"].to_list() == [day]


@given(st.dates(date(1600, 1, 1), date(2199, 12, 31)))
def test_every_compact_day_is_read_back(day: date) -> None:
    assert pl.DataFrame({"d": [f"{day:%Y%m%d}"]}).select(compact_date_of("d").alias("d"))["d"].to_list() == [day]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31 March 2025", date(2025, 3, 31)),
        ("1 May 2025", date(2025, 5, 1)),
        ("01-Apr-02", date(2002, 4, 1)),
        ("01-04-2002", date(2002, 4, 1)),
        ("1-sep-2019", date(2019, 9, 1)),
        ("2002-04-01", date(2002, 4, 1)),
        ("01/04/2002", date(2002, 4, 1)),
        ("31 June 2025", None),
        ("31 Marchy 2025", None),
        ("1 13 2025", None),
        ("March 2025", None),
        ("", None),
    ],
)
def test_dates_in_words(text: str, day: date | None) -> None:
    assert pl.DataFrame({"d": [text]}).select(spoken_date_of("d")).to_series()[0] == day
