"""The loopback server: `https://host/path` is answered at `<base>/host/path`, which the mirror setting asks for.

It knows conditions and ranges as static file stores do. A fault is a function that answers in the server's place.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from html import escape
from typing import Literal
from urllib.parse import parse_qsl, quote, unquote, urljoin, urlsplit

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response
from werkzeug.serving import WSGIRequestHandler

from tests.internet.publications import BESIDE, MODIFIED, Publication, publications

Place = Literal["robots", "page", "file"]

DATE = "Tue, 01 Sep 2026 02:30:00 GMT"  # on every server's clock

_TYPES = {
    "csv": "text/csv",
    "txt": "text/plain",
    "zip": "application/zip",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
_ROBOTS = "User-agent: *\nDisallow: /admin/\nDisallow: /user/login\n\nUser-agent: GreedyBot\nDisallow: /\n"
# Blob stores have no robots file; they answer with a message in XML.
_NO_ROBOTS = re.compile(r"\.blob\.core\.windows\.net$|\.s3\.example$|^assets\.publishing\.service\.gov\.uk$")
_BLOB_ERROR = '<?xml version="1.0" encoding="utf-8"?><Error><Code>BlobNotFound</Code></Error>'

_PAGE = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title><link rel="stylesheet" href="/style.css"></head>
<body><nav><a href="/">Home</a> <a href="#main">Skip to content</a> <a href="mailto:data@example.org">Contact</a></nav>
<main id="main"><h1>{title}</h1>
<ul>
{links}
</ul>
</main><footer><a href="/cookies">Cookies</a> <a href="/accessibility">Accessibility</a></footer></body></html>
"""


@dataclass(frozen=True, order=True)
class Address:
    """Where something is: a host, a path without escapes, and its query in the order of its names."""

    host: str
    path: str
    query: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Resource:
    """Something that is served."""

    body: bytes
    type: str
    modified: str | None = None
    coding: str | None = None

    @property
    def etag(self) -> str:
        return f'"{hashlib.sha256(self.body).hexdigest()[:32]}"'


@dataclass(frozen=True)
class Asked:
    """One request that a fault may answer: what was asked, what would be served, and the how-manieth request it is."""

    request: Request
    resource: Resource
    time: int


Act = Callable[[Asked], Response]


def address_of(url: str) -> Address:
    """Give where a web address points."""
    parts = urlsplit(url)
    return Address(parts.netloc, unquote(parts.path) or "/", tuple(sorted(parse_qsl(parts.query, keep_blank_values=True))))


@dataclass
class Internet:
    """Every publisher's site on one loopback server, and what goes wrong there."""

    server: HTTPServer
    offered: dict[str, Publication]
    faults: dict[Address, Act] = field(default_factory=dict)
    asked: Counter[Address] = field(default_factory=Counter)
    log: list[tuple[str, int]] = field(default_factory=list)

    @property
    def mirrors(self) -> dict[str, str]:
        """The mirror setting that leads here: host -> base address."""
        hosts = {address.host for address in self.resources()} | {self.file_of(key).host for key in self.offered}
        return {host: self.server.url_for(f"/{host}") for host in sorted(hosts)}

    def page_of(self, key: str) -> Address:
        """Give the page on which a source is looked for."""
        link = self.offered[key].source.link
        return address_of(link.page if link else str(self.offered[key].source.url))

    def file_of(self, key: str) -> Address:
        """Give where the newest file of a source is."""
        return address_of(_file_url(self.offered[key]))

    def resources(self) -> dict[Address, Resource]:
        """Give everything that is served, but for the robots files."""
        entries = {address_of(_linked(one)): _entry(one) for one in self.offered.values() if one.onward}
        return _pages(self.offered) | entries | {self.file_of(key): _file(one) for key, one in self.offered.items()}

    def publish(self, publication: Publication) -> None:
        """Publish another file, or under another link, in place of the one of that source."""
        self.offered[publication.key] = publication

    def break_at(self, key: str, place: Place, act: Act) -> None:
        """Let `act` answer for a source's robots file, page or file from now on."""
        if place == "robots":
            for host in {self.page_of(key).host, self.file_of(key).host}:
                self.faults[Address(host, "/robots.txt")] = act
        else:
            self.faults[self.page_of(key) if place == "page" else self.file_of(key)] = act

    def mend(self) -> None:
        """Publish as at first, without any fault."""
        self.offered = publications()
        self.faults.clear()
        self.asked.clear()
        self.log.clear()

    def __call__(self, request: Request) -> Response:
        host, _, path = unquote(request.path).lstrip("/").partition("/")
        query = tuple(sorted(parse_qsl(request.query_string.decode(), keep_blank_values=True)))
        address = Address(host, f"/{path}", query)
        self.asked[address] += 1
        resource = self.resources().get(address) or _robots(address)
        act = self.faults.get(address)
        if act is not None:
            said = act(Asked(request, resource or Resource(b"", "text/plain"), self.asked[address]))
        else:
            said = serve(request, resource) if resource else Response(_BLOB_ERROR, 404, content_type="application/xml")
        self.log.append((f"https://{host}/{path}", said.status_code))
        return said


