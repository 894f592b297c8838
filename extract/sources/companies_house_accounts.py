"""Companies House, accounts bulk data: the company accounts filed electronically on one day, or in one month."""

from __future__ import annotations

import re
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

import polars as pl

from extract.concepts import DAYS, FIGURES, FOREIGN, GROUP, PERIOD, PRIOR, SAID_BY_MEMBER, STATEMENTS, UNPLACED
from extract.filing import LARGEST, Filing, Unreadable, read_filing
from extract.licences import COMPANIES_HOUSE
from extract.read import safe_zip
from extract.source import Heading, Link, Malformed, Raw, Refused, Source, SourceChanged
from extract.sources.companies_house_basic import SCOPE_PREFIXES

OF_MEMBER = ("Member", "Company number", "Made up to", "Kind", "File type", "Taxonomy")  # said of a filing by its place in the zip

SOURCE = Source(
    key="companies_house_accounts",
    title="Accounts bulk data",
    publisher="Companies House",
    page="https://download.companieshouse.gov.uk/en_accountsdata.html",
    licence=COMPANIES_HOUSE,
    cadence="daily",
    suffix="zip",
    # A zip of filings has no columns. These are the concepts that are read, by local name; older taxonomies' names are aliases.
    headings=(
        *(Heading(name) for name in OF_MEMBER),
        *(Heading(name, required=False) for name in DAYS),
        *(
            Heading(name, aliases, required=False)
            for known in (STATEMENTS, SAID_BY_MEMBER, FIGURES)
            for name, aliases in known.items()
        ),
    ),
    rows=(20, 600_000),  # about 9,600 on a day, 200,000 in a month, few on a day after a holiday
    role="increment",
    stale_after_days=40,
    parser_version=1,
    covers="Accounts that companies and partnerships of the United Kingdom filed electronically; paper ones are absent, and "
    "registered societies file elsewhere. Kept: community interest companies and every number that another source quotes.",
    by_hand="Open the page (or en_monthlyaccountsdata.html beside it, for a whole month), download 'Accounts_Bulk_Data' of a day "
    "or 'Accounts_Monthly_Data' of a month, and import the zip with the date in its name as vintage, such as 2026-08-15 or 2026-07.",
    link=Link(
        page="https://download.companieshouse.gov.uk/en_accountsdata.html",
        pattern=r"Accounts_Bulk_Data-\d{4}-\d{2}-\d{2}\.zip",
    ),
    # Accounts_Bulk_Data-2026-08-15.zip, Accounts_Monthly_Data-May2026.zip, Accounts_Monthly_Data-JanToDec2008.zip
    vintage_pattern=r"Accounts_(?:Bulk|Monthly)_Data-(?:JanToDec|(?P<mon>[A-Z][a-z]+))?(?P<y>\d{4})(?:-(?P<m>\d{2})-(?P<d>\d{2}))?",
    scoped=True,
    max_bytes=4_000_000_000,  # a month has 2.4 GB
)

EVERY = frozenset({"*"})  # given as `cited`: every filing is in scope

# Prod223_3951_00225951_20241031.html: product, batch, company number, balance sheet date. A community interest company's
# accounts and its report on form CIC34 come zipped together; in April 2021 some filings were named .zip and were none.
_MEMBER = re.compile(r"(?i)Prod\d+_\d+_(?P<number>[^_]+)_(?P<day>\d{8})(?P<cic>_CIC)?\.(?:html?|xhtml|xml|zip)")
_NESTED = re.compile(r"(?i)CIC-(?P<number>[^/]+)/(?P<kind>accounts|cic34)/[^/]+\.(?:html?|xhtml|xml)")
_DOCUMENTS = (".html", ".htm", ".xhtml", ".xml")
_LITTER = re.compile(r"(?i)(^|.*/)(__MACOSX/.*|\._[^/]*|\.DS_Store|Thumbs\.db|desktop\.ini)|.*/")
_LARGEST_NESTED = 4 * LARGEST
_BATCH = 5_000  # filings whose texts are held before they are made a frame
_TEXTS = (*DAYS, *STATEMENTS, *SAID_BY_MEMBER, GROUP, FOREIGN, UNPLACED)
_FIGURES = (*PERIOD, *(name + PRIOR for name in PERIOD), *FIGURES, *(name + PRIOR for name in FIGURES))
COLUMNS = (*OF_MEMBER, *_TEXTS, *_FIGURES)
_SCHEMA = {"source_line": pl.Int64, **dict.fromkeys(COLUMNS, pl.String)}


@dataclass(frozen=True)
class _Member:
    """One file of the zip, or of a zip in it: with `data` it is to be read, with `wrong` it cannot be, else it is passed over."""

    name: str
    company: str = ""
    day: str = ""
    kind: str = "accounts"
    data: bytes | None = None
    wrong: str = ""


