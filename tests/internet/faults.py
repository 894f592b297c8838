"""Everything that can go wrong on the way to a publisher's file, and what must come of it.

Each fault befalls one source on the stand-in internet, which has published a newer file meanwhile: a fault that is
overcome lands that file, any other lands nothing.
"""

from __future__ import annotations

import csv
import gzip
import io
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from werkzeug import Response

from extract.log import Outcome
from extract.sample.layouts import Edition, Row, encode
from tests.internet.publications import Publication, newest_edition
from tests.internet.server import Act, Asked, Internet, Place, changed, serve

COOPS, SOCIETIES, FIGURES, COMPANIES = "coops_uk_organisations", "fca_mutuals", "coops_uk_economic", "companies_house_basic"
Redraw = Callable[[Edition], Edition]


@dataclass(frozen=True)
class Fault:
    """One thing that goes wrong: what is told of it (a pattern), how the attempt ends, how often the file is asked for."""

    name: str
    key: str
    ends: Outcome
    said: str
    place: Place = "file"
    act: Act | None = None
    redraw: Redraw | None = None  # the publisher's newer file has another layout
    link: str = ""  # the publisher's newer file stands under another link
    times: int | None = None  # requests for the file
    otherwise: bool = False  # the bytes that land are others than those published, and read the same
    warns: str = ""  # what is told of the rows, once landed


def befall(sites: Internet, fault: Fault) -> Publication:
    """Let the source publish a newer file, and the fault happen to it; give what is published."""
    before = sites.offered[fault.key]
    edition = shorter(fault.key)
    body = encode(fault.redraw(edition) if fault.redraw else edition)[0]
    now = replace(before, body=body, target=fault.link or before.target, modified="Tue, 01 Sep 2026 02:15:00 GMT")
    sites.publish(now)
    if fault.act is not None:
        sites.break_at(fault.key, fault.place, fault.act)
    return now


def shorter(key: str) -> Edition:
    """Give the newest edition of a source without its last record: other bytes, all of them good."""
    edition = newest_edition(key)
    assert edition is not None
    return replace(edition, rows=edition.rows[:-1])


# What servers do


def status(code: int, **headers: str) -> Act:
    """Answer with nothing but a status."""
    return lambda _: Response(status=code, headers={name.replace("_", "-"): value for name, value in headers.items()})


def at_first(times: int, act: Act) -> Act:
    """Go wrong for some requests, then answer as usual."""
    return lambda asked: act(asked) if asked.time <= times else serve(asked.request, asked.resource)


def silent(seconds: float) -> Act:
    """Say nothing for longer than anybody waits."""

    def act(asked: Asked) -> Response:
        time.sleep(seconds)
        return serve(asked.request, asked.resource)

    return act


def dripping(asked: Asked) -> Response:
    """Bring the body in drops, with pauses that are not long enough to give up."""

    def drops() -> Iterator[bytes]:
        step = len(asked.resource.body) // 6 + 1
        for start in range(0, len(asked.resource.body), step):
            time.sleep(0.1)
            yield asked.resource.body[start : start + step]

    whole = serve(asked.request, asked.resource)
    return Response(drops(), headers=whole.headers)


