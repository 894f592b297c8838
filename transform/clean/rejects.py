"""What could not be used, as rows: bad values, rows without a key, repeated keys, records that cannot be cut."""

from __future__ import annotations

import polars as pl

from extract.source import Raw
from transform.table import REJECT_SCHEMA

ROW = "(row)"


def gather(*parts: pl.DataFrame) -> pl.DataFrame:
    """Put rejects together, by line, then column, then reason."""
    return pl.concat([pl.DataFrame(schema=REJECT_SCHEMA), *parts]).sort("source_line", "column_name", "reason")


def unusable(before: pl.DataFrame, heading: str, after: pl.DataFrame, column: str, reason: str) -> pl.DataFrame:
    """Rejects for values that were written under `heading` and became null in `column` (frames row by row alike)."""
    joined = pl.DataFrame(
        {"source_line": before["source_line"], "value": before[heading], "kept": after[column].is_not_null()}
    )
    bad = joined.filter(~pl.col("kept") & (pl.col("value").str.strip_chars() != ""))
    return _rejects(bad, heading, pl.col("value"), pl.lit(reason), whole=False)


def malformed(raw: Raw) -> pl.DataFrame:
    """Rejects for records that could not be cut into fields. Their text is withheld: any column may stand anywhere in it."""
    bad = pl.DataFrame(
        [{"source_line": m.source_line, "reason": f"malformed_record: {m.reason}"} for m in raw.malformed],
        schema={"source_line": pl.Int64, "reason": pl.String},
    )
    return _rejects(bad, ROW, pl.lit(None, dtype=pl.String), pl.col("reason"), whole=True)


def without_key(frame: pl.DataFrame, column: str, heading: str, reason: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Split off rows whose key is null: (kept, rejects). The reject's value is `<column>_as_written` where that exists."""
    written = f"{column}_as_written"
    value = pl.col(written) if written in frame.columns else pl.lit(None, dtype=pl.String)
    bad = frame.filter(pl.col(column).is_null())
    return frame.filter(pl.col(column).is_not_null()), _rejects(bad, heading, value, pl.lit(reason), whole=True)


def first_of_each(frame: pl.DataFrame, key: list[str]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Keep the first row of each key: (kept, rejects). The reason names the first line and the columns that differ."""
    ordered = frame.sort("source_line")
    first = ordered.unique(key, keep="first", maintain_order=True)
    if first.height == ordered.height:
        return ordered, pl.DataFrame(schema=REJECT_SCHEMA)
    later = ordered.join(first.select("source_line"), on="source_line", how="anti").join(
        first, on=key, how="left", suffix="_first"
    )
    others = [c for c in frame.columns if c not in (*key, "source_line")]
    differing = pl.concat_list(
        [pl.when(pl.col(c).ne_missing(pl.col(f"{c}_first"))).then(pl.lit(c)) for c in others]
    ).list.drop_nulls()
    reason = (
        pl.lit("duplicate_key: first on line ")
        + pl.col("source_line_first").cast(pl.String)
        + pl.when(differing.list.len() == 0).then(pl.lit("; all else alike")).otherwise("; differs in " + differing.list.join(", "))
    )
    value = pl.concat_str([pl.col(k).cast(pl.String) for k in key], separator=" ")
    return first, _rejects(later, ROW, value, reason, whole=True)


def _rejects(frame: pl.DataFrame, heading: str, value: pl.Expr, reason: pl.Expr, *, whole: bool) -> pl.DataFrame:
    return frame.select(
        pl.col("source_line"),
        pl.lit(heading).alias("column_name"),
        value.alias("value"),
        reason.alias("reason"),
        pl.lit(whole).alias("whole_row"),
    )