def read(path: Path, cited: frozenset[str]) -> Raw:
    """Give one row for each filing in scope: its place, its statements, and its figures of the period and the one before.

    `source_line` is the number of the filing among the zip's files, those of a nested zip counted in its place. In scope are
    filings of community interest companies (their zips are opened) and of the companies in `cited` (eight characters, upper
    case); of all companies where `cited` is EVERY. The others are counted unread, as are folders and what an operating system
    left behind. A filing that cannot be read, or a name that says nothing, is malformed. Absent texts are empty. Raises
    SourceChanged when no name in the zip is one of a filing, Refused when the zip is damaged or dangerous.
    """
    rows: list[dict[str, object]] = []
    frames = [pl.DataFrame(schema=_SCHEMA)]
    malformed: list[Malformed] = []
    passed_over = 0
    with safe_zip(path, largest=SOURCE.max_bytes * 12) as archive:
        _insist_on_names(path, archive)
        for number, member in enumerate(_members(archive, cited), 1):
            found = _filing(member)
            if isinstance(found, Filing):
                rows.append(_row(number, member, found))
            elif found:
                malformed.append(Malformed(number, f"{member.name}: {found}", ""))
            else:
                passed_over += 1
            if len(rows) == _BATCH:
                frames.append(pl.DataFrame(rows, schema=_SCHEMA))
                rows.clear()
    frame = pl.concat([*frames, pl.DataFrame(rows, schema=_SCHEMA)]).with_columns(pl.col(COLUMNS).fill_null(""))
    return Raw(frame, tuple(malformed), passed_over)


def _insist_on_names(path: Path, archive: zipfile.ZipFile) -> None:
    names = [name for name in archive.namelist() if not _LITTER.fullmatch(name)]
    if not any(_MEMBER.fullmatch(PurePosixPath(name).name) for name in names):
        raise SourceChanged(
            SOURCE.key,
            f"no member of {path.name} is named as a filing is, such as Prod223_3951_00225951_20241031.html",
            f"{len(names)} others, such as {names[:5]}",
            f"compare {SOURCE.page} with _MEMBER in extract/sources/{SOURCE.key}.py",
        )


def _members(archive: zipfile.ZipFile, cited: frozenset[str]) -> Iterator[_Member]:
    """Give every file of the zip in the order of its directory; a zip in it is opened, whosever it is, so that all count alike."""
    for entry in archive.infolist():
        path = PurePosixPath(entry.filename)
        named = _MEMBER.fullmatch(path.name)
        if _LITTER.fullmatch(entry.filename):
            yield _Member(entry.filename)
        elif named is None:
            yield _Member(entry.filename, wrong="not named as a filing is")
        else:
            company = named["number"].upper()
            wanted = bool(named["cic"]) or cited >= EVERY or company in cited or company.startswith(SCOPE_PREFIXES)
            day = f"{named['day'][:4]}-{named['day'][4:6]}-{named['day'][6:]}"
            member = _Member(entry.filename, company, day)
            if path.suffix.lower() == ".zip":
                yield from _unpacked(_opened(archive, entry, member, wanted=True), wanted)
            else:
                yield _opened(archive, entry, member, wanted)


def _opened(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, member: _Member, wanted: bool) -> _Member:
    """Give the member with its bytes where it is wanted."""
    if not wanted:
        return member
    if entry.file_size > LARGEST:
        return replace(member, wrong=f"{entry.file_size:,} bytes, over the cap of {LARGEST:,}")
    try:
        return replace(member, data=archive.read(entry))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as problem:
        return replace(member, wrong=f"cannot be unpacked ({type(problem).__name__})")


def _unpacked(member: _Member, wanted: bool) -> list[_Member]:
    """Give the files of a member named .zip; where it is none, itself."""
    if member.data is None or not member.data.startswith(b"PK"):
        return [member if wanted else replace(member, data=None, wrong="")]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / PurePosixPath(member.name).name
        file.write_bytes(member.data)
        try:
            with safe_zip(file, largest=_LARGEST_NESTED) as nested:
                return [_part(nested, entry, member, wanted) for entry in nested.infolist()]
        except Refused as problem:
            return [replace(member, data=None, wrong=str(problem).removeprefix(f"{file.name}: ") if wanted else "")]


def _part(nested: zipfile.ZipFile, entry: zipfile.ZipInfo, outer: _Member, wanted: bool) -> _Member:
    """Give one file of a nested zip: accounts, unless its folder says that it is the report of a community interest company."""
    member = replace(outer, name=f"{outer.name}/{entry.filename}", data=None)
    if _LITTER.fullmatch(entry.filename) or not wanted:
        return member
    named = _NESTED.fullmatch(entry.filename)
    if named is None and not entry.filename.lower().endswith(_DOCUMENTS):
        return replace(member, wrong="not named as a part of a filing is")
    if named is not None and named["number"].upper() != outer.company:
        return replace(member, wrong="of another company than the zip that it is in")
    return _opened(nested, entry, replace(member, kind=named["kind"].lower() if named else "accounts"), wanted)


def _filing(member: _Member) -> Filing | str:
    """Give what a member says, or why it cannot be read, or nothing where it is passed over."""
    if member.data is None:
        return member.wrong
    try:
        return read_filing(member.data, member.day)
    except Unreadable as problem:
        return str(problem)


def _row(number: int, member: _Member, filing: Filing) -> dict[str, object]:
    said = (member.name, member.company, member.day, member.kind, filing.file_type, filing.taxonomy)
    return {"source_line": number, **dict(zip(OF_MEMBER, said, strict=True)), **filing.texts}
