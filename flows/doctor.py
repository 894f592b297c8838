"""What this installation has, lacks and can reach."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Literal
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import ProxyHandler, Request, build_opener

from extract.archive import Archive, receipts
from extract.catalogue import CATALOGUE
from extract.fetch import user_agent
from flows import schedule
from flows.lock import Busy, require_free
from flows.settings import Settings, prefect_server

Health = Literal["ok", "warning", "wrong"]
# Package -> lowest and first refused version of those that were tested together; requirements.lock has the exact ones.
BOUNDS: dict[str, tuple[tuple[int, ...], tuple[int, ...]]] = {
    "prefect": ((3, 8, 8), (3, 9)),
    "fastapi": ((0,), (0, 151)),  # prefect 3.8 cannot start its API with a later one
    "duckdb": ((1, 5, 6), (2, 1)),
    "sqlalchemy": ((2, 0, 50), (2, 1)),  # duckdb-engine 0.17 fails to reflect on 2.1
    "duckdb-engine": ((0, 17), (0, 18)),
    "polars": ((2, 1), (3,)),
    "great-expectations": ((1, 24, 1), (2,)),
}
ROOM_NEEDED_GB = 10  # a build of all sources with the whole Companies House file beside it


@dataclass(frozen=True)
class Finding:
    """One thing looked at."""

    what: str
    found: str
    health: Health


def examine(settings: Settings, *, network: bool) -> Iterator[Finding]:
    """Look at versions, data root, archive, lock and Prefect; at the publishers' hosts only when asked."""
    python = sys.version_info
    yield Finding("python", f"{python.major}.{python.minor}.{python.micro}", "ok" if python >= (3, 11) else "wrong")
    yield from (_package(name, low, high) for name, (low, high) in BOUNDS.items())
    yield from _data_root(settings)
    yield _landed(settings)
    try:
        require_free(settings.lock)
        yield Finding("run lock", "free", "ok")
    except Busy as busy:
        yield Finding("run lock", str(busy), "warning")
    yield Finding("prefect home", str(settings.prefect), "ok")
    yield Finding("prefect server", prefect_server() or "none set: each run starts one of its own", "ok")
    yield _contact(settings)
    if network:
        yield from (_host(settings, host, page) for host, page in _hosts().items())


def _contact(settings: Settings) -> Finding:
    if settings.contact:
        return Finding("contact", settings.contact, "ok")
    return Finding("contact", "not set: publishers cannot reach you (COOP_REGISTER_CONTACT)", "warning")


def _package(name: str, low: tuple[int, ...], high: tuple[int, ...]) -> Finding:
    bounds = f"{'.'.join(map(str, low))} or later, before {'.'.join(map(str, high))}"
    try:
        have = version(name)
    except PackageNotFoundError:
        return Finding(name, f"not installed; needed: {bounds}", "wrong")
    parts = tuple(int(part) for part in have.split(".")[:3] if part.isdigit())
    fits = low <= parts < high
    return Finding(name, have if fits else f"{have}; needed: {bounds}", "ok" if fits else "wrong")


def _data_root(settings: Settings) -> Iterator[Finding]:
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=settings.data):
            yield Finding("data root", f"{settings.data}, can be written", "ok")
    except OSError as problem:
        yield Finding("data root", f"{settings.data} cannot be written: {problem.strerror}", "wrong")
        return
    free = shutil.disk_usage(settings.data).free / 1e9
    yield Finding("free disk", f"{free:,.1f} GB", "ok" if free >= ROOM_NEEDED_GB else "warning")


def _landed(settings: Settings) -> Finding:
    known = receipts(Archive(settings.raw))
    if not known:
        return Finding("landed", "nothing yet", "warning")
    kinds = "invented sample rows" if any(receipt.door == "sample" for receipt in known) else "real editions"
    keys = {receipt.source for receipt in known}
    missing = [key for key in CATALOGUE if key not in keys]
    lack = f"; none of {', '.join(missing)}" if missing else ""
    return Finding("landed", f"{len(known)} files of {len(keys)} sources, {kinds}{lack}", "warning" if missing else "ok")


def _hosts() -> dict[str, str]:
    """Give one address for each host that a refresh asks first."""
    pages = [source.link.page if source.link else str(source.url) for source in (CATALOGUE[key] for key in schedule.live_keys())]
    return {str(urlsplit(page).hostname): page for page in pages}


def _host(settings: Settings, host: str, page: str) -> Finding:
    parts = urlsplit(page)
    base = settings.mirrors.get(host, f"{parts.scheme}://{parts.netloc}")
    request = Request(f"{base.rstrip('/')}{parts.path}", method="HEAD", headers={"User-Agent": user_agent(settings.contact)})
    try:
        with build_opener(ProxyHandler(settings.proxies)).open(request, timeout=settings.connect_timeout) as answer:
            return Finding(host, f"answers {answer.status}", "ok")
    except HTTPError as problem:
        return Finding(host, f"answers {problem.code} {problem.reason}: if it refuses scripts, 'import' is the door", "warning")
    except (OSError, ValueError) as problem:
        return Finding(host, f"cannot be reached: {problem}", "warning")
