"""The lookups, read once. Every file is a CSV whose first row is its header."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources


@cache
def rows(file: str) -> tuple[dict[str, str], ...]:
    """Give the rows of one lookup. Raises FileNotFoundError for a file that is not there."""
    text = resources.files("transform.lookups").joinpath(file).read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def keyed(file: str, key: str) -> dict[str, dict[str, str]]:
    """Give the rows of one lookup by the value of `key`. Raises ValueError where a value stands twice."""
    found: dict[str, dict[str, str]] = {}
    for row in rows(file):
        if row[key] in found:
            raise ValueError(f"{file}: {key} {row[key]!r} stands twice")
        found[row[key]] = row
    return found


def number_suffixes() -> dict[str, dict[str, str]]:
    """Letters after a society number -> registered form and our form group."""
    return keyed("number_suffixes.csv", "suffix")


def mapping(file: str, key: str = "value", meaning: str = "meaning") -> dict[str, str]:
    """Give a code list as {publisher's word, lower case: our word}."""
    return {word.lower(): row[meaning] for word, row in keyed(file, key).items()}
