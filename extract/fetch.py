"""The fetch door: finds a publisher's newest file, asks for it politely, and hands over bytes that can be landed.

Only this module speaks HTTP. No calendar clock is read: times come from the servers' own headers.
"""

from __future__ import annotations

import json
import logging
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from pathlib import Path
from typing import Literal, TypeVar
from urllib.parse import urljoin, urlsplit

import requests
from protego import Protego
from requests.adapters import HTTPAdapter

from extract.archive import sha256_of
from extract.discover import candidates, file_name, newest
from extract.manners import Web, mirrored, patience, turn, user_agent
from extract.read import check_content, decode
from extract.source import Link, Receipt, Refused, Source, part_of, vintage_in

__all__ = ["FetchFailed", "Fetched", "Web", "fetch", "user_agent"]

logger = logging.getLogger(__name__)
T = TypeVar("T")

_NOT_A_FILE = re.compile(r"text/html|application/(xhtml\+xml|json)", re.IGNORECASE)
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
    notes: list[str] = field(default_factory=list)
    robots: dict[str, Protego | None] = field(default_factory=dict)

    def failed(self, why: str) -> FetchFailed:
        return FetchFailed(self.source, why)

    def note(self, text: str) -> None:
        if text not in self.notes:
            self.notes.append(text)


@dataclass(frozen=True)
class _Answer:
    """The headers of a download that are worth keeping."""

    vintage: str
    final_url: str
    status: int
    etag: str | None
    last_modified: str | None
    fetched_at: str | None


def fetch(source: Source, previous: Receipt | None, workdir: Path, web: Web) -> Fetched:
    """Give the newest file of a source, downloaded whole into `workdir`, or `not_modified` since `previous`.

    A download that was cut short in an earlier call is taken up where it stopped when the server still has the same
    bytes. Raises FetchFailed when the source cannot be fetched, saying why and what to do instead; OSError when the
    disk refuses.
    """
    if source.link is None and source.url is None:
        raise FetchFailed(source, "it has no address that a script may ask")
    workdir.mkdir(parents=True, exist_ok=True)
    with _session(web) as session:
        visit = _Visit(source, web, session)
        address, vintage = _discover(visit)
        part = workdir / f"{file_name(source, address)}.part"
        answer = _repeated(visit, lambda: _download(visit, address, vintage, previous, part))
    if answer is None:
        _forget(part)
        return Fetched("not_modified", None, None, tuple(visit.notes))
    file = part.replace(part.with_suffix(""))
    _forget(part)
    try:
        check_content(source, file)
    except Refused as problem:
        file.unlink()
        raise FetchFailed(source, f"{address} gave what cannot be an edition ({problem})") from problem
    return Fetched("new", file, _receipt(source, address, file, answer), tuple(visit.notes))


def _receipt(source: Source, address: str, file: Path, answer: _Answer) -> Receipt:
    return Receipt(
        source=source.key,
        vintage=answer.vintage,
        file=file.name,
        url=address,
        bytes=file.stat().st_size,
        sha256=sha256_of(file),
        licence=source.licence.title,
        completeness="complete",
        nature="as published",
        door="fetch",
        part=part_of(file.name),
        final_url=answer.final_url,
        status=answer.status,
        etag=answer.etag,
        last_modified=answer.last_modified,
        fetched_at=answer.fetched_at,
    )


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
    except (LookupError, ValueError) as problem:
        raise visit.failed(str(problem)) from problem
    if len(found) > 1:
        visit.note(f"{len(found)} links found, the newest taken ({vintage}): {address}")
    return address, vintage


def _links(visit: _Visit, link: Link) -> dict[str, str]:
    """Give {address: label} of the links of the landing page, at least one. Raises FetchFailed, _Cut."""
    with _get(visit, link.page, {}) as (page, response):
        if response.status_code != HTTPStatus.OK:
            raise visit.failed(f"{link.page} answered {_status(response)}")
        body = b"".join(_blocks(visit, response, _LARGEST_PAGE))
    try:
        found = candidates(link, page, decode(body)[0])
    except (ValueError, KeyError, TypeError) as problem:
        raise visit.failed(f"{link.page} could not be read for links ({problem})") from problem
    if not found:
        raise visit.failed(f"nothing on {link.page} matches {link.pattern}")
    return found


def _download(visit: _Visit, address: str, vintage: str | None, previous: Receipt | None, part: Path) -> _Answer | None:
    """Bring the file into `part`; None when the publisher says that it is the one of `previous`. Raises _Cut."""
    known = previous if previous is not None and previous.url == address else None
    offset, headers = _resumable(address, part)
    if known is not None and not offset:
        conditions = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
        headers = {name: value for name, value in conditions.items() if value}
    # Bytes as published: without a coding their number can be compared with Content-Length.
    with _get(visit, address, headers | {"Accept-Encoding": "identity"}) as (reached, response):
        status, etag = response.status_code, response.headers.get("ETag")
        if known is not None and (status == HTTPStatus.NOT_MODIFIED or (response.ok and etag and etag == known.etag)):
            return None
        if offset and not _goes_on(response, offset, headers["If-Range"]):
            _forget(part)
            raise _Cut("the server does not go on where the last try stopped")
        if status != HTTPStatus.OK and not (offset and status == HTTPStatus.PARTIAL_CONTENT):
            raise visit.failed(f"{address} answered {_status(response)}")
        if _NOT_A_FILE.match(response.headers.get("Content-Type", "")):
            raise visit.failed(f"{address} gave a page ({response.headers['Content-Type']}), not a file")
        answer = _answer(visit, address, reached, vintage, response)
        _fill(visit, address, part, offset if status == HTTPStatus.PARTIAL_CONTENT else 0, response)
        return answer


