"""What a server's headers say of a file: dates, lengths, and whether a range goes on where it should."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extract.download import answer, dated, expected_length, goes_on, is_page
from extract.manners import Web, cause, mirrored, proxies_for, user_agent
from extract.source import Source


def test_times_come_from_the_server_and_are_told_in_utc() -> None:
    said = answer(200, {"Date": "Wed, 04 Mar 2026 06:00:00 GMT", "Last-Modified": "Tue, 03 Mar 2026 23:30:00 -0200"}, "https://x/y")
    assert said.fetched_at == "2026-03-04T06:00:00+00:00"
    assert said.modified_on == "2026-03-04"  # half past one in the morning of the next day


@pytest.mark.parametrize("text", ["", "yesterday", "2026-03-03", "Tue, 99 Mar 2026 02:15:00 GMT"])
def test_an_unreadable_date_is_none(text: str) -> None:
    said = answer(200, {"Date": text, "Last-Modified": text}, "https://x/y")
    assert (said.fetched_at, said.modified_on, said.last_modified) == (None, None, text)


def test_the_day_of_the_answer_dates_only_what_is_made_on_request(invented: Callable[..., Source]) -> None:
    living, published = invented(dated_by_answer=True), invented()
    said = answer(200, {"Date": "Wed, 04 Mar 2026 06:00:00 GMT"}, "https://x/y")
    assert (dated(living, said), dated(published, said)) == ("2026-03-04", None)
    changed = answer(200, {"Date": "Wed, 04 Mar 2026 06:00:00 GMT", "Last-Modified": "Mon, 02 Mar 2026 06:00:00 GMT"}, "https://x/y")
    assert dated(living, changed) == dated(published, changed) == "2026-03-02"
    assert dated(living, answer(200, {}, "https://x/y")) is None


@pytest.mark.parametrize(
    ("headers", "length"),
    [
        ({"Content-Length": "100"}, 120),
        ({"Content-Length": "100", "Content-Encoding": "identity"}, 120),
        ({"Content-Length": "100", "Content-Encoding": "gzip"}, None),
        ({"Content-Length": "100, 100"}, None),
        ({}, None),
    ],
)
def test_expected_length_counts_what_is_here_already(headers: dict[str, str], length: int | None) -> None:
    assert expected_length(headers, 20) == length


@pytest.mark.parametrize(
    ("status", "headers", "useful"),
    [
        (206, {"Content-Range": "bytes 20-99/100", "ETag": '"a"'}, True),
        (206, {"Content-Range": "bytes 20-99/100"}, True),
        (206, {"Content-Range": "bytes 0-99/100", "ETag": '"a"'}, False),
        (206, {"Content-Range": "bytes 20-99/100", "ETag": '"b"'}, False),
        (206, {}, False),
        (200, {"ETag": '"b"'}, True),
        (416, {}, False),
    ],
)
def test_an_answer_to_a_range_request(status: int, headers: dict[str, str], useful: bool) -> None:
    assert goes_on(status, headers, 20, '"a"') is useful


@pytest.mark.parametrize(
    ("kind", "page"),
    [
        ("text/html", True),
        ("TEXT/HTML; charset=utf-8", True),
        ("application/xhtml+xml", True),
        ("application/json", True),
        ("text/csv", False),
        ("application/octet-stream", False),
        ("application/zip", False),
        ("", False),
    ],
)
def test_pages_are_known_by_their_type(kind: str, page: bool) -> None:
    assert is_page({"Content-Type": kind}) is page


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("https://a.example/x/y.csv?z=1", "http://127.0.0.1:8000/m/x/y.csv?z=1"),
        ("https://a.example", "http://127.0.0.1:8000/m/"),
        ("https://b.example/x", "https://b.example/x"),
    ],
)
def test_a_mirror_stands_in_for_its_host_only(address: str, asked: str) -> None:
    assert mirrored(Web(mirrors={"a.example": "http://127.0.0.1:8000/m/"}), address) == asked


@pytest.mark.parametrize(
    ("address", "through"),
    [
        ("https://register.example/x", True),
        ("https://inside.example/x", False),
        ("http://files.inside.example:8080/x", False),
        ("http://127.0.0.1:9/x", False),
    ],
)
def test_some_hosts_are_asked_without_the_proxy(address: str, through: bool) -> None:
    web = Web(proxies={"https": "http://proxy.example:3128", "no": "inside.example,127.0.0.1"})
    assert proxies_for(web, address) == (web.proxies if through else {})


def test_the_innermost_reason_is_told() -> None:
    class Wrapper(Exception):
        reason = ValueError("outer", OSError("Connection refused"))

    assert cause(Wrapper("a pool, retries exceeded")) == "Connection refused"
    assert cause(ValueError("plain")) == "plain"


def test_an_operator_without_contact_is_honest_about_it() -> None:
    assert user_agent(" ") == "coop-sector-register/0.1 (+contact not set)"
    assert Web().robot == "coop-sector-register"


def test_no_tries_at_all_are_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        Web(tries=0)
