"""Where the header of a delimited file is: on its first line, below a preamble, or nowhere at all."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from extract.source import Heading, Source, SourceChanged

_MOST = 0.9  # share of values that must look as declared; the rest may be the publisher's slips


def header_in(source: Source, record: Sequence[str]) -> list[str] | None:
    """Give the headings where this record is the header, or is the first of a file without one; else None.

    A file without a header row (`Source.widths`) gets the declared headings by position. Raises SourceChanged where its
    first record has another number of fields, or is a header row after all.
    """
    cells = [cell.strip() for cell in record]
    if source.widths:
        return _by_position(source, cells)
    return cells if not source.header_begins or cells[0] == source.header_begins else None


def _by_position(source: Source, cells: list[str]) -> list[str]:
    names = [heading.name for heading in source.headings]
    mend = f"compare {source.page} with the positions in extract/sources/{source.key}.py"
    if len(cells) not in source.widths:
        known = " or ".join(str(width) for width in source.widths)
        raise SourceChanged(source.key, f"{len(cells)} fields a record, {known} were expected", f"{cells}", mend)
    said = {cell.casefold() for cell in cells} & {name.casefold() for name in names}
    if len(said) > 1:
        raise SourceChanged(source.key, "a header row where there was none", f"{cells}", mend)
    return names[: len(cells)]


def layout_of(source: Source, header: Sequence[str]) -> tuple[Heading, ...]:
    """Give the declared layout whose required headings are all there; the first one where none is."""
    for layout in (source.headings, *source.other_layouts):
        if all(not {one.name, *one.aliases}.isdisjoint(header) for one in layout if one.required):
            return layout
    return source.headings


def is_title(source: Source, record: Sequence[str]) -> bool:
    """Tell whether a line below a preamble's header is a section title or a note: only its first cell is filled."""
    return bool(source.header_begins) and not any(cell.strip() for cell in record[1:])


def insist_on_shapes(source: Source, frame: pl.DataFrame) -> None:
    """Raise SourceChanged where too few values look as their heading declares: fields have changed places."""
    for heading in (one for layout in (source.headings, *source.other_layouts) for one in layout):
        if heading.shape is None or heading.name not in frame.columns or not frame.height:
            continue
        alike = frame[heading.name].str.strip_chars().str.contains(f"^(?:{heading.shape})$")
        if alike.sum() < _MOST * frame.height:
            odd = frame[heading.name].filter(~alike).head(5).to_list()
            raise SourceChanged(
                source.key,
                f"only {alike.sum():,} of {frame.height:,} values of {heading.name!r} look like one",
                f"{odd}",
                f"have fields changed places? See extract/sources/{source.key}.py",
            )
