"""The fetch door: finds a publisher's newest file, asks for it politely, and hands over bytes that can be landed.

Only this module speaks HTTP. Nothing here reads a calendar clock: times come from the servers' own headers.
"""

from __future__ import annotations

import json
import logging
import re
import threading
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
from urllib3 import Retry
from urllib3.exceptions import InvalidHeader, MaxRetryError, ResponseError
from urllib3.response import BaseHTTPResponse

from extract.archive import sha256_of
from extract.read import check_content, decode, hrefs, portal_items
from extract.source import Link, Receipt, Refused, Source, part_of, vintage_in

logger = logging.getLogger(__name__)
T = TypeVar("T")

PRODUCT = "coop-sector-register"
_AGAIN = (429, 500, 502, 503, 504)  # answers that may be another one in a minute
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


def user_agent(contact: str) -> str:
    """Give the name under which we ask, with an address or page at which the person who runs us can be reached."""
    return f"{PRODUCT}/0.1 (+{contact.strip() or 'contact not set'})"


@dataclass(frozen=True)
class Web:
    """How the web is asked. All times in seconds. The environment is not consulted: proxies are those given here.

    `mirrors` maps a host to the base address that stands in for it: `https://host/path` is asked at `<base>/path`.
    """

    user_agent: str = user_agent("")
    connect_timeout: float = 10.0
    read_timeout: float = 60.0
    tries: int = 3  # of one request, and of one whole download
    backoff_seconds: float = 5.0  # before the second try; doubled before each further one
    longest_wait_seconds: int = 120  # a Retry-After or Crawl-delay beyond it ends the attempt
    longest_download_seconds: float = 7_200.0
    pace_seconds: float | None = None  # instead of the source's own pace; a Crawl-delay still counts
    proxies: Mapping[str, str] = field(default_factory=dict)
    mirrors: Mapping[str, str] = field(default_factory=dict)
    ca_bundle: str | None = None  # certificates to trust instead of the bundled ones; verification is never off


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
    bytes. Raises FetchFailed when the source cannot be fetched, saying why and what to do instead.
    """
    if source.link is None and source.url is None:
        raise FetchFailed(source, "it has no address that a script may ask")
    workdir.mkdir(parents=True, exist_ok=True)
    with _session(web) as session:
        visit = _Visit(source, web, session)
        address, vintage = _discover(visit)
        name = _file_name(source, address)
        part = workdir / f"{name}.part"
        answer = _repeated(visit, lambda: _download(visit, address, vintage, previous, part))
    if answer is None:
        return Fetched("not_modified", None, None, tuple(visit.notes))
    file = part.replace(workdir / name)
    _resume_note(part).unlink(missing_ok=True)
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


# Finding the file


def _discover(visit: _Visit) -> tuple[str, str | None]:
    """Give the address of the newest file and the vintage that its link carries."""
    source, link = visit.source, visit.source.link
    if link is None:
        address = str(source.url)
        return address, _vintage(visit, address)
    try:
        found = _repeated(visit, lambda: _candidates(visit, link))
        if not found:
            raise visit.failed(f"no link on {link.page} matches {link.pattern}")
    except FetchFailed as problem:
        if link.fallback is None:
            raise
        visit.notes.append(f"last known address {link.fallback} used, because: {problem.why}")
        return link.fallback, _vintage(visit, link.fallback)
    return _newest(visit, found)


def _candidates(visit: _Visit, link: Link) -> dict[str, str]:
    """Give {address: label} of every link on the page that matches; the label is what may carry a vintage."""
    with _get(visit, link.page, {}) as (page, response):
        if response.status_code != HTTPStatus.OK:
            raise visit.failed(f"{link.page} answered {_status(response)}")
        body = b"".join(_blocks(visit, response, _LARGEST_PAGE))
    text = decode(body)[0]
    if link.item is None:
        return {address: address for address in hrefs(text, page, link.pattern)}
    try:
        return dict(portal_items(text, link.pattern, link.item))
    except (ValueError, KeyError, TypeError) as problem:
        raise visit.failed(f"{link.page} did not give a list of items ({problem})") from problem


def _newest(visit: _Visit, found: Mapping[str, str]) -> tuple[str, str | None]:
    """Give the one link, or the one of the newest vintage. Raises FetchFailed where that leaves a choice."""
    dated = [(_vintage(visit, label), address) for address, label in found.items()]
    if len(dated) == 1:
        return dated[0][1], dated[0][0]
    newest = max((vintage for vintage, _ in dated if vintage), default=None)
    chosen = [address for vintage, address in dated if vintage == newest]
    if any(vintage is None for vintage, _ in dated) or len(chosen) != 1:
        raise visit.failed(f"one link was expected, {len(dated)} were found: {', '.join(sorted(found))}")
    visit.notes.append(f"{len(dated)} links found, the newest taken ({newest}): {chosen[0]}")
    return chosen[0], newest


def _vintage(visit: _Visit, label: str) -> str | None:
    try:
        return vintage_in(visit.source, label)
    except ValueError as problem:
        raise visit.failed(f"{label} carries no possible date ({problem})") from problem


def _file_name(source: Source, address: str) -> str:
    name = re.sub(r"[^A-Za-z0-9._-]+", "_", urlsplit(address).path.rsplit("/", 1)[-1])
    return name if name.lower().endswith((".csv", ".zip")) else f"{source.key}.{source.suffix}"


# Downloading


def _download(
    visit: _Visit, address: str, vintage: str | None, previous: Receipt | None, part: Path
) -> _Answer | None:
    """Bring the file into `part`; None when the publisher says that it is the one of `previous`. Raises _Cut."""
    known = previous if previous is not None and previous.url == address else None
    offset, headers = _resumable(address, part)
    if not offset and known is not None:
        conditions = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
        headers = {name: value for name, value in conditions.items() if value}
    with _get(visit, address, headers | {"Accept-Encoding": "identity"}) as (reached, response):
        etag = response.headers.get("ETag")
        same = known is not None and etag is not None and etag == known.etag
        if (response.status_code == HTTPStatus.NOT_MODIFIED and known is not None) or (same and response.ok):
            return None
        if offset and response.status_code == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
            part.unlink()
            raise _Cut("the server does not have the rest of it")
        if response.status_code not in (HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT):
            raise visit.failed(f"{address} answered {_status(response)}")
        if _NOT_A_FILE.match(response.headers.get("Content-Type", "")):
            raise visit.failed(f"{address} gave a page ({response.headers['Content-Type']}), not a file")
        answer = _answer(visit, address, reached, vintage, response)
        _fill(visit, address, part, offset, response)
        return answer


def _fill(visit: _Visit, address: str, part: Path, offset: int, response: requests.Response) -> None:
    """Write the body into `part`, after what it holds where the server goes on from there. Raises _Cut when short."""
    cap, encoded = visit.source.max_bytes, response.headers.get("Content-Encoding", "identity") != "identity"
    etag, length = response.headers.get("ETag", ""), response.headers.get("Content-Length", "")
    if response.status_code != HTTPStatus.PARTIAL_CONTENT:
        offset = 0
    elif not response.headers.get("Content-Range", "").startswith(f"bytes {offset}-"):
        part.unlink()
        raise _Cut("the server went on from another place than asked")
    # Behind a content coding, the length is that of the coded body, and urllib3 alone can check it.
    expected = offset + int(length) if length.isdigit() and not encoded else None
    if expected is not None and expected > cap:
        raise visit.failed(f"{address} has {expected:,} bytes, over the cap of {cap:,}")
    if not length:
        visit.notes.append(f"{address} did not state its length: a cut could only show in the content")
    if not offset:
        _resume_note(part).unlink(missing_ok=True)
    if etag.startswith('"') and not encoded:
        _resume_note(part).write_text(json.dumps({"url": address, "etag": etag}), encoding="utf-8")
    try:
        with part.open("ab" if offset else "wb") as handle:
            for block in _blocks(visit, response, cap - offset):
                handle.write(block)
    except FetchFailed:
        part.unlink()
        raise
    received = part.stat().st_size
    if expected is not None and received != expected:
        raise _Cut(f"{received:,} bytes came of {expected:,}")


def _blocks(visit: _Visit, response: requests.Response, cap: int) -> Iterator[bytes]:
    """Give the body in blocks. Raises _Cut when it breaks off, FetchFailed when it is too long or far too slow."""
    received, started = 0, time.monotonic()
    try:
        for block in response.iter_content(_BLOCK):
            received += len(block)
            if received > cap:
                raise visit.failed(f"{response.url} goes on beyond the cap of {cap:,} bytes")
            if time.monotonic() - started > visit.web.longest_download_seconds:
                raise visit.failed(f"{response.url} took over {visit.web.longest_download_seconds:,.0f} seconds")
            yield block
    except requests.exceptions.ContentDecodingError as problem:
        raise visit.failed(f"{response.url} cannot be decoded ({problem})") from problem
    except requests.RequestException as problem:
        raise _Cut(f"the connection broke off ({_cause(problem)})") from problem


def _resume_note(part: Path) -> Path:
    return part.with_name(part.name + ".json")


def _resumable(address: str, part: Path) -> tuple[int, dict[str, str]]:
    """Give how many bytes of an earlier try can be kept, and the headers that ask for the rest of the same file."""
    note = _resume_note(part)
    if not (part.exists() and note.exists() and part.stat().st_size):
        return 0, {}
    try:
        known = json.loads(note.read_text(encoding="utf-8"))
    except ValueError:  # cut off by whatever cut the download off
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
        visit.notes.append(f"vintage {vintage} is the day on which the server says the file was last modified")
    if vintage is None:
        raise visit.failed(f"neither the address {address} nor a Last-Modified header dates the file")
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


# Asking


@contextmanager
def _get(
    visit: _Visit, url: str, headers: Mapping[str, str], robots: bool = True
) -> Iterator[tuple[str, requests.Response]]:
    """Ask for `url` when its robots file allows and its host's turn has come; give the address reached and the answer.

    Redirects are followed one by one, so that each host met is asked for its rules and none leads away from TLS.
    """
    address = url
    for _ in range(_MOST_REDIRECTS + 1):
        pace = _allowed_pace(visit, address) if robots else _pace(visit)
        wire = _mirrored(visit.web, address)
        with _turn(urlsplit(wire).netloc, pace), _ask(visit, wire, headers) as response:
            logger.info("%s: %s answered %s", visit.source.key, wire, response.status_code)
            if not response.is_redirect:
                yield address, response
                return
            address = urljoin(wire, response.headers["Location"])
        if wire.startswith("https:") and not address.startswith("https:"):
            raise visit.failed(f"{wire} redirects to the insecure address {address}")
    raise visit.failed(f"{url} redirects more than {_MOST_REDIRECTS} times, lastly to {address}")


def _ask(visit: _Visit, wire: str, headers: Mapping[str, str]) -> requests.Response:
    web = visit.web
    timeout = (web.connect_timeout, web.read_timeout)
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
        return _pace(visit)
    if not rules.can_fetch(address, PRODUCT):
        raise visit.failed(f"{origin}/robots.txt forbids {address}")
    delay = float(rules.crawl_delay(PRODUCT) or 0.0)
    if delay > visit.web.longest_wait_seconds:
        raise visit.failed(f"{origin}/robots.txt asks for {delay:,.0f} seconds between two requests")
    return max(_pace(visit), delay)


def _robots(visit: _Visit, origin: str) -> Protego | None:
    """Give a host's rules, or None where it has none: RFC 9309 reads 4xx as "no rules", 5xx as "keep off"."""
    with _get(visit, f"{origin}/robots.txt", {}, robots=False) as (_, response):
        status = response.status_code
        if status == HTTPStatus.OK:
            body = b"".join(_blocks(visit, response, _LARGEST_PAGE))
            visit.notes.append(f"{origin}/robots.txt read and obeyed")
            return Protego.parse(body.decode("utf-8", errors="replace"))
        if status == HTTPStatus.TOO_MANY_REQUESTS or not 400 <= status < 500:
            raise visit.failed(f"{origin}/robots.txt answered {_status(response)}: not asked further this time")
        visit.notes.append(f"{origin} has no robots.txt ({status}): allowed")
        return None


