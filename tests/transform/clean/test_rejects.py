"""Nothing is dropped without a row that says so."""

from __future__ import annotations

import polars as pl

from extract.source import Malformed, Raw
from transform.clean.rejects import first_of_each, gather, malformed, unusable, without_key


def test_a_repeated_key_keeps_the_first_line_and_names_what_differs() -> None:
    frame = pl.DataFrame({"source_line": [9, 2, 5], "key": ["A", "A", "B"], "name": ["new", "old", "x"], "town": ["t", "t", "t"]})
    kept, rejects = first_of_each(frame, ["key"])
    assert kept["source_line"].to_list() == [2, 5]
    assert rejects.select("source_line", "value", "reason", "whole_row").rows() == [
        (9, "A", "duplicate_key: first on line 2; differs in name", True)
    ]


def test_a_repeat_that_is_alike_says_so() -> None:
    frame = pl.DataFrame({"source_line": [1, 2], "key": ["A", "A"], "name": [None, None]}, schema_overrides={"name": pl.String})
    _, rejects = first_of_each(frame, ["key"])
    assert rejects["reason"].to_list() == ["duplicate_key: first on line 1; all else alike"]


def test_only_values_that_were_written_and_lost_are_rejected() -> None:
    before = pl.DataFrame({"source_line": [2, 3, 4], "Turnover": ["12", " ", "n/a"]})
    after = pl.DataFrame({"turnover": [12, None, None]})
    rejects = unusable(before, "Turnover", after, "turnover", "not_an_amount")
    assert rejects.select("source_line", "column_name", "value", "reason", "whole_row").rows() == [
        (4, "Turnover", "n/a", "not_an_amount", False)
    ]


def test_a_row_without_its_key_is_rejected_whole_with_what_was_written() -> None:
    frame = pl.DataFrame({"source_line": [2, 3], "number": ["1R", None], "number_as_written": ["1R", "??"]})
    kept, rejects = without_key(frame, "number", "Number", "bad_key")
    assert kept.height == 1
    assert rejects.select("source_line", "value", "whole_row").rows() == [(3, "??", True)]


def test_the_text_of_a_record_that_cannot_be_cut_is_withheld() -> None:
    raw = Raw(pl.DataFrame({"source_line": []}), (Malformed(7, "3 fields where the header has 4", "a,b,01632 960000"),))
    rejects = gather(malformed(raw))
    assert rejects["value"].to_list() == [None]
    assert rejects["reason"][0].startswith("malformed_record")
