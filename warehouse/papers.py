"""The papers of a release: sources, licences and how to cite, in words, from the released tables themselves."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

import duckdb

TITLE = "The co-op sector register"
DESCRIPTION = (
    "Co-operatives, mutuals and community interest companies of the United Kingdom, joined from public registers; "
    "every value can be walked back to a line of a publisher's file."
)
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
SAMPLE = "INVENTED SAMPLE DATA: none of these organisations exists and no figure may be quoted."


@dataclass(frozen=True)
class Edition:
    """One landed file: what it is, its terms, where it came from."""

    source: str
    title: str
    publisher: str
    edition: str
    part: str
    role: str
    completeness: str
    nature: str
    licence: str
    licence_url: str | None
    attribution: str
    page: str
    url: str
    file: str
    file_sha256: str
    fetched_at: str | None
    records_read: int
    staged: int
    rejected_rows: int
    out_of_scope: int
    warnings: str | None
    door: str
    is_late: bool  # dated after the as-of day: a reference list of which no earlier edition was landed

    @property
    def cited(self) -> str:
        return f"{self.named} ({self.dated})"

    @property
    def named(self) -> str:
        return self.title if self.title.startswith(self.publisher) else f"{self.publisher}, {self.title}"

    @property
    def dated(self) -> str:
        kind = "" if self.completeness == "complete" else f", {self.completeness}"
        return f"{self.edition}{f' part {self.part}' if self.part else ''}{kind}"


@dataclass(frozen=True)
class Facts:
    """What the papers, descriptors and page of a release say of it."""

    release_id: str
    as_of: str
    archive_hash: str
    code_version: str
    organisations: int
    live: int
    checks_passed: int
    checks_failed: int
    first_day: str
    editions: tuple[Edition, ...]

    @property
    def is_sample(self) -> bool:
        return any(edition.door == "sample" for edition in self.editions)

    @property
    def heading(self) -> str:
        text = (
            f"Release {self.release_id}: {self.organisations:,} organisations, {self.live:,} of them live, "
            f"as of {in_words(self.as_of)}, from {len(self.editions)} files."
        )
        return f"{SAMPLE} {text}" if self.is_sample else text

    @property
    def citation(self) -> str:
        by_publisher: dict[str, list[str]] = {}
        for e in self.editions:
            by_publisher.setdefault(e.named, []).append(e.dated)
        named = "; ".join(f"{who} ({'; '.join(dict.fromkeys(when))})" for who, when in by_publisher.items())
        text = (
            f"{TITLE}, release {self.release_id}, as of {in_words(self.as_of)}. Compiled from: {named}. "
            "Terms: SOURCES.md of the release."
        )
        return f"{SAMPLE} {text}" if self.is_sample else text


def facts(con: duckdb.DuckDBPyConnection) -> Facts:
    """Read what a release says of itself from its open database."""
    release_id, as_of, archive_hash, code_version = con.execute(
        "SELECT release_id, as_of::VARCHAR, archive_hash, code_version FROM register.release"
    ).fetchall()[0]
    organisations, live = con.execute(
        "SELECT count(*), count(*) FILTER (WHERE status = 'live') FROM register.organisation"
    ).fetchall()[0]
    passed, failed = con.execute(
        "SELECT count(*) FILTER (WHERE verdict = 'passed'), count(*) FILTER (WHERE verdict <> 'passed') FROM register.check"
    ).fetchall()[0]
    first_day = con.execute(
        "SELECT least((SELECT min(make_date(reference_year - 1, 2, 1)) FROM register.finance), "
        "(SELECT min(edition_date) FROM register.source WHERE role = 'register'), ?::DATE)::VARCHAR",
        [as_of],
    ).fetchall()[0][0]
    editions = con.execute(
        f"SELECT {', '.join(field.name for field in fields(Edition)[:-1])}, edition_date > ?::DATE AS is_late "
        "FROM register.source ORDER BY role DESC, source, edition_date, edition, part",
        [as_of],
    ).fetchall()
    return Facts(
        release_id,
        as_of,
        archive_hash,
        code_version,
        organisations,
        live,
        passed,
        failed,
        first_day,
        tuple(Edition(*row) for row in editions),
    )


def in_words(day: str | date) -> str:
    """Give an ISO day in words: `2017-06-30` -> `30 June 2017`."""
    year, month, number = str(day).split("-")
    return f"{int(number)} {_MONTHS[int(month) - 1]} {year}"


def what_it_is(completeness: str, nature: str) -> str:
    """Give what kind of file an edition is: `complete: as published`, `reconstruction: ...`."""
    return nature if nature.startswith(completeness) else f"{completeness}: {nature}"


def sources_text(given: Facts) -> str:
    """Give SOURCES.md: of each file its edition, nature, licence, words of attribution, address and hash."""
    lines = [f"# Sources of release {given.release_id}", "", given.heading, ""]
    lines += [
        "A reconstruction or an excerpt is not the publisher's file. A reconstruction never counts as a second register, and",
        "nothing is taken to have ended because an excerpt does not list it.",
        "",
    ]
    for source in dict.fromkeys(edition.source for edition in given.editions):
        files = [edition for edition in given.editions if edition.source == source]
        first = files[0]
        lines += [f"## {first.title}", "", f"{first.publisher} - <{first.page}> - key `{source}`", ""]
        for edition in files:
            lines += _edition_lines(edition)
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _edition_lines(edition: Edition) -> list[str]:
    part = f", part {edition.part}" if edition.part else ""
    lines = [
        f"* **{edition.edition}{part}** - {_plain(what_it_is(edition.completeness, edition.nature))}",
        f"  * licence: {_plain(edition.licence)}{_linked(edition.licence_url)}",
        f"  * attribution: {_plain(edition.attribution)}",
        f"  * from: {edition.url}",
        f"  * file: {edition.file}, sha256 `{edition.file_sha256}`",
        f"  * retrieved: {edition.fetched_at or 'imported by hand, no time recorded'}",
        f"  * records: {edition.records_read:,} read = {edition.staged:,} used + {edition.rejected_rows:,} rejected"
        f" + {edition.out_of_scope:,} out of scope",
    ]
    if edition.is_late:
        lines.append("  * dated after the as-of day: a reference list of which no earlier edition was landed")
    if edition.warnings:
        lines.append(f"  * noticed: {edition.warnings}")
    return lines


def _plain(text: str) -> str:
    """Text of a receipt, which a page that shows Markdown must not take for HTML."""
    return text.replace("<", "&lt;")


def _linked(url: str | None) -> str:
    return f" <{url}>" if url else ""


def licence_text(given: Facts) -> str:
    """Give LICENCE.md: the terms of each publisher and the words to print."""
    lines = [
        f"# Licences of release {given.release_id}",
        "",
        "This register is compiled from the sources below. Each keeps its own terms, and they travel with the data: whoever",
        "passes on or publishes any part names the sources with the words of attribution. The compilation itself claims no",
        "further rights.",
        "Northern Ireland postcodes were used to place organisations; no table of postcodes is part of this release.",
        "",
        "| source | licence | words to print |",
        "| --- | --- | --- |",
    ]
    terms = dict.fromkeys((e.named, e.licence, e.licence_url, e.attribution) for e in given.editions)
    lines += [
        f"| {_plain(who)} | {_plain(title)}{_linked(url)} | {_plain(words)} |"
        for who, title, url, words in terms
    ]
    if given.is_sample:
        lines += ["", SAMPLE]
    return "\n".join(lines) + "\n"
