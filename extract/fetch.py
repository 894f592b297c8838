"""The fetch door: finds a publisher's newest file, asks for it politely, and hands over bytes that can be landed.

Only this module speaks HTTP. No calendar clock is read: times come from the servers' own headers.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Literal, TypeVar
from urllib.parse import urljoin, urlsplit

import requests
from protego import Protego
from requests.adapters import HTTPAdapter

from extract import download
from extract.discover import candidates, file_name, newest, only
from extract.download import Answer
from extract.log import Trail
from extract.manners import Web, cause, mirrored, patience, proxies_for, status_line, statuses, turn, unsigned, user_agent
from extract.read import check_content, decode
from extract.source import Link, Receipt, Refused, Source, SourceChanged, vintage_in

__all__ = ["FetchFailed", "Fetched", "Web", "fetch", "user_agent"]

logger = logging.getLogger(__name__)
T = TypeVar("T")

_MOST_REDIRECTS = 5
_LARGEST_PAGE = 10_000_000
_BLOCK = 1 << 16


class FetchFailed(Exception):
    """A source could not be fetched this time: why, and how a person takes the file instead."""

    def __init__(self, source: Source, why: str) -> None:
        super().__init__(f"{source.key}: {why}. By hand: {source.by_hand}")
        self.key, self.why = source.key, why


class _Cut(Exception):
    """A body that ended before its end; worth another try."""


@dataclass(frozen=True)
class Fetched:
    """A file that can be landed with its receipt, or the word that nothing is new; and what should be told of it."""

    outcome: Literal["new", "not_modified"]
    file: Path | None
    receipt: Receipt | None
    notes: tuple[str, ...]


@dataclass
class _Visit:
    """One call of fetch: what it may use, what the robots files said, and what it has to tell."""

    source: Source
    web: Web
    session: requests.Session
    trail: Trail
    notes: list[str] = field(default_factory=list)
    robots: dict[str, Protego | None] = field(default_factory=dict)

    def failed(self, why: str) -> FetchFailed:
        return FetchFailed(self.source, why)

    @property
    def pace(self) -> float:
        return self.source.pace_seconds if self.web.pace_seconds is None else self.web.pace_seconds

    def note(self, text: str) -> None:
        if text not in self.notes:
            self.notes.append(text)


def fetch(source: Source, previous: Receipt | None, workdir: Path, web: Web, trail: Trail | None = None) -> Fetched:
    """Give the newest file of a source, downloaded whole into `workdir`, or `not_modified` since `previous`.

    A download that was cut short in an earlier call is taken up where it stopped when the server still has the same
    bytes. Every request is written down in `trail`, where one is given. Raises FetchFailed when the source cannot be
    fetched, saying why and what to do instead; SourceChanged when its layout is another; OSError when the disk refuses.
    """
    if source.link is None and source.url is None:
        raise FetchFailed(source, "it has no address that a script may ask")
    workdir.mkdir(parents=True, exist_ok=True)
    with _session(web) as session:
        visit = _Visit(source, web, session, trail or Trail())
        address, vintage = _discover(visit)
        part = workdir / f"{file_name(source, address)}.part"
        said = _repeated(visit, lambda: _download(visit, address, vintage, previous, part))
    if said is None:
        download.forget(part)
        return Fetched("not_modified", None, None, tuple(visit.notes))
    file = part.replace(part.with_suffix(""))
    download.forget(part)
    try:
        check_content(source, file)
    except (Refused, SourceChanged) as problem:
        file.unlink()
        if isinstance(problem, SourceChanged):
            raise
        raise FetchFailed(source, f"{address} gave what cannot be an edition ({problem})") from problem
    receipt = download.receipt(source, address, vintage or str(download.dated(source, said)), file, said)
    return Fetched("new", file, receipt, tuple(visit.notes))


def _discover(visit: _Visit) -> tuple[str, str | None]:
    """Give the address of the newest file and the vintage that its link carries."""
    source, link = visit.source, visit.source.link
    try:
        if link is None:
            return str(source.url), vintage_in(source, str(source.url))
        try:
            found = _repeated(visit, lambda: _links(visit, link))
        except FetchFailed as problem:
            if link.fallback is None:
                raise
            visit.note(f"last known address {link.fallback} used, because {problem.why}")
            return link.fallback, vintage_in(source, link.fallback)
        address, vintage = newest(source, found)
        if link.then is not None:
            address = only(_repeated(visit, lambda: _links(visit, Link(address, str(link.then)))))
    except (LookupError, ValueError) as problem:
        raise visit.failed(str(problem)) from problem
    if len(found) > 1:
        visit.note(f"{len(found)} links found, the newest taken ({vintage}): {address}")
    return address, vintage


def _links(visit: _Visit, link: Link) -> dict[str, str]:
    """Give {address: label} of the links of the landing page, at least one. Raises FetchFailed, _Cut."""
    with _get(visit, link.page, {}) as (page, response):
        if response.status_code != HTTPStatus.OK:
            raise visit.failed(f"{link.page} answered {status_line(response.raw)}")
        body = b"".join(_blocks(visit, response, _LARGEST_PAGE))
    try:
        found = candidates(link, page, decode(body)[0])
    except (ValueError, KeyError, TypeError) as problem:
        raise visit.failed(f"{link.page} could not be read for links ({problem})") from problem
    if not found:
        raise visit.failed(f"nothing on {link.page} matches {link.pattern}")
    return found


def _download(visit: _Visit, address: str, vintage: str | None, previous: Receipt | None, part: Path) -> Answer | None:
    """Bring the file into `part`; None when the publisher says that it is the one of `previous`. Raises _Cut."""
    known = previous if previous is not None and previous.url == address else None
    offset, headers = download.resumable(address, part)
    if known is not None and not offset:
        conditions = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
        headers = {name: value for name, value in conditions.items() if value}
    # Bytes as published: without a coding their number can be compared with Content-Length.
    with _get(visit, address, headers | {"Accept-Encoding": "identity"}) as (reached, response):
        final_url = response.url if reached == address else unsigned(response.url)
        said = download.answer(response.status_code, response.headers, final_url)
        same = response.ok and said.etag is not None and known is not None and said.etag == known.etag
        if same or (known is not None and said.status == HTTPStatus.NOT_MODIFIED):
            return None
        if offset and not download.goes_on(said.status, response.headers, offset, headers["If-Range"]):
            download.forget(part)
            raise _Cut("the server does not go on where the last try stopped")
        rest = said.status == HTTPStatus.PARTIAL_CONTENT and offset > 0
        _refuse_other_than_file(visit, address, vintage, said, response, rest)
        _fill(visit, address, part, offset if rest else 0, response)
        return said


def _refuse_other_than_file(
    visit: _Visit, address: str, vintage: str | None, said: Answer, response: requests.Response, rest: bool
) -> None:
    """Raise FetchFailed before a body is taken that cannot be landed: no file, or one that nothing dates."""
    if said.status != HTTPStatus.OK and not rest:
        raise visit.failed(f"{address} answered {status_line(response.raw)}")
    if download.is_page(response.headers):
        raise visit.failed(f"{address} gave a page ({response.headers['Content-Type']}), not a file")
    day = download.dated(visit.source, said)
    if vintage is None and day is None:
        raise visit.failed(f"neither {address} nor a Last-Modified header dates the file")
    if vintage is None:
        visit.note(f"vintage {day}: the day of {'its last change' if said.modified_on else 'the answer'}, as the server says")


def _fill(visit: _Visit, address: str, part: Path, offset: int, response: requests.Response) -> None:
    """Write the body into `part` after the `offset` bytes that it holds. Raises _Cut when bytes are missing."""
    cap, headers = visit.source.max_bytes, response.headers
    expected = download.expected_length(headers, offset)
    if expected is not None and expected > cap:
        download.forget(part)
        raise visit.failed(f"{address} has {expected:,} bytes, over the cap of {cap:,}")
    if "Content-Length" not in headers and "chunked" not in headers.get("Transfer-Encoding", ""):
        visit.note(f"{address} did not state its length: a cut would only show in the content")
    if not offset:
        download.begin(part, address, headers)
    try:
        with part.open("ab") as handle:
            for block in _blocks(visit, response, cap - offset):
                handle.write(block)
    except FetchFailed:
        download.forget(part)
        raise
    if expected is not None and part.stat().st_size != expected:
        raise _Cut(f"{part.stat().st_size:,} bytes came of {expected:,}")


def _blocks(visit: _Visit, response: requests.Response, cap: int) -> Iterator[bytes]:
    """Give the body in blocks. Raises _Cut when it breaks off, FetchFailed when it is too long or far too slow."""
    received, started, patience_ends = 0, time.monotonic(), visit.web.longest_download_seconds
    try:
        for block in response.iter_content(_BLOCK):
            received += len(block)
            visit.trail.bytes += len(block)
            if received > cap:
                raise visit.failed(f"{response.url} goes on beyond the cap of {cap:,} bytes")
            if time.monotonic() - started > patience_ends:
                raise visit.failed(f"{response.url} took over {patience_ends:,.0f} seconds")
            yield block
    except requests.exceptions.ContentDecodingError as problem:
        raise visit.failed(f"{response.url} cannot be decoded ({problem})") from problem
    except requests.RequestException as problem:
        raise _Cut(f"the connection broke off ({cause(problem)})") from problem


def _session(web: Web) -> requests.Session:
    session = requests.Session()
    session.trust_env = False
    session.headers.update({"User-Agent": web.user_agent, "Accept": "*/*", "Accept-Language": "en-GB,en;q=0.8"})
    session.verify = web.ca_bundle or True
    for scheme in ("https://", "http://"):
        session.mount(scheme, HTTPAdapter(max_retries=patience(web)))
    return session


@contextmanager
def _get(visit: _Visit, url: str, headers: Mapping[str, str], robots: bool = True) -> Iterator[tuple[str, requests.Response]]:
    """Ask for `url` when its robots file allows and its host's turn has come; give the address reached and the answer.

    Redirects are followed one by one, so that each host met is asked for its rules and none leads away from TLS.
    """
    address = url
    for _ in range(_MOST_REDIRECTS + 1):
        pace = _allowed_pace(visit, address) if robots else visit.pace
        wire = mirrored(visit.web, address)
        with turn(urlsplit(wire).netloc, pace), _ask(visit, wire, headers) as response:
            logger.info("%s: %s answered %s", visit.source.key, wire, response.status_code)
            visit.trail.answered(address if address == url else unsigned(address), statuses(response.raw), response.headers)
            target = visit.session.get_redirect_target(response)
            if target is None:
                yield address, response
                return
            address = _joined(visit, wire, target)
        if wire.startswith("https:") and not address.startswith("https:"):
            raise visit.failed(f"{wire} redirects to the insecure address {address}")
    raise visit.failed(f"{url} redirects more than {_MOST_REDIRECTS} times, lastly to {address}")


def _joined(visit: _Visit, wire: str, target: str) -> str:
    try:
        return urljoin(wire, target)
    except ValueError as problem:
        raise visit.failed(f"{wire} redirects to what is no address: {target}") from problem


def _ask(visit: _Visit, wire: str, headers: Mapping[str, str]) -> requests.Response:
    timeout, proxies = (visit.web.connect_timeout, visit.web.read_timeout), proxies_for(visit.web, wire)
    try:
        return visit.session.get(wire, headers=dict(headers), timeout=timeout, proxies=proxies, stream=True, allow_redirects=False)
    except requests.RequestException as problem:
        visit.trail.unanswered(unsigned(wire))
        raise visit.failed(f"{wire} could not be asked ({cause(problem)})") from problem


def _allowed_pace(visit: _Visit, address: str) -> float:
    """Give the least time between two requests to the host of `address`. Raises FetchFailed where it forbids us."""
    parts = urlsplit(address)
    origin = f"{parts.scheme}://{parts.netloc}"
    if origin not in visit.robots:
        visit.robots[origin] = _repeated(visit, lambda: _robots(visit, origin))
    rules = visit.robots[origin]
    if rules is None:
        return visit.pace
    if not rules.can_fetch(address, visit.web.robot):
        raise visit.failed(f"{origin}/robots.txt forbids {address}")
    delay = float(rules.crawl_delay(visit.web.robot) or 0.0)
    if delay >= visit.web.longest_wait_seconds:
        raise visit.failed(f"{origin}/robots.txt asks for {delay:,.0f} seconds between two requests")
    return max(visit.pace, delay)


def _robots(visit: _Visit, origin: str) -> Protego | None:
    """Give a host's rules, or None where it has none: RFC 9309 reads 4xx as "no rules", 5xx as "keep off"."""
    with _get(visit, f"{origin}/robots.txt", {}, robots=False) as (_, response):
        status = response.status_code
        if status == HTTPStatus.OK:
            visit.note(f"{origin}/robots.txt read and obeyed")
            return Protego.parse(b"".join(_blocks(visit, response, _LARGEST_PAGE)).decode("utf-8", errors="replace"))
        if status == HTTPStatus.TOO_MANY_REQUESTS or not 400 <= status < 500:
            raise visit.failed(f"{origin}/robots.txt answered {status_line(response.raw)}: not asked further this time")
        visit.note(f"{origin} has no robots.txt ({status}): allowed")
        return None


def _repeated(visit: _Visit, take: Callable[[], T], attempt: int = 1) -> T:
    """Give what `take` gives, trying again where a body was cut: urllib3 repeats requests, not bodies."""
    try:
        return take()
    except _Cut as cut:
        logger.warning("%s: %s (try %d of %d)", visit.source.key, cut, attempt, visit.web.tries)
        if attempt == visit.web.tries:
            raise visit.failed(f"cut short {attempt} times, lastly: {cut}") from cut
    time.sleep(visit.web.backoff_seconds * 2 ** (attempt - 1))
    return _repeated(visit, take, attempt + 1)
