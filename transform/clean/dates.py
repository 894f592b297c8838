"""Dates as registers write them: 2016-06-30, 2016-06-30 00:00:00, 30/06/2016, 3/6/2016."""

from __future__ import annotations

import polars as pl

_ISO = r"^(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00:00(?:\.0+)?)?$"
_BRITISH = r"^(\d{1,2})/(\d{1,2})/(\d{4})(?: 00:00(?::00)?)?$"


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
