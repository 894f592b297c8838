"""What the publishers offer on the stand-in internet: which link stands on which page, and the file behind it.

A source joins by being catalogued: its page and pattern are those of its declaration, its link is the one last seen
(`SEEN` in tests/test_catalogue.py), its file is the newest of the sample edition, else the last of its fixtures by name,
without the records that are rejected. Only what differs is written here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from extract.catalogue import CATALOGUE
from extract.sample.edition import editions, everybody
from extract.sample.layouts import Edition, encode
from extract.source import Source
from flows.schedule import is_live
from tests.internet.thinned import thinned
from tests.test_catalogue import SEEN

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
MODIFIED = "Mon, 31 Aug 2026 02:15:00 GMT"

# Links as they stood in mid 2026, where the one last seen is older than a gate allows.
TARGETS = {
    "coops_uk_organisations": "/sites/default/files/2026-07/open_data_organisations_2026_07.csv",
    "coops_uk_economic": "/sites/default/files/2026-07/open_data_economic_2026_07.csv",
    "coops_uk_outlets": "/sites/default/files/2026-07/open_data_outlets_2026_07.csv",
}

# Fixtures that are what is published today, where another would be taken.
FILES = {
    "lad_population": "nomis-latest.csv",
    "ccni_charities": "charitydetails-2026-06.csv",
}

# Where the file is, where the link leads to a page of its own.
ONWARD = {
    "care_inspectorate_scotland": "https://datastore.s3.example/datastore/260430datastoreexternal.csv",
}

# What else stands on a page and must not be taken for the file.
BESIDE = {
    "https://www.uk.coop/resources/open-data": (
        "/sites/default/files/2021-09/Open%20Data%20Guide.pdf",
        "/sites/default/files/2026-07/open_data_administrative_areas_2026_07.csv",
    ),
    "https://download.companieshouse.gov.uk/en_output.html": tuple(
        f"BasicCompanyData-2026-08-01-part{part}_7.zip" for part in range(1, 8)
    ),
}


@dataclass(frozen=True)
class Publication:
    """The newest file of one source: how its page links to it (or what its portal calls it), and its bytes."""

    key: str
    target: str
    body: bytes
    onward: str = ""  # the address of the file, where the link leads to a page that links to it
    modified: str | None = MODIFIED  # none where the file is made on request: such answers carry no date and no tag

    @property
    def source(self) -> Source:
        return CATALOGUE[self.key]


def publications() -> dict[str, Publication]:
    """Give what is published of every live source that has a link and a file."""
    return {key: one for key, one in _publications().items() if isinstance(one, Publication)}


def unpublished() -> dict[str, str]:
    """Give the live sources of which nothing can be published, each with what it lacks; a test wants none."""
    return {key: str(one) for key, one in _publications().items() if not isinstance(one, Publication)}


def newest_edition(key: str) -> Edition | None:
    """Give the newest edition of a source in the embedded sample; None where the sample has none."""
    return _sample().get(key)


def file_of(source: Source, target: str = "") -> bytes:
    """Give the newest file of a source: of the sample edition, else the last of its fixtures without what is rejected."""
    edition = newest_edition(source.key) if source.key not in FILES else None
    if edition is not None:
        stem = target.rsplit("/", 1)[-1].removesuffix(".zip")
        is_named = edition.member and target.endswith(".zip")
        return encode(replace(edition, member=f"{stem}.csv") if is_named else edition)[0]
    folder = FIXTURES / source.key
    found = [folder / FILES[source.key]] if source.key in FILES else _of_its_kind(source, folder.glob("*"))
    if not found:
        raise LookupError(f"{source.key}: no .{source.suffix} file in {folder}")
    return thinned(source, found[-1])


@cache
def _publications() -> dict[str, Publication | LookupError]:
    found: dict[str, Publication | LookupError] = {}
    for key, source in CATALOGUE.items():
        try:
            if is_live(source):
                found[key] = _publication(source)
        except LookupError as lack:
            found[key] = lack
    return found


def _publication(source: Source) -> Publication:
    if source.link is None:
        url = str(source.url)
        return Publication(source.key, url, file_of(source, url), modified=None if "?" in url else MODIFIED)
    if source.key not in TARGETS and source.key not in SEEN:
        raise LookupError(f"{source.key}: add the link as last seen to SEEN in tests/test_catalogue.py")
    target = TARGETS.get(source.key) or SEEN[source.key][0]
    return Publication(source.key, target, file_of(source, target), ONWARD.get(source.key, ""))


def _of_its_kind(source: Source, paths: Iterable[Path]) -> list[Path]:
    suffixes = {f".{source.suffix}", ".txt"} if source.suffix == "csv" else {f".{source.suffix}"}
    return sorted(path for path in paths if path.suffix.lower() in suffixes)


@cache
def _sample() -> dict[str, Edition]:
    return {edition.key: edition for edition in editions(everybody())}  # of two editions the newer one comes last