def _goes_on(response: requests.Response, offset: int, etag: str) -> bool:
    """Tell whether an answer to a range request is of use: the rest of the same file, or (200) the file anew."""
    if response.status_code == HTTPStatus.PARTIAL_CONTENT:
        begins = response.headers.get("Content-Range", "").startswith(f"bytes {offset}-")
        return begins and response.headers.get("ETag", etag) == etag
    return response.status_code != HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE


def _fill(visit: _Visit, address: str, part: Path, offset: int, response: requests.Response) -> None:
    """Write the body into `part` after the `offset` bytes that it holds. Raises _Cut when bytes are missing."""
    cap, headers = visit.source.max_bytes, response.headers
    coded = headers.get("Content-Encoding", "identity").lower() != "identity"
    length = headers.get("Content-Length", "")
    # Behind a content coding the length is that of the coded body, and urllib3 compares it as it decodes.
    expected = offset + int(length) if length.isdigit() and not coded else None
    if expected is not None and expected > cap:
        _forget(part)
        raise visit.failed(f"{address} has {expected:,} bytes, over the cap of {cap:,}")
    if not length and "chunked" not in headers.get("Transfer-Encoding", ""):
        visit.note(f"{address} did not state its length: a cut would only show in the content")
    if not offset:
        _forget(part)
        if headers.get("ETag", "").startswith('"') and not coded:
            _resume_note(part).write_text(json.dumps({"url": address, "etag": headers["ETag"]}), encoding="utf-8")
    try:
        with part.open("ab") as handle:
            for block in _blocks(visit, response, cap - offset):
                handle.write(block)
    except FetchFailed:
        _forget(part)
        raise
    if expected is not None and part.stat().st_size != expected:
        raise _Cut(f"{part.stat().st_size:,} bytes came of {expected:,}")


def _blocks(visit: _Visit, response: requests.Response, cap: int) -> Iterator[bytes]:
    """Give the body in blocks. Raises _Cut when it breaks off, FetchFailed when it is too long or far too slow."""
    received, started, patience_ends = 0, time.monotonic(), visit.web.longest_download_seconds
    try:
        for block in response.iter_content(_BLOCK):
            received += len(block)
            if received > cap:
                raise visit.failed(f"{response.url} goes on beyond the cap of {cap:,} bytes")
            if time.monotonic() - started > patience_ends:
                raise visit.failed(f"{response.url} took over {patience_ends:,.0f} seconds")
            yield block
    except requests.exceptions.ContentDecodingError as problem:
        raise visit.failed(f"{response.url} cannot be decoded ({problem})") from problem
    except requests.RequestException as problem:
        raise _Cut(f"the connection broke off ({_cause(problem)})") from problem


def _resume_note(part: Path) -> Path:
    return part.with_name(part.name + ".json")


def _forget(part: Path) -> None:
    part.unlink(missing_ok=True)
    _resume_note(part).unlink(missing_ok=True)


def _resumable(address: str, part: Path) -> tuple[int, dict[str, str]]:
    """Give how many bytes of an earlier try can be kept, and the headers that ask for the rest of the same file."""
    note = _resume_note(part)
    if not (part.exists() and note.exists() and part.stat().st_size):
        return 0, {}
    try:
        known = json.loads(note.read_text(encoding="utf-8"))
    except ValueError:  # the note was cut off by what cut the download off
        return 0, {}
    if known.get("url") != address:
        return 0, {}
    offset = part.stat().st_size
    return offset, {"Range": f"bytes={offset}-", "If-Range": str(known["etag"])}


def _answer(visit: _Visit, address: str, reached: str, vintage: str | None, response: requests.Response) -> _Answer:
    """Give what the receipt will say. Raises FetchFailed where neither the link nor the server dates the file."""
    modified, date = (_http_date(response.headers.get(name)) for name in ("Last-Modified", "Date"))
    if vintage is None and modified is not None:
        vintage = modified.date().isoformat()
        visit.note(f"vintage {vintage}: the day on which the file was last modified, as the server says")
    if vintage is None:
        raise visit.failed(f"neither {address} nor a Last-Modified header dates the file")
    return _Answer(
        vintage=vintage,
        # A redirect may lead to a signed address: what signs it expires, and is not for publication.
        final_url=response.url if reached == address else response.url.partition("?")[0],
        status=response.status_code,
        etag=response.headers.get("ETag"),
        last_modified=response.headers.get("Last-Modified"),
        fetched_at=date.isoformat() if date else None,
    )