def cut(asked: Asked) -> Response:
    """Bring half of what is asked for, and break off."""
    whole = serve(asked.request, asked.resource)
    rest = whole.get_data()
    return Response(iter([rest[: len(rest) // 2]]), whole.status_code, whole.headers)


def stated(length: Callable[[int], int]) -> Act:
    """State another length than the body has."""

    def act(asked: Asked) -> Response:
        whole = serve(asked.request, asked.resource)
        whole.headers["Content-Length"] = str(length(len(asked.resource.body)))
        return Response(iter([whole.get_data()]), 200, whole.headers)

    return act


def body(make: Callable[[bytes], bytes], kind: str = "", coding: str | None = None) -> Act:
    """Bring other bytes."""
    return lambda asked: changed(asked, make(asked.resource.body), kind, coding)


def undated(asked: Asked) -> Response:
    """Bring the file without saying when it was last modified."""
    return serve(asked.request, replace(asked.resource, modified=None))


_SORRY = b"<!DOCTYPE html>\n<html><head><title>Just a moment...</title></head><body>Checking your browser</body></html>\n"


# What publishers do


def page(old: str, new: str) -> Act:
    """Write the landing page otherwise."""
    return body(lambda text: text.replace(old.encode(), new.encode()))


def columns(order: Callable[[list[str]], list[str]], spelt: dict[str, str] | None = None) -> Redraw:
    """Publish the columns in another order, some left out, some added and empty, some spelt otherwise."""

    def redraw(edition: Edition) -> Edition:
        had = list(edition.layout.headings)
        now = order(had)
        rows = tuple(_reordered(row, had, now) if len(row.cells) == len(had) else row for row in edition.rows)
        named = tuple((spelt or {}).get(heading, heading) for heading in now)
        return replace(edition, layout=replace(edition.layout, headings=named), rows=rows)

    return redraw


def _reordered(row: Row, had: list[str], now: list[str]) -> Row:
    cells = dict(zip(had, row.cells, strict=True))
    return replace(row, cells=tuple(cells.get(heading, "") for heading in now))


def in_encoding(encoding: str) -> Act:
    """Bring the text in another encoding than the publisher's."""
    return body(lambda data: data.decode("utf-8-sig").encode(encoding))


def bomb(data: bytes) -> bytes:
    """Give a zip of a few kilobytes whose one member unpacks to 64 million."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("BasicCompanyData.csv", "w") as member:
        member.write(_header_of(data))
        for _ in range(64):
            member.write(b"\n" * 1_000_000)
    return out.getvalue()


def climbing(data: bytes) -> bytes:
    """Give a zip whose member would be written outside the folder it is unpacked in."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("../../escaped.csv", _header_of(data))
    return out.getvalue()


def renamed_in_zip(data: bytes) -> bytes:
    """Give the same zip with a heading of its csv spelt otherwise."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for member in before.infolist():
            after.writestr(member, before.read(member).replace(b"CompanyCategory", b"CompanyKind", 1))
    return out.getvalue()


def _header_of(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(archive.namelist()[0]) as member:
        return member.readline()


def in_semicolons(data: bytes) -> bytes:
    """Give the table as a continental spreadsheet would save it."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    return out.getvalue().encode()


_NEXT = "/sites/default/files/2026-08/open_data_organisations_2026_08.csv"
_HASHED = "https://www.uk.coop/media/6aad16bcce3f006bd4346c9b/open_data_organisations_2026_08.csv"

FAULTS: tuple[Fault, ...] = (
    # A plain no
    Fault("404", FIGURES, "failed", r"answered 404 NOT FOUND\. By hand: Open the page", act=status(404), times=1),
    Fault("403", FIGURES, "failed", r"answered 403 FORBIDDEN\. By hand: Open the page", act=status(403), times=1),
    Fault("page 404, no last known address", FIGURES, "failed", r"open-data answered 404", "page", status(404), times=0),
    Fault("page 404, last known address", SOCIETIES, "landed", r"last known address .* used, because .* 404", "page", status(404)),
    # Busy and broken servers
    Fault("429, Retry-After 1 second", COOPS, "landed", "", act=at_first(1, status(429, Retry_After="1")), times=2),
    Fault("429, Retry-After 1 hour", COOPS, "failed", r"429 .*again after 3600", act=status(429, Retry_After="3600"), times=1),
    Fault("503 twice, then 200", COOPS, "landed", "", act=at_first(2, status(503)), times=3),
    Fault("503 for ever", COOPS, "failed", r"answered 503 SERVICE UNAVAILABLE", act=status(503), times=3),
    Fault("slow", COOPS, "landed", "", act=dripping, times=1),
    Fault("silent", COOPS, "failed", r"could not be asked \(.*timed out", act=silent(1.2), times=3),
    # Bodies
    Fault("cut mid-body, then resumed", FIGURES, "landed", "", act=at_first(1, cut), times=2),
    Fault("cut mid-body for ever", COOPS, "failed", r"cut short 3 times", act=cut, times=3),
    Fault("wrong length, too long", COOPS, "failed", r"cut short 3 times", act=stated(lambda size: size + 500), times=3),
    Fault("wrong length, too short", COOPS, "refused", r"unexpected end|in the middle", act=stated(lambda size: size - 30)),
    Fault("length over the cap", COOPS, "failed", r"over the cap of 200,000,000", act=stated(lambda _: 10**12), times=1),
    Fault("HTML for CSV, said to be HTML", COOPS, "failed", r"gave a page \(text/html", act=body(lambda _: _SORRY, "text/html")),
    Fault("HTML for CSV, said to be CSV", COOPS, "failed", r"is an HTML or XML page", act=body(lambda _: _SORRY)),
    Fault("empty file", COOPS, "failed", r"is empty", act=body(lambda _: b"")),
    Fault("gzip", COOPS, "landed", "", act=body(gzip.compress, coding="gzip"), times=1),
    Fault("gzip that is none", COOPS, "failed", r"cannot be decoded", act=body(lambda data: data, coding="gzip"), times=1),
    Fault("wrong encoding, UTF-16", COOPS, "failed", r"holds NUL bytes", act=in_encoding("utf-16")),
    Fault("wrong encoding, cp1252", FIGURES, "landed", "", act=in_encoding("cp1252"), otherwise=True),
    Fault("semicolons for commas", COOPS, "refused", r"required heading\(s\) missing", act=body(in_semicolons)),
    Fault("zip for CSV", COOPS, "failed", r"is a zip file, a csv file was expected", act=body(lambda _: b"PK\x03\x04" + bytes(99))),
    Fault("CSV for zip", COMPANIES, "refused", r"required heading\(s\) missing", act=body(lambda _: b"Name,Number\r\nA,1\r\n")),
    Fault("zip cut short", COMPANIES, "failed", r"not a readable zip .*cut short", act=body(lambda data: data[:-5_000])),
    Fault("zip bomb", COMPANIES, "failed", r"would expand [\d,]+ bytes to 64,", act=body(bomb)),
    Fault("zip traversal", COMPANIES, "failed", r"'\.\./\.\./escaped\.csv' points outside the archive", act=body(climbing)),
    # Addresses
    Fault("redirect loop", COOPS, "failed", r"redirects more than 5 times", act=lambda asked: Response(
        status=302, headers={"Location": asked.request.url}), times=6),
    Fault("304", COOPS, "not modified", "", act=status(304), times=1),
    Fault("304 to the unconditional", COOPS, "failed", r"answered 304 NOT MODIFIED", act=status(304), link=_NEXT, times=1),
    Fault("changed link", COOPS, "landed", "", link=_HASHED, times=1),
    Fault("changed link beyond recognition", FIGURES, "failed", r"nothing on .*open-data matches open_data_econom", "page",
          page("open_data_economic", "economy-open-data"), times=0),
    Fault("two links of one vintage", COOPS, "failed", r"one link was expected, 2 were found: .*old/open_data.*", "page",
          page("</ul>", '<li><a href="/old/open_data_organisations_2026_07.csv">Corrected</a></li></ul>'), times=0),
    Fault("two links, one newer", COOPS, "landed", r"2 links found, the newest taken \(2026-08\)", "page",
          page("</ul>", '<li><a href="/old/open_data_organisations_2025_01.csv">Older</a></li></ul>'), link=_NEXT),
    # Layouts
    Fault("moved column", COOPS, "landed", "", redraw=columns(lambda had: [*had[3:], *had[:3]])),
    Fault("new column", COOPS, "landed", "", redraw=columns(lambda had: [*had[:5], "Registered Charity Number", *had[5:]]),
          warns=r"columns nobody declared, not staged: Registered Charity Number"),
    Fault("renamed column", COOPS, "refused", r"required heading\(s\) missing: \['Registered Name'\]\. Found: .*'Society'",
          redraw=columns(lambda had: had, {"Registered Name": "Society"})),
    Fault("renamed column in a zip", COMPANIES, "refused", r"missing: \['CompanyCategory'\].*Kind", act=body(renamed_in_zip)),
    Fault("missing column", COOPS, "refused", r"missing: \['Registered Status'\]",
          redraw=columns(lambda had: [heading for heading in had if heading != "Registered Status"])),
    Fault("column twice", COOPS, "refused", r"heading\(s\) stand twice: \['Registrar'\]",
          redraw=columns(lambda had: [*had, "Registrar"])),
    # Manners
    Fault("robots forbids", COOPS, "failed", r"robots\.txt forbids https://www\.uk\.coop/", "robots",
          body(lambda _: b"User-agent: *\nDisallow: /resources\nDisallow: /sites\n"), times=0),
    Fault("robots out of order", COOPS, "failed", r"robots\.txt answered 503 .*not asked further", "robots", status(503), times=0),
    Fault("undated file", SOCIETIES, "failed", r"neither .*SocietyList\.csv nor a Last-Modified header", act=undated, times=1),
)  # fmt: skip
