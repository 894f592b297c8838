"""register.reject: what could not be used is listed to the row, and no column of a source has gone bad as a whole."""

from __future__ import annotations

from quality.expectation import Expectation

TABLE = "register.reject"


def _bad_values(share: float) -> str:
    return (
        "SELECT r.source, r.edition, r.column_name, count(*) AS rejected, any_value(s.in_scope) AS records, "
        "round(100.0 * count(*) / any_value(s.in_scope), 1) AS percent "
        "FROM register.reject AS r JOIN (SELECT source, edition, greatest(sum(records_read) - sum(out_of_scope), 1) AS in_scope "
        "FROM register.source GROUP BY ALL) AS s USING (source, edition) WHERE NOT r.whole_row "
        f"GROUP BY ALL HAVING count(*) > {share} * any_value(s.in_scope)"
    )


EXPECTATIONS = (
    Expectation(
        "source",
        TABLE,
        "as many rows and values are listed as were counted while reading",
        rows="""SELECT s.source, s.edition, s.part, s.rejected_rows, coalesce(r.rows, 0) AS rows_listed, s.rejected_values,
                coalesce(r.bad_values, 0) AS values_listed
            FROM register.source AS s LEFT JOIN (
                SELECT source, edition, file_sha256, count(DISTINCT source_line) FILTER (whole_row) AS rows,
                    count(*) FILTER (NOT whole_row) AS bad_values
                FROM register.reject GROUP BY ALL
            ) AS r USING (source, edition, file_sha256)
            WHERE s.rejected_rows <> coalesce(r.rows, 0) OR s.rejected_values <> coalesce(r.bad_values, 0)""",
        found="SELECT format('{:,} rows, {:,} values', count(*) FILTER (whole_row), count(*) FILTER (NOT whole_row)) FROM register.reject",
    ),
    Expectation(
        "source",
        TABLE,
        "every reject is of a file that was read",
        rows="SELECT source, edition, file_sha256, count(*) AS rejects FROM register.reject AS r "
        "WHERE NOT EXISTS (SELECT 1 FROM register.source AS s WHERE (s.source, s.edition, s.file_sha256) = (r.source, r.edition, r.file_sha256)) "
        "GROUP BY ALL",
    ),
    Expectation(
        "source",
        TABLE,
        "at most a quarter of the values of a column were unusable",
        rows=_bad_values(0.25),
        threshold="25%",
    ),
    Expectation(
        "source",
        TABLE,
        "at most one value in twenty of a column was unusable",
        "warning",
        rows=_bad_values(0.05),
        threshold="5%",
    ),
)