def _mirrored(web: Web, address: str) -> str:
    parts = urlsplit(address)
    base = web.mirrors.get(parts.netloc)
    if base is None:
        return address
    return base.rstrip("/") + (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


# Patience


class _Patience(Retry):
    """urllib3's Retry, which also waits before the second try, and gives up when told to wait longer than it may."""

    def get_backoff_time(self) -> float:
        return float(min(self.backoff_max, self.backoff_factor * 2 ** (len(self.history) - 1)))

    def get_retry_after(self, response: BaseHTTPResponse) -> float | None:
        try:
            return super().get_retry_after(response)
        except InvalidHeader:
            return None

    def increment(self, method=None, url=None, response=None, *args, **more):  # type: ignore[no-untyped-def]
        if response is not None and (self.get_retry_after(response) or 0) >= self.retry_after_max:
            raise MaxRetryError(None, url, ResponseError("told to wait too long"))  # type: ignore[arg-type]
        return super().increment(method, url, response, *args, **more)


def _session(web: Web) -> requests.Session:
    session = requests.Session()
    session.trust_env = False
    session.headers.update({"User-Agent": web.user_agent, "Accept": "*/*", "Accept-Language": "en-GB,en;q=0.8"})
    session.proxies.update(web.proxies)
    session.verify = web.ca_bundle or True
    patience = _Patience(
        total=web.tries - 1,
        other=0,  # a certificate that is not accepted will not be accepted in a minute either
        status_forcelist=_AGAIN,
        allowed_methods={"GET"},
        backoff_factor=web.backoff_seconds,
        retry_after_max=web.longest_wait_seconds,
        raise_on_status=False,
    )
    for scheme in ("https://", "http://"):
        session.mount(scheme, HTTPAdapter(max_retries=patience))
    return session


def _repeated(visit: _Visit, take: Callable[[], T]) -> T:
    """Give what `take` gives, trying again where a body was cut: urllib3 repeats requests, not bodies."""
    for attempt in range(visit.web.tries):
        try:
            return take()
        except _Cut as cut:
            logger.warning("%s: %s (try %d of %d)", visit.source.key, cut, attempt + 1, visit.web.tries)
            if attempt + 1 == visit.web.tries:
                raise visit.failed(f"cut short {visit.web.tries} times, lastly: {cut}") from cut
            time.sleep(visit.web.backoff_seconds * 2**attempt)
    raise visit.failed("no try was allowed")


@dataclass
class _Line:
    """Who waits for one host: one request at a time, and the moment from which the next may start."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    free_at: float = 0.0


_LINES: dict[str, _Line] = {}
_LINES_LOCK = threading.Lock()


@contextmanager
def _turn(host: str, pace: float) -> Iterator[None]:
    """Hold the only place in front of a host, `pace` seconds after the last request to it began."""
    with _LINES_LOCK:
        line = _LINES.setdefault(host, _Line())
    with line.lock:
        time.sleep(max(0.0, line.free_at - time.monotonic()))
        line.free_at = time.monotonic() + pace
        yield


def _pace(visit: _Visit) -> float:
    return visit.source.pace_seconds if visit.web.pace_seconds is None else visit.web.pace_seconds


def _status(response: requests.Response) -> str:
    later = response.headers.get("Retry-After")
    return f"{response.status_code} {response.reason}" + (f", to be asked again after {later}" if later else "")


def _cause(problem: Exception) -> str:
    """Give the innermost reason of a failed request, without the layers it was wrapped in."""
    inner = problem.args[0] if problem.args else problem
    reason = getattr(inner, "reason", None) or inner
    return str(reason).rpartition("object at 0x")[2].partition(">: ")[2] or str(reason)
