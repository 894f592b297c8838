"""Dates as registers write them: 2016-06-30, 2016-06-30 00:00:00, 30/06/2016, 3/6/2016."""

from __future__ import annotations

import polars as pl

_ISO = r"^(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00:00(?:\.0+)?)?$"
_BRITISH = r"^(\d{1,2})/(\d{1,2})/(\d{4})(?: 00:00(?::00)?)?$"
_MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip


def date_of(column: str) -> pl.Expr:
    """Give a date, or null where the text is blank or no possible day of the years 1600 to 2199.

    Day comes before month, always: no publisher here writes month first.
    """
    text = pl.col(column).str.strip_chars()
    iso = text.str.extract_groups(_ISO)
    british = text.str.extract_groups(_BRITISH)
    joined = pl.coalesce(
        pl.concat_str([iso.struct[0], pl.lit("-"), iso.struct[1], pl.lit("-"), iso.struct[2]]),
        pl.concat_str(
            [british.struct[2], pl.lit("-"), british.struct[1].str.zfill(2), pl.lit("-"), british.struct[0].str.zfill(2)]
        ),
    )
    day = joined.str.to_date("%Y-%m-%d", strict=False)
    return pl.when(day.dt.year().is_between(1600, 2199)).then(day)


def compact_date_of(column: str) -> pl.Expr:
    """Give a date out of 20160630, or null where the text is blank or no possible day of the years 1600 to 2199."""
    text = pl.col(column).str.strip_chars()
    day = pl.when(text.str.contains(r"^\d{8}$")).then(text).str.to_date("%Y%m%d", strict=False)
    return pl.when(day.dt.year().is_between(1600, 2199)).then(day)


def spoken_date_of(column: str) -> pl.Expr:
    """Give a date, or null: what `date_of` reads, 31 March 2025, 1-Apr-2002, 01-04-2002, and 01-Apr-02 (which is 2002).

    Month names are English, whole or their first three letters; two digits of a year mean this century.
    """
    text = pl.col(column).str.strip_chars().str.to_lowercase()
    parts = text.str.extract_groups(r"^(\d{1,2})[ -]([a-z]{3,9}|\d{1,2})[ -](\d{4}|\d{2})$")
    numbers = {spelling: f"{place:02}" for place, name in enumerate(_MONTH_NAMES, 1) for spelling in (name, name[:3])}
    number = parts.struct[1].replace_strict(numbers, default=None, return_dtype=pl.String)
    month = pl.coalesce(number, parts.struct[1].str.extract(r"^(\d+)$").str.zfill(2))
    year = pl.when(parts.struct[2].str.len_chars() == 2).then("20" + parts.struct[2]).otherwise(parts.struct[2])
    joined = pl.concat_str([year, pl.lit("-"), month, pl.lit("-"), parts.struct[0].str.zfill(2)])
    day = joined.str.to_date("%Y-%m-%d", strict=False)
    return pl.coalesce(date_of(column), pl.when(day.dt.year().is_between(1600, 2199)).then(day))
