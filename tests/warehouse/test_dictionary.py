"""The dictionary in the repository is the one the contracts give."""

from __future__ import annotations

from transform.build import TABLES
from warehouse.dictionary import FILE, GENERATED, render


def test_dictionary_is_fresh() -> None:
    assert FILE.is_file(), "run python -m warehouse.dictionary"
    assert FILE.read_text(encoding="utf-8") == render(TABLES), "DICTIONARY.md is stale: run python -m warehouse.dictionary"


def test_dictionary_says_it_is_generated_and_names_every_column() -> None:
    text = render(TABLES)
    assert text.splitlines()[0] == GENERATED
    for table in TABLES:
        section = text.split(f"### {table.full_name}\n")[1].split("\n### ")[0]
        assert table.grain in section
        for column in table.columns:
            assert f"| `{column.name}` | {column.type} |" in section