class _Clerk(WSGIRequestHandler):
    """Answers with the stand-in's clock, and keeps no log of its own."""

    def date_time_string(self, _timestamp: float | None = None) -> str:
        return DATE

    def log(self, type: str, message: str, *args: object) -> None:
        """Say nothing: `Internet.log` has it."""


@contextmanager
def internet() -> Iterator[Internet]:
    """Serve every publisher's site on loopback for the length of a with-block."""
    with HTTPServer("127.0.0.1", 0, threaded=True) as server:
        assert server.server is not None
        server.server.RequestHandlerClass = _Clerk
        sites = Internet(server, publications())
        server.expect_request(re.compile(".*")).respond_with_handler(sites)
        yield sites


def serve(request: Request, resource: Resource) -> Response:
    """Answer as a static file store does: 304 to a condition that holds, 206 to a range of the same bytes, else 200."""
    headers = {"Content-Type": resource.type} | ({"Content-Encoding": resource.coding} if resource.coding else {})
    if resource.modified is None:  # made on request
        return Response(resource.body, headers=headers)
    headers |= {"ETag": resource.etag, "Last-Modified": resource.modified, "Accept-Ranges": "bytes"}
    if resource.etag in request.headers.get("If-None-Match", ""):
        return Response(status=304, headers=headers)
    size, wanted = len(resource.body), re.fullmatch(r"bytes=(\d+)-", request.headers.get("Range", ""))
    if wanted is None or request.headers.get("If-Range") != resource.etag:
        return Response(resource.body, headers=headers)
    start = int(wanted[1])
    if start >= size:
        return Response(status=416, headers={"Content-Range": f"bytes */{size}"})
    return Response(resource.body[start:], 206, headers | {"Content-Range": f"bytes {start}-{size - 1}/{size}"})


def _robots(address: Address) -> Resource | None:
    found = address.path == "/robots.txt" and not _NO_ROBOTS.search(address.host)
    return Resource(_ROBOTS.encode(), "text/plain", MODIFIED) if found else None


def _file(one: Publication) -> Resource:
    return Resource(one.body, _TYPES[one.source.suffix], one.modified)


def _entry(one: Publication) -> Resource:
    """Give the page that the link of a publication leads to, where that is not the file."""
    links = f'<li><a href="/guide.pdf">Guide</a></li>\n<li><a href="{escape(one.onward)}">CSV</a></li>'
    return Resource(_PAGE.format(title=escape(one.target), links=links).encode(), "text/html; charset=utf-8", MODIFIED)


def _file_url(one: Publication) -> str:
    return one.onward or _linked(one)


def _linked(one: Publication) -> str:
    """Give where the link of a publication leads."""
    link = one.source.link
    if link is None:
        return str(one.source.url)
    return urljoin(link.page, one.target) if link.item is None else link.item.format(id=_item_id(one.target))


def _pages(offered: Mapping[str, Publication]) -> dict[Address, Resource]:
    """Give every landing page, with the links of all sources that are found on it, and every portal's answer."""
    by_page: dict[str, list[Publication]] = {}
    for one in offered.values():
        if one.source.link is not None:
            by_page.setdefault(one.source.link.page, []).append(one)
    return {address_of(page): _page(page, found) for page, found in by_page.items()}


def _page(page: str, found: list[Publication]) -> Resource:
    if any(one.source.link and one.source.link.item for one in found):
        return _portal([one.target for one in found])
    targets = [*BESIDE.get(page, ()), *(one.target for one in found)]
    links = "\n".join(f'<li><a class="link" href="{escape(target)}">Download</a> (updated)</li>' for target in targets)
    text = _PAGE.format(title=escape(found[0].source.publisher), links=links)
    return Resource(text.encode(), "text/html; charset=utf-8", MODIFIED)


def _portal(titles: list[str]) -> Resource:
    """Give a portal's answer to a search: each item, an older edition of it, and its guide."""
    items: list[dict[str, object]] = []
    for title in titles:
        older = re.sub(r"\d{4}", lambda year: str(int(year[0]) - 1), title)
        for name, modified in ((f"{title} User Guide", 1_790_000_000_000), (title, 1_780_000_000_000), (older, 1_750_000_000_000)):
            items.append({"id": _item_id(name), "title": name, "type": "CSV Collection", "modified": modified})
    return Resource(json.dumps({"total": len(items), "start": 1, "results": items}).encode(), "application/json")


def _item_id(title: str) -> str:
    return hashlib.sha256(quote(title).encode()).hexdigest()[:32]


def changed(asked: Asked, body: bytes, kind: str = "", coding: str | None = None) -> Response:
    """Answer as usual, but with other bytes, and of another type or in another coding where one is given."""
    return serve(asked.request, replace(asked.resource, body=body, type=kind or asked.resource.type, coding=coding))
