"""The data dictionary, made from the contracts: what one row is, columns, types, units, code lists, keys, notes.

`python -m warehouse.dictionary` writes DICTIONARY.md at the root of the project.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from transform.build import TABLES
from transform.table import Column, Table
from warehouse.questions import questions

FILE = Path(__file__).resolve().parent.parent / "DICTIONARY.md"
GENERATED = "<!-- Generated from the contracts in transform/ by `python -m warehouse.dictionary`; do not edit. -->"
_INTRODUCTION = """\
Schema `register` holds organisations and what is known of them, `summary` what readers ask first, and `question` one view
for each ready-made question. Each table is also a Parquet and a CSV file of a release, named `<schema>_<table>`.

How to read this: *grain* says what one row is; *key* names the columns that are unique together and never null; a column
that is *required* is never null. In CSV files an empty cell is a null. Amounts are nominal pounds. Codes of areas are ONS
nine-character codes. An edition is a publisher's vintage, as precise as the publisher gives it: `2017-06` means June 2017.
"""


def render(tables: Sequence[Table]) -> str:
    """Give the dictionary of `tables` as Markdown. The same contracts give the same text."""
    lines = [GENERATED, "", "# Dictionary", "", _INTRODUCTION, "## Tables", "", "| table | one row is |", "| --- | --- |"]
    lines += [f"| [`{t.full_name}`](#{_anchor(t)}) | {_cell(t.grain)} |" for t in tables]
    lines.append("")
    for table in tables:
        lines += _section(table)
    lines += ["## Ready-made questions", "", "| view | answers |", "| --- | --- |"]
    lines += [f"| `question.{q.name}` | {_cell(q.title)}. {_cell(q.description)} |" for q in questions().values()]
    return "\n".join(lines).rstrip() + "\n"


def write(target: Path = FILE) -> None:
    """Write the dictionary of every table, those that are not published included."""
    target.write_text(render(TABLES), encoding="utf-8")


def _section(table: Table) -> list[str]:
    lines = [f"### {table.full_name}", "", f"*Grain*: one row is {table.grain}.", ""]
    lines += [f"*Key*: {', '.join(f'`{name}`' for name in table.key)}.", ""]
    if not table.published:
        lines += ["*Not published*: stays in the local warehouse.", ""]
    if table.notes:
        lines += [f"*Notes*: {table.notes}", ""]
    lines += ["| column | type | required | what it is |", "| --- | --- | --- | --- |"]
    lines += [f"| `{c.name}` | {c.type} | {'yes' if c.required else ''} | {_cell(_meaning(c))} |" for c in table.columns]
    return [*lines, ""]


def _meaning(column: Column) -> str:
    parts = [column.description]
    if column.unit:
        parts.append(f"Unit: {column.unit}.")
    if column.values:
        parts.append(f"One of: {', '.join(f'`{value}`' for value in column.values)}.")
    if column.pattern:
        parts.append(f"Pattern: `{column.pattern}`.")
    if column.minimum is not None or column.maximum is not None:
        parts.append(f"Range: {_number(column.minimum)} to {_number(column.maximum)}.")
    if column.references:
        parts.append(f"Refers to `{column.references}`.")
    return " ".join(parts)


def _number(value: float | None) -> str:
    return "any" if value is None else f"{value:g}"


def _anchor(table: Table) -> str:
    return table.full_name.replace(".", "").lower()


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


if __name__ == "__main__":
    write()
    sys.stdout.write(f"wrote {FILE.name}\n")
