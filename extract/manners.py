"""Manners on the web: under which name we ask, how patiently, how often, and through whom.

Settings and waiting only; the requests themselves are made in `extract/fetch.py`.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit
from urllib.request import proxy_bypass_environment  # type: ignore[attr-defined]  # the stubs do not know it

from urllib3 import Retry
from urllib3.connectionpool import ConnectionPool
from urllib3.exceptions import InvalidHeader, MaxRetryError, ResponseError
from urllib3.response import BaseHTTPResponse

_AGAIN = (429, 500, 502, 503, 504)  # answers that may be another one in a minute


def user_agent(contact: str) -> str:
    """Give the name under which we ask, with an address or page at which the person who runs us can be reached."""
    return f"coop-sector-register/0.1 (+{contact.strip() or 'contact not set'})"


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
    longest_wait_seconds: int = 120  # a Retry-After or Crawl-delay as long as this ends the attempt
    longest_download_seconds: float = 7_200.0
    pace_seconds: float | None = None  # instead of the source's own pace; a Crawl-delay still counts
    proxies: Mapping[str, str] = field(default_factory=dict)  # by scheme; under "no" the hosts asked without one
    mirrors: Mapping[str, str] = field(default_factory=dict)
    ca_bundle: str | None = None  # certificates to trust instead of the bundled ones; verification is never off

    def __post_init__(self) -> None:
        if self.tries < 1:
            raise ValueError(f"tries is {self.tries}: at least one is needed")

    @property
    def robot(self) -> str:
        """The name by which a robots file may address us."""
        return self.user_agent.partition("/")[0]


def mirrored(web: Web, address: str) -> str:
    """Give the address at which `address` is really asked."""
    parts = urlsplit(address)
    base = web.mirrors.get(parts.netloc)
    if base is None:
        return address
    return base.rstrip("/") + (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def proxies_for(web: Web, address: str) -> dict[str, str]:
    """Give the proxies to ask `address` through: none for the hosts listed, comma-separated, under `no`."""
    return {} if proxy_bypass_environment(urlsplit(address).netloc, web.proxies) else dict(web.proxies)


class Patience(Retry):
    """urllib3's Retry, which also waits before the second try, and gives up when told to wait longer than it may."""

    def get_backoff_time(self) -> float:
        return float(min(self.backoff_max, self.backoff_factor * 2 ** max(len(self.history) - 1, 0)))

    def get_retry_after(self, response: BaseHTTPResponse) -> float | None:
        try:
            return super().get_retry_after(response)
        except InvalidHeader:  # neither seconds nor a date: the ordinary back-off holds
            return None

    def increment(
        self,
        method: str | None = None,
        url: str | None = None,
        response: BaseHTTPResponse | None = None,
        error: Exception | None = None,
        _pool: ConnectionPool | None = None,
        _stacktrace: TracebackType | None = None,
    ) -> Self:
        if response is not None and _pool and (self.get_retry_after(response) or 0) >= self.retry_after_max:
            raise MaxRetryError(_pool, url or "", ResponseError("told to wait too long"))
        return super().increment(method, url, response, error, _pool, _stacktrace)


def patience(web: Web) -> Patience:
    """Give the retries of one request: on busy or broken servers, broken connections and timeouts, GET only.

    When they are used up, the last answer is given, not an error: its status says more.
    """
    return Patience(
        total=web.tries - 1,
        other=0,  # a certificate that is not accepted will not be accepted in a minute either
        status_forcelist=_AGAIN,
        allowed_methods={"GET"},
        backoff_factor=web.backoff_seconds,
        retry_after_max=web.longest_wait_seconds,
        raise_on_status=False,
    )


def cause(problem: BaseException) -> str:
    """Give the innermost reason of a failed request, without the layers it was wrapped in."""
    wrapped = [getattr(problem, "reason", None), *reversed(problem.args)]
    inner = next((layer for layer in wrapped if isinstance(layer, BaseException)), None)
    return cause(inner) if inner else str(problem)


def status_line(answer: BaseHTTPResponse) -> str:
    """Give an answer in words: its status, and when the server wants to be asked again where it says so."""
    later = answer.headers.get("Retry-After")
    return f"{answer.status} {answer.reason}" + (f", to be asked again after {later}" if later else "")


def statuses(answer: BaseHTTPResponse) -> list[int | None]:
    """Give the status of every try of a request, that of the last answer last; None for a try without an answer."""
    return [*(past.status for past in (answer.retries.history if answer.retries else ())), answer.status]


def unsigned(address: str) -> str:
    """Give an address without its query: what signs an address that we were redirected to is not for publication."""
    return address.partition("?")[0]


@dataclass
class _Line:
    """Who waits for one host: one request at a time, and when the last one began."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    began: float | None = None


_LINES: dict[str, _Line] = {}
_LINES_LOCK = threading.Lock()


@contextmanager
def turn(host: str, pace: float) -> Iterator[None]:
    """Hold the only place in front of a host, at least `pace` seconds after the last request to it began.

    All threads of the process queue in the same lines. The clock read is the monotonic one, which tells no date.
    """
    with _LINES_LOCK:
        line = _LINES.setdefault(host, _Line())
    with line.lock:
        if line.began is not None:
            time.sleep(max(0.0, line.began + pace - time.monotonic()))
        line.began = time.monotonic()
        yield