def _http_date(text: str | None) -> datetime | None:
    try:
        date = parsedate_to_datetime(text or "")
    except ValueError:
        return None
    return date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)


def _session(web: Web) -> requests.Session:
    session = requests.Session()
    session.trust_env = False
    session.headers.update({"User-Agent": web.user_agent, "Accept": "*/*", "Accept-Language": "en-GB,en;q=0.8"})
    session.proxies.update(web.proxies)
    session.verify = web.ca_bundle or True
    for scheme in ("https://", "http://"):
        session.mount(scheme, HTTPAdapter(max_retries=patience(web)))
    return session


@contextmanager
def _get(
    visit: _Visit, url: str, headers: Mapping[str, str], robots: bool = True
) -> Iterator[tuple[str, requests.Response]]:
    """Ask for `url` when its robots file allows and its host's turn has come; give the address reached and the answer.

    Redirects are followed one by one, so that each host met is asked for its rules and none leads away from TLS.
    """
    address = url
    for _ in range(_MOST_REDIRECTS + 1):
        pace = _allowed_pace(visit, address) if robots else _own_pace(visit)
        wire = mirrored(visit.web, address)
        with turn(urlsplit(wire).netloc, pace), _ask(visit, wire, headers) as response:
            logger.info("%s: %s answered %s", visit.source.key, wire, response.status_code)
            target = visit.session.get_redirect_target(response)
            if target is None:
                yield address, response
                return
            address = urljoin(wire, target)
        if wire.startswith("https:") and not address.startswith("https:"):
            raise visit.failed(f"{wire} redirects to the insecure address {address}")
    raise visit.failed(f"{url} redirects more than {_MOST_REDIRECTS} times, lastly to {address}")


def _ask(visit: _Visit, wire: str, headers: Mapping[str, str]) -> requests.Response:
    timeout = (visit.web.connect_timeout, visit.web.read_timeout)
    try:
        return visit.session.get(wire, headers=dict(headers), timeout=timeout, stream=True, allow_redirects=False)
    except requests.RequestException as problem:
        raise visit.failed(f"{wire} could not be asked ({_cause(problem)})") from problem


def _allowed_pace(visit: _Visit, address: str) -> float:
    """Give the least time between two requests to the host of `address`. Raises FetchFailed where it forbids us."""
    parts = urlsplit(address)
    origin = f"{parts.scheme}://{parts.netloc}"
    if origin not in visit.robots:
        visit.robots[origin] = _repeated(visit, lambda: _robots(visit, origin))
    rules = visit.robots[origin]
    if rules is None:
        return _own_pace(visit)
    if not rules.can_fetch(address, visit.web.robot):
        raise visit.failed(f"{origin}/robots.txt forbids {address}")
    delay = float(rules.crawl_delay(visit.web.robot) or 0.0)
    if delay >= visit.web.longest_wait_seconds:
        raise visit.failed(f"{origin}/robots.txt asks for {delay:,.0f} seconds between two requests")
    return max(_own_pace(visit), delay)


def _own_pace(visit: _Visit) -> float:
    return visit.source.pace_seconds if visit.web.pace_seconds is None else visit.web.pace_seconds


def _robots(visit: _Visit, origin: str) -> Protego | None:
    """Give a host's rules, or None where it has none: RFC 9309 reads 4xx as "no rules", 5xx as "keep off"."""
    with _get(visit, f"{origin}/robots.txt", {}, robots=False) as (_, response):
        status = response.status_code
        if status == HTTPStatus.OK:
            body = b"".join(_blocks(visit, response, _LARGEST_PAGE))
            visit.note(f"{origin}/robots.txt read and obeyed")
            return Protego.parse(body.decode("utf-8", errors="replace"))
        if status == HTTPStatus.TOO_MANY_REQUESTS or not 400 <= status < 500:
            raise visit.failed(f"{origin}/robots.txt answered {_status(response)}: the host is not asked further today")
        visit.note(f"{origin} has no robots.txt ({status}): allowed")
        return None


def _repeated(visit: _Visit, take: Callable[[], T]) -> T:
    """Give what `take` gives, trying again where a body was cut: urllib3 repeats requests, not bodies."""
    for attempt in range(1, visit.web.tries):
        try:
            return take()
        except _Cut as cut:
            logger.warning("%s: %s (try %d of %d)", visit.source.key, cut, attempt, visit.web.tries)
            time.sleep(visit.web.backoff_seconds * 2 ** (attempt - 1))
    try:
        return take()
    except _Cut as cut:
        raise visit.failed(f"cut short {visit.web.tries} times, lastly: {cut}") from cut


def _status(response: requests.Response) -> str:
    later = response.headers.get("Retry-After")
    return f"{response.status_code} {response.reason}" + (f", to be asked again after {later}" if later else "")


def _cause(problem: Exception) -> str:
    """Give the innermost reason of a failed request, without the layers it was wrapped in."""
    inner = problem.args[0] if problem.args else problem
    return str(getattr(inner, "reason", None) or inner)
