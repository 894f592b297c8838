"""Plain lines: told from others and sifted as bytes, at the speed of memory.

A line is plain where it is one record whose fields all stand between quotation marks, with no mark within and no value that
is a lone comma.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

_LINE_END, _RETURN, _MARK, _COMMA, _BLANK, _LOWER_A = b'\n\r", a'
_TO_LOWER = np.uint64(0x2020_2020_2020_2020)  # the bit in which small ASCII letters differ from capitals, eight times
_NOT_ASCII = np.uint64(0x8080_8080_8080_8080)

Positions = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Scope:
    """Which records are kept: those whose number is one of `numbers` or begins with one of `prefixes` (two characters
    each), and those whose kind is one of `kinds`. Letter case and blanks at the ends of the two values do not matter.
    """

    number: str  # heading
    kind: str  # heading
    numbers: frozenset[str]  # upper case
    prefixes: tuple[str, ...]  # upper case
    kinds: tuple[str, ...]  # lower case, eight characters or more

    def keep(self) -> pl.Expr:
        """Give the scope as a row expression over the two headings."""
        number = pl.col(self.number).str.strip_chars().str.to_uppercase()
        kind = pl.col(self.kind).str.strip_chars().str.to_lowercase()
        return number.is_in(sorted(self.numbers)) | number.str.slice(0, 2).is_in(self.prefixes) | kind.is_in(self.kinds)


@dataclass(frozen=True)
class Lines:
    """The lines of a text: where each starts and its words stop, which are plain, and where the plain ones are divided.

    `between` has a row for each plain line: the positions of its `","`, one for each field but the first.
    """

    starts: Positions
    stops: Positions
    is_plain: Flags
    between: Positions

    def values(self, place: int) -> tuple[Positions, Positions]:
        """Give where the value at `place` starts and stops in each plain line, without its quotation marks."""
        last = self.between.shape[1]
        starts = self.between[:, place - 1] + 3 if place else self.starts[self.is_plain] + 1
        return starts, self.between[:, place] if place < last else self.stops[self.is_plain] - 1


@dataclass(frozen=True)
class Sieve:
    """A scope as numbers to compare bytes with."""

    numbers: npt.NDArray[np.uint64]
    prefixes: npt.NDArray[np.uint16]
    kinds: npt.NDArray[np.uint64]


def lines_of(text: bytes | memoryview, width: int) -> Lines:
    """Find the lines of `text`, which ends with a line end, and which of them are plain records of `width` fields.

    A line is plain where it begins and ends with a mark, has twice `width` of them, and `width - 1` times `","`, of which
    none shares a mark with another or with the ends: then every mark opens or closes a field, and none is left over.
    """
    data = np.frombuffer(text, np.uint8)
    ends = np.flatnonzero(data == _LINE_END)
    starts = np.concatenate([np.zeros(1, np.intp), ends[:-1] + 1])
    stops = ends - ((ends > starts) & (data[ends - 1] == _RETURN))
    mark, comma = data == _MARK, data == _COMMA
    between = np.zeros(data.size, np.bool_)  # a `","` begins here
    np.logical_and(mark[:-2], comma[1:-1], out=between[:-2])
    between[:-2] &= mark[2:]
    dividers = _count_by_line(between, starts)
    is_plain = (_count_by_line(mark, starts) == 2 * width) & (dividers == width - 1) & (stops - starts >= 3 * width - 1)
    is_plain &= mark[starts] & mark[stops - 1] & ~between[starts] & ~between[np.maximum(stops - 3, 0)]
    shared = np.flatnonzero(between[:-2] & between[2:])
    is_plain[np.searchsorted(ends, shared)] = False
    found = np.flatnonzero(between)
    if not is_plain.all():
        found = found[np.repeat(is_plain, dividers)]
    return Lines(starts, stops, is_plain, found.reshape(np.count_nonzero(is_plain), width - 1))


def sieve_of(scope: Scope) -> Sieve:
    """Give the sieve of a scope."""
    numbers = [number for number in scope.numbers if number.isascii() and len(number) == 8]
    return Sieve(
        np.sort(np.array(numbers, "S8").view(np.uint64)),
        np.array(scope.prefixes, "S2").view(np.uint16),
        np.array([kind[:8] for kind in scope.kinds], "S8").view(np.uint64) | _TO_LOWER,
    )


def may_be_kept(text: bytes, numbers: tuple[Positions, Positions], kinds: tuple[Positions, Positions], sieve: Sieve) -> Flags:
    """Tell which records may be in scope: all that are, and few others. Given are where their two values start and stop.

    Compared are numbers of eight characters, their first two, and the first eight bytes of a kind. A value to which that
    does no justice (another length, small letters, blanks, anything but ASCII) may be in scope.
    """
    last = len(text) - 8
    if last < 0:
        return np.ones(numbers[0].size, np.bool_)
    eight = np.ndarray(last + 1, np.uint64, text, strides=(1,))
    number, kind = eight[np.minimum(numbers[0], last)], eight[np.minimum(kinds[0], last)]
    found: Flags = (numbers[1] - numbers[0] != 8) | (numbers[0] > last) | (kinds[0] > last)
    letters = number.view(np.uint8).reshape(-1, 8)
    found |= ((letters <= _BLANK) | (letters >= _LOWER_A)).any(axis=1)
    found |= (kind & _NOT_ASCII != 0) | (kind.view(np.uint8).reshape(-1, 8)[:, 0] <= _BLANK)
    prefix = number.view(np.uint16).reshape(-1, 4)[:, 0]
    found |= _among(number, sieve.numbers)
    found |= np.isin(prefix, sieve.prefixes)
    found |= np.isin(kind | _TO_LOWER, sieve.kinds)
    return found


def _among(values: npt.NDArray[np.uint64], table: npt.NDArray[np.uint64]) -> Flags:
    """Look many values up in a long table, which is sorted."""
    found = np.zeros(values.size, np.bool_)
    if table.size:
        np.equal(table[np.minimum(np.searchsorted(table, values), table.size - 1)], values, out=found)
    return found


def _count_by_line(flags: Flags, starts: Positions) -> npt.NDArray[np.unsignedinteger]:
    """Count in 8 bits, which is many times faster; the sum shows whether a line had more than they hold."""
    counts = np.add.reduceat(flags.view(np.uint8), starts, dtype=np.uint8)
    if counts.sum(dtype=np.int64) != np.count_nonzero(flags):
        counts = np.add.reduceat(flags.view(np.uint8), starts, dtype=np.uint32)
    return counts
