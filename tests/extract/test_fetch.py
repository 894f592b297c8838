"""The fetch door against real sockets on loopback, with `register.example` mirrored there."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response
from werkzeug.serving import generate_adhoc_ssl_context

from extract.fetch import Fetched, FetchFailed, Web, fetch, user_agent
from extract.source import Link, Receipt, Source

BODY = b"Number,Name\r\n1,Invented Bakers Limited\r\n2,Invented Weavers Limited\r\n"
MODIFIED = "Tue, 03 Mar 2026 02:15:00 GMT"
FILE = {"ETag": '"v1"', "Last-Modified": MODIFIED, "Content-Type": "text/csv"}
LONG = BODY * 4_000
CUT, KEPT = 200_000, 196_608  # of a cut body, whole blocks of 65,536 bytes are kept
PAGE = "https://register.example/data"


@pytest.fixture
def web(httpserver: HTTPServer) -> Web:
    httpserver.no_handler_status_code = 404  # robots.txt too, where a test says nothing of it
    return Web(
        user_agent=user_agent("tests@example.org"),
        connect_timeout=2,
        read_timeout=2,
        backoff_seconds=0.01,
        longest_wait_seconds=3,
        mirrors={"register.example": httpserver.url_for("")},
    )


@pytest.fixture
def source(invented: Callable[..., Source]) -> Source:
    return invented()


@pytest.fixture
def linked(invented: Callable[..., Source]) -> Source:
    return invented(
        url=None,
        link=Link(page=PAGE, pattern=r"list_[^\"']*\.csv"),
        vintage_pattern=r"list_(?P<y>\d{4})_(?P<m>\d{2})",
    )


def serve(httpserver: HTTPServer, path: str = "/list.csv", body: bytes = BODY, **headers: str) -> None:
    httpserver.expect_request(path).respond_with_data(body, headers=FILE | headers)


def asked(httpserver: HTTPServer, path: str = "/list.csv") -> list[Request]:
    return [request for request, _ in httpserver.log if request.path == path]


def taken(result: Fetched) -> tuple[bytes, Receipt]:
    assert result.outcome == "new"
    assert result.file is not None and result.receipt is not None
    return result.file.read_bytes(), result.receipt


class Script:
    """A handler that gives its answers one after another, the last one for ever, and remembers what it was sent."""

    def __init__(self, *answers: Response | Callable[[Request], Response]) -> None:
        self.answers = list(answers)
        self.requests: list[Request] = []

    def __call__(self, request: Request) -> Response:
        self.requests.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return answer if isinstance(answer, Response) else answer(request)


def broken_off(body: bytes, length: int, **headers: str) -> Callable[[Request], Response]:
    """A body of which the connection brings only the beginning."""
    return lambda _: Response(iter([body]), headers=FILE | {"Content-Length": str(length)} | headers)


# What arrives


def test_new_file_comes_whole_with_every_field_of_its_receipt(
    httpserver: HTTPServer, source: Source, web: Web, tmp_path: Path
) -> None:
    serve(httpserver)
    result = fetch(source, None, tmp_path, web)
    body, receipt = taken(result)
    assert body == BODY
    assert receipt == Receipt(
        source="invented_register",
        vintage="2026-03-03",
        file="list.csv",
        url="https://register.example/list.csv",
        bytes=len(BODY),
        sha256="0aaf44b00a3918e02ba452886744fe4115748af1a8be7d02586196a35da72598",
        licence="CC0 1.0",
        completeness="complete",
        nature="as published",
        door="fetch",
        part="",
        final_url=httpserver.url_for("/list.csv"),
        status=200,
        etag='"v1"',
        last_modified=MODIFIED,
        fetched_at=receipt.fetched_at,
    )
    assert re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", receipt.fetched_at or "")  # the server's Date
    assert sorted(path.name for path in tmp_path.iterdir()) == ["list.csv"]


def test_we_say_who_we_are_and_ask_for_bytes_as_published(httpserver: HTTPServer, source: Source, web: Web, tmp_path: Path) -> None:
    serve(httpserver)
    fetch(source, None, tmp_path, web)
    (request,) = asked(httpserver)
    assert request.headers["User-Agent"] == "coop-sector-register/0.1 (+tests@example.org)"
    assert request.headers["Accept-Encoding"] == "identity"


def test_nothing_new_since_the_last_receipt(httpserver: HTTPServer, source: Source, web: Web, tmp_path: Path) -> None:
    script = Script(Response(BODY, headers=FILE), Response(status=304))
    httpserver.expect_request("/list.csv").respond_with_handler(script)
    _, previous = taken(fetch(source, None, tmp_path, web))
    result = fetch(source, previous, tmp_path, web)
    assert (result.outcome, result.file, result.receipt) == ("not_modified", None, None)
    assert script.requests[1].headers["If-None-Match"] == '"v1"'
    assert script.requests[1].headers["If-Modified-Since"] == MODIFIED


def test_a_server_that_ignores_conditions_is_believed_by_its_etag(
    httpserver: HTTPServer, source: Source, web: Web, tmp_path: Path
) -> None:
    serve(httpserver)
    _, previous = taken(fetch(source, None, tmp_path, web))
    assert fetch(source, previous, tmp_path, web).outcome == "not_modified"


def test_conditions_are_not_sent_for_another_address(httpserver: HTTPServer, source: Source, web: Web, tmp_path: Path) -> None:
    serve(httpserver)
    _, previous = taken(fetch(source, None, tmp_path, web))
    elsewhere = replace(previous, url="https://register.example/older.csv")
    assert fetch(source, elsewhere, tmp_path, web).outcome == "new"
    assert "If-None-Match" not in asked(httpserver)[-1].headers


def test_an_undated_file_is_refused(httpserver: HTTPServer, source: Source, web: Web, tmp_path: Path) -> None:
    httpserver.expect_request("/list.csv").respond_with_data(BODY, content_type="text/csv")
    with pytest.raises(FetchFailed, match=r"neither .*/list\.csv nor a Last-Modified header dates the file"):
        fetch(source, None, tmp_path, web)


def test_a_source_without_an_address_says_how_it_is_taken_by_hand(
    invented: Callable[..., Source], web: Web, tmp_path: Path
) -> None:
    with pytest.raises(FetchFailed, match=r"By hand: Ask the office for the list\."):
        fetch(invented(url=None), None, tmp_path, web)


# Patience


def test_a_busy_server_is_asked_again(httpserver: HTTPServer, source: Source, web: Web, tmp_path: Path) -> None:
    script = Script(Response(status=503), Response(status=503), Response(BODY, headers=FILE))
    httpserver.expect_request("/list.csv").respond_with_handler(script)
    body, receipt = taken(fetch(source, None, tmp_path, web))
    assert (body, receipt.status, len(script.requests)) == (BODY, 200, 3)


def test_the_second_try_waits_too(httpserver: HTTPServer, source: Source, web: Web, tmp_path: Path) -> None:
    httpserver.expect_request("/list.csv").respond_with_handler(Script(Response(status=502), Response(BODY, headers=FILE)))
    started = time.monotonic()
    fetch(source, None, tmp_path, replace(web, backoff_seconds=0.3))
    assert time.monotonic() - started >= 0.3


def test_tries_end(httpserver: HTTPServer, source: Source, web: Web, tmp_path: Path) -> None:
    script = Script(Response(status=503))
    httpserver.expect_request("/list.csv").respond_with_handler(script)
    with pytest.raises(FetchFailed, match="answered 503 SERVICE UNAVAILABLE"):
        fetch(source, None, tmp_path, web)
    assert len(script.requests) == web.tries


def test_retry_after_is_honoured(httpserver: HTTPServer, source: Source, web: Web, tmp_path: Path) -> None:
    script = Script(Response(status=429, headers={"Retry-After": "1"}), Response(BODY, headers=FILE))
    httpserver.expect_request("/list.csv").respond_with_handler(script)
    started = time.monotonic()
    taken(fetch(source, None, tmp_path, web))
    assert time.monotonic() - started >= 1.0


@pytest.mark.parametrize("later", ["3600", "Fri, 01 Jan 2100 00:00:00 GMT"])
def test_a_server_that_says_come_back_much_later_is_left_alone(
    httpserver: HTTPServer, source: Source, web: Web, tmp_path: Path, later: str
) -> None:
    script = Script(Response(status=429, headers={"Retry-After": later}))
    httpserver.expect_request("/list.csv").respond_with_handler(script)
    with pytest.raises(FetchFailed, match=f"429 TOO MANY REQUESTS, to be asked again after {later}"):
        fetch(source, None, tmp_path, web)
    assert len(script.requests) == 1


def test_an_unreadable_retry_after_falls_back_to_the_ordinary_wait(
    httpserver: HTTPServer, source: Source, web: Web, tmp_path: Path
) -> None:
    script = Script(Response(status=503, headers={"Retry-After": "soon"}), Response(BODY, headers=FILE))
    httpserver.expect_request("/list.csv").respond_with_handler(script)
    assert taken(fetch(source, None, tmp_path, web))[0] == BODY


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_plain_no_is_not_asked_again(httpserver: HTTPServer, source: Source, web: Web, tmp_path: Path, status: int) -> None:
    script = Script(Response(status=status))
    httpserver.expect_request("/list.csv").respond_with_handler(script)
    with pytest.raises(FetchFailed, match=f"https://register.example/list.csv answered {status}"):
        fetch(source, None, tmp_path, web)
    assert len(script.requests) == 1


def test_an_unreachable_host_is_named(source: Source, web: Web, tmp_path: Path) -> None:
    nobody = replace(web, tries=1, mirrors={"register.example": "http://127.0.0.1:9"})
    with pytest.raises(FetchFailed, match=r"127\.0\.0\.1:9/robots\.txt could not be asked \(.*refused"):
        fetch(source, None, tmp_path, nobody)


def test_a_silent_server_times_out(httpserver: HTTPServer, source: Source, web: Web, tmp_path: Path) -> None:
    def sleepy(_: Request) -> Response:
        time.sleep(0.5)
        return Response(BODY, headers=FILE)

    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    httpserver.expect_request("/list.csv").respond_with_handler(sleepy)
    with pytest.raises(FetchFailed, match="timed out"):
        fetch(source, None, tmp_path, replace(web, tries=1, read_timeout=0.1))


def test_one_host_is_asked_at_its_pace(httpserver: HTTPServer, invented: Callable[..., Source], web: Web, tmp_path: Path) -> None:
    serve(httpserver)
    slow = invented(pace_seconds=0.4)
    started = time.monotonic()
    fetch(slow, None, tmp_path, web)  # robots.txt, then the file
    fetch(slow, None, tmp_path, web)  # another call in the same process keeps the same pace
    assert time.monotonic() - started >= 1.2


def test_the_pace_can_be_set_for_a_mirror_of_ones_own(
    httpserver: HTTPServer, invented: Callable[..., Source], web: Web, tmp_path: Path
) -> None:
    serve(httpserver)
    started = time.monotonic()
    fetch(invented(pace_seconds=60.0), None, tmp_path, replace(web, pace_seconds=0.0))
    assert time.monotonic() - started < 30


# Robots


def test_robots_may_forbid(httpserver: HTTPServer, source: Source, web: Web, tmp_path: Path) -> None:
    serve(httpserver)
    httpserver.expect_request("/robots.txt").respond_with_data("User-agent: *\nDisallow: /list")
    with pytest.raises(FetchFailed, match=r"robots\.txt forbids https://register\.example/list\.csv"):
        fetch(source, None, tmp_path, web)
    assert asked(httpserver) == []


def test_rules_for_others_are_not_ours_and_the_verdict_is_noted(
    httpserver: HTTPServer, source: Source, web: Web, tmp_path: Path
) -> None:
    serve(httpserver)
    rules = "User-agent: BadBot\nDisallow: /\n\nUser-agent: coop-sector-register\nAllow: /list.csv\nDisallow: /"
    httpserver.expect_request("/robots.txt").respond_with_data(rules)
    result = fetch(source, None, tmp_path, web)
    assert "https://register.example/robots.txt read and obeyed" in result.notes


@pytest.mark.parametrize("status", [401, 403, 404])
def test_no_robots_file_means_allowed(httpserver: HTTPServer, source: Source, web: Web, tmp_path: Path, status: int) -> None:
    serve(httpserver)
    httpserver.expect_request("/robots.txt").respond_with_data("", status=status)
    assert f"https://register.example has no robots.txt ({status}): allowed" in fetch(source, None, tmp_path, web).notes


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_robots_file_out_of_order_means_keep_off(
    httpserver: HTTPServer, source: Source, web: Web, tmp_path: Path, status: int
) -> None:
    serve(httpserver)
    httpserver.expect_request("/robots.txt").respond_with_data("", status=status)
    with pytest.raises(FetchFailed, match=rf"robots\.txt answered {status} .*not asked further this time"):
        fetch(source, None, tmp_path, web)
    assert asked(httpserver) == []


def test_crawl_delay_slows_us_down(httpserver: HTTPServer, source: Source, web: Web, tmp_path: Path) -> None:
    serve(httpserver)
    httpserver.expect_request("/robots.txt").respond_with_data("User-agent: *\nCrawl-delay: 0.5")
    started = time.monotonic()
    fetch(source, None, tmp_path, web)
    assert time.monotonic() - started >= 0.5


def test_a_crawl_delay_of_hours_ends_the_attempt(httpserver: HTTPServer, source: Source, web: Web, tmp_path: Path) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data("User-agent: *\nCrawl-delay: 7200")
    with pytest.raises(FetchFailed, match="asks for 7,200 seconds between two requests"):
        fetch(source, None, tmp_path, web)


# Finding the file


def landing_page(httpserver: HTTPServer, *targets: str) -> None:
    anchors = "".join(f'<p><a class="x" href="{target}">Download</a></p>' for target in targets)
    httpserver.expect_request("/data").respond_with_data(f"<html><body>{anchors}</body></html>", content_type="text/html")


@pytest.mark.parametrize(
    "target",
    ["list_2026_02.csv", "/list_2026_02.csv", "//register.example/list_2026_02.csv", "http://register.example/list_2026_02.csv"],
)
def test_the_one_link_is_followed_however_it_is_written(
    httpserver: HTTPServer, linked: Source, web: Web, tmp_path: Path, target: str
) -> None:
    landing_page(httpserver, "/about", target, target + "#top")
    serve(httpserver, "/list_2026_02.csv")
    _, receipt = taken(fetch(linked, None, tmp_path, web))
    assert receipt.url == "https://register.example/list_2026_02.csv"
    assert (receipt.vintage, receipt.file) == ("2026-02", "list_2026_02.csv")


def test_no_link_says_what_was_looked_for_and_where(httpserver: HTTPServer, linked: Source, web: Web, tmp_path: Path) -> None:
    landing_page(httpserver, "/about", "/lists.html")
    with pytest.raises(FetchFailed, match=r"nothing on https://register\.example/data matches list_"):
        fetch(linked, None, tmp_path, web)


def test_of_dated_links_the_newest_is_taken_and_noted(httpserver: HTTPServer, linked: Source, web: Web, tmp_path: Path) -> None:
    landing_page(httpserver, "list_2025_11.csv", "list_2026_02.csv", "list_2024_08.csv")
    serve(httpserver, "/list_2026_02.csv")
    result = fetch(linked, None, tmp_path, web)
    assert taken(result)[1].vintage == "2026-02"
    assert "3 links found, the newest taken (2026-02): https://register.example/list_2026_02.csv" in result.notes


@pytest.mark.parametrize("second", ["list_final.csv", "old/list_2026_02.csv"])
def test_links_that_leave_a_choice_are_listed(
    httpserver: HTTPServer, linked: Source, web: Web, tmp_path: Path, second: str
) -> None:
    landing_page(httpserver, "list_2026_02.csv", second)
    both = rf"2 were found: .*(list_2026_02\.csv.*{second}|{second}.*list_2026_02\.csv)"
    with pytest.raises(FetchFailed, match=both):
        fetch(replace(linked, link=Link(PAGE, r"list_", fallback=PAGE)), None, tmp_path, web)


def test_an_impossible_date_in_a_link_is_refused(httpserver: HTTPServer, linked: Source, web: Web, tmp_path: Path) -> None:
    landing_page(httpserver, "list_2026_13.csv")
    with pytest.raises(FetchFailed, match=r"list_2026_13\.csv carries no possible date"):
        fetch(linked, None, tmp_path, web)


@pytest.mark.parametrize("page", ["gone", "without a link"])
def test_the_last_known_address_is_tried_and_reported(
    httpserver: HTTPServer, linked: Source, web: Web, tmp_path: Path, page: str
) -> None:
    if page == "without a link":
        landing_page(httpserver, "/about")
    serve(httpserver, "/list_2025_08.csv")
    link = Link(page=PAGE, pattern=r"list_", fallback="https://register.example/list_2025_08.csv")
    result = fetch(replace(linked, link=link), None, tmp_path, web)
    assert taken(result)[1].vintage == "2025-08"
    because = "answered 404" if page == "gone" else "nothing on https://register.example/data matches list_"
    (note,) = [note for note in result.notes if note.startswith("last known address")]
    assert because in note


def test_a_link_may_lead_to_a_page_with_the_file(httpserver: HTTPServer, linked: Source, web: Web, tmp_path: Path) -> None:
    landing_page(httpserver, "/entries/list_2026_02")
    entry = '<p><a href="/guide.pdf">Guide</a> <a href="https://register.example/store/0226.csv">CSV</a></p>'
    httpserver.expect_request("/entries/list_2026_02").respond_with_data(entry, content_type="text/html")
    serve(httpserver, "/store/0226.csv")
    stepped = replace(linked, link=Link(page=PAGE, pattern=r"list_[^\"']*$", then=r"\.csv$"))
    _, receipt = taken(fetch(stepped, None, tmp_path, web))
    assert (receipt.url, receipt.vintage) == ("https://register.example/store/0226.csv", "2026-02")


def test_of_two_files_on_the_page_led_to_none_is_taken(httpserver: HTTPServer, linked: Source, web: Web, tmp_path: Path) -> None:
    landing_page(httpserver, "/entries/list_2026_02")
    entry = '<a href="/store/a.csv">CSV</a> <a href="/store/b.csv">CSV</a>'
    httpserver.expect_request("/entries/list_2026_02").respond_with_data(entry, content_type="text/html")
    stepped = replace(linked, link=Link(page=PAGE, pattern=r"list_[^\"']*$", then=r"\.csv$"))
    with pytest.raises(FetchFailed, match=r"one link was expected, 2 were found: .*a\.csv, .*b\.csv"):
        fetch(stepped, None, tmp_path, web)


def test_a_portal_is_searched_by_title(httpserver: HTTPServer, invented: Callable[..., Source], web: Web, tmp_path: Path) -> None:
    items = [
        {"id": "a" * 32, "title": "Invented Directory (May 2025)", "modified": 1},
        {"id": "b" * 32, "title": "Invented Directory (August 2025) User Guide", "modified": 9},
        {"id": "c" * 32, "title": "Invented Directory (August 2025)", "modified": 7},
        {"id": "d" * 32, "title": "Invented Directory (August 2025)", "modified": 8},  # issued again, corrected
        {"id": "../../etc", "title": "Invented Directory (August 2031)", "modified": 9},
    ]
    httpserver.expect_request("/search", query_string="q=title:Invented&f=json").respond_with_json({"results": items})
    serve(httpserver, f"/items/{'d' * 32}/data")
    link = Link(
        page="https://register.example/search?q=title:Invented&f=json",
        pattern=r"^Invented Directory \([A-Za-z]+ \d{4}\)(?!.*User Guide)",
        item="https://register.example/items/{id}/data",
    )
    portal = invented(url=None, link=link, vintage_pattern=r"\((?P<mon>[A-Za-z]+) (?P<y>\d{4})\)")
    _, receipt = taken(fetch(portal, None, tmp_path, web))
    assert (receipt.vintage, receipt.file) == ("2025-08", "invented_register.csv")
    assert receipt.url == f"https://register.example/items/{'d' * 32}/data"


def test_a_portal_that_answers_with_an_error_is_told(
    httpserver: HTTPServer, invented: Callable[..., Source], web: Web, tmp_path: Path
) -> None:
    httpserver.expect_request("/data").respond_with_json({"error": {"code": 400, "message": "invalid query"}})
    link = Link(page=PAGE, pattern="Invented", item="https://register.example/{id}")
    with pytest.raises(FetchFailed, match=r"could not be read for links .*invalid query"):
        fetch(invented(url=None, link=link), None, tmp_path, web)


# Redirects


def test_redirects_are_followed_and_the_final_address_kept_without_what_signs_it(
    httpserver: HTTPServer, source: Source, web: Web, tmp_path: Path
) -> None:
    httpserver.expect_request("/list.csv").respond_with_data("", status=302, headers={"Location": "/store/7?token=secret"})
    serve(httpserver, "/store/7")
    _, receipt = taken(fetch(source, None, tmp_path, web))
    assert (receipt.url, receipt.file) == ("https://register.example/list.csv", "list.csv")
    assert receipt.final_url == httpserver.url_for("/store/7")


def test_a_redirect_to_where_robots_forbid_is_not_followed(
    httpserver: HTTPServer, source: Source, web: Web, tmp_path: Path
) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data("User-agent: *\nDisallow: /private")
    httpserver.expect_request("/list.csv").respond_with_data("", status=301, headers={"Location": "/private/list.csv"})
    with pytest.raises(FetchFailed, match=r"forbids .*/private/list.csv"):
        fetch(source, None, tmp_path, web)
    assert asked(httpserver, "/private/list.csv") == []


def test_a_redirect_loop_ends(httpserver: HTTPServer, source: Source, web: Web, tmp_path: Path) -> None:
    httpserver.expect_request("/list.csv").respond_with_data("", status=302, headers={"Location": "/list.csv"})
    with pytest.raises(FetchFailed, match="redirects more than 5 times"):
        fetch(source, None, tmp_path, web)
    assert len(asked(httpserver)) == 6


# Bodies that are not what they should be


def test_a_body_cut_once_is_taken_again(httpserver: HTTPServer, source: Source, web: Web, tmp_path: Path) -> None:
    script = Script(broken_off(BODY[:20], len(BODY), ETag="W/weak"), Response(BODY, headers=FILE))
    httpserver.expect_request("/list.csv").respond_with_handler(script)
    assert taken(fetch(source, None, tmp_path, web))[0] == BODY
    assert "Range" not in script.requests[1].headers  # a weak ETag does not promise the same bytes


def test_a_body_always_shorter_than_stated_is_refused(httpserver: HTTPServer, source: Source, web: Web, tmp_path: Path) -> None:
    script = Script(broken_off(BODY, len(BODY) + 10, ETag=""))
    httpserver.expect_request("/list.csv").respond_with_handler(script)
    with pytest.raises(FetchFailed, match="cut short 3 times"):
        fetch(source, None, tmp_path, web)
    assert not (tmp_path / "list.csv").exists()


def test_a_compressed_body_is_unpacked_and_its_length_understood(
    httpserver: HTTPServer, source: Source, web: Web, tmp_path: Path
) -> None:
    import gzip

    serve(httpserver, body=gzip.compress(BODY * 50), **{"Content-Encoding": "gzip"})
    body, receipt = taken(fetch(source, None, tmp_path, web))
    assert body == BODY * 50
    assert receipt.bytes == len(BODY) * 50


def test_a_compressed_body_cut_short_is_refused(httpserver: HTTPServer, source: Source, web: Web, tmp_path: Path) -> None:
    import gzip

    coded = gzip.compress(BODY * 50)
    script = Script(broken_off(coded[:-9], len(coded), **{"Content-Encoding": "gzip"}))
    httpserver.expect_request("/list.csv").respond_with_handler(script)
    with pytest.raises(FetchFailed, match="cut short 3 times"):
        fetch(source, None, tmp_path, web)


@pytest.mark.parametrize("kind", ["text/html; charset=utf-8", "application/json"])
def test_a_page_instead_of_a_file_is_refused_by_its_type(
    httpserver: HTTPServer, source: Source, web: Web, tmp_path: Path, kind: str
) -> None:
    serve(httpserver, body=b"Sorry, maintenance", **{"Content-Type": kind})
    with pytest.raises(FetchFailed, match=r"gave a page \("):
        fetch(source, None, tmp_path, web)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"\n<!DOCTYPE html><html>Just a moment...</html>", "is an HTML or XML page"),
        (b"", "is empty"),
        (b"PK\x03\x04" + bytes(40), "is a zip file"),
        (b"Number,Name\n\x00\x00", "holds NUL bytes"),
    ],
)
def test_what_cannot_be_an_edition_is_refused_by_its_content(
    httpserver: HTTPServer, source: Source, web: Web, tmp_path: Path, body: bytes, why: str
) -> None:
    serve(httpserver, body=body)
    with pytest.raises(FetchFailed, match=why):
        fetch(source, None, tmp_path, web)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("stated", [True, False])
def test_the_size_cap_holds_whether_or_not_the_length_is_stated(
    httpserver: HTTPServer, invented: Callable[..., Source], web: Web, tmp_path: Path, stated: bool
) -> None:
    def endless(_: Request) -> Response:
        return Response((b"x" * 4096 for _ in range(64)), headers=FILE)

    if stated:
        serve(httpserver, body=b"x" * 262_144)
    else:
        httpserver.expect_request("/list.csv").respond_with_handler(endless)
    with pytest.raises(FetchFailed, match=r"over the cap of 100,000|beyond the cap of 100,000"):
        fetch(invented(max_bytes=100_000), None, tmp_path, web)
    assert list(tmp_path.iterdir()) == []


def test_a_trickle_ends(httpserver: HTTPServer, source: Source, web: Web, tmp_path: Path) -> None:
    def trickle(_: Request) -> Response:
        def drops() -> Iterator[bytes]:
            for _ in range(20):
                time.sleep(0.05)
                yield b"x" * 70_000

        return Response(drops(), headers=FILE)

    httpserver.expect_request("/list.csv").respond_with_handler(trickle)
    with pytest.raises(FetchFailed, match="took over 0 seconds"):
        fetch(source, None, tmp_path, replace(web, longest_download_seconds=0.2))


# Going on where a download stopped


def ranges(body: bytes, etag: str = '"v1"') -> Callable[[Request], Response]:
    """A server that knows ranges, as the blob stores and Companies House do."""

    def answer(request: Request) -> Response:
        wanted = request.headers.get("Range", "")
        if not wanted or request.headers.get("If-Range") != etag:
            return Response(body, headers=FILE | {"ETag": etag})
        start = int(wanted.removeprefix("bytes=").rstrip("-"))
        if start >= len(body):
            return Response(status=416, headers={"Content-Range": f"bytes */{len(body)}"})
        where = f"bytes {start}-{len(body) - 1}/{len(body)}"
        return Response(body[start:], status=206, headers=FILE | {"ETag": etag, "Content-Range": where})

    return answer


def test_a_cut_download_goes_on_where_it_stopped(httpserver: HTTPServer, source: Source, web: Web, tmp_path: Path) -> None:
    script = Script(broken_off(LONG[:CUT], len(LONG)), ranges(LONG))
    httpserver.expect_request("/list.csv").respond_with_handler(script)
    body, receipt = taken(fetch(source, None, tmp_path, web))
    assert (body, receipt.bytes, receipt.status) == (LONG, len(LONG), 206)
    assert script.requests[1].headers["Range"] == f"bytes={KEPT}-"
    assert script.requests[1].headers["If-Range"] == '"v1"'


def test_a_download_killed_in_an_earlier_run_goes_on(httpserver: HTTPServer, source: Source, web: Web, tmp_path: Path) -> None:
    script = Script(broken_off(LONG[:CUT], len(LONG)), ranges(LONG))
    httpserver.expect_request("/list.csv").respond_with_handler(script)
    with pytest.raises(FetchFailed, match="cut short"):
        fetch(source, None, tmp_path, replace(web, tries=1))
    assert (tmp_path / "list.csv.part").read_bytes() == LONG[:KEPT]
    assert taken(fetch(source, None, tmp_path, web))[0] == LONG
    assert [request.headers.get("Range") for request in script.requests] == [None, f"bytes={KEPT}-"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["list.csv"]


@pytest.mark.parametrize("left", ["another etag", "another address", "no note", "broken note", "more than there is"])
def test_remains_that_do_not_fit_are_thrown_away(
    httpserver: HTTPServer, source: Source, web: Web, tmp_path: Path, left: str
) -> None:
    part, note = tmp_path / "list.csv.part", tmp_path / "list.csv.part.json"
    part.write_bytes(b"x" * (1000 if left == "more than there is" else 20))
    url = "https://register.example/" + ("other.csv" if left == "another address" else "list.csv")
    note.write_text(json.dumps({"url": url, "etag": '"v0"' if left == "another etag" else '"v1"'}))
    if left == "no note":
        note.unlink()
    if left == "broken note":
        note.write_text('{"url": "https://reg')
    httpserver.expect_request("/list.csv").respond_with_handler(ranges(BODY))
    assert taken(fetch(source, None, tmp_path, web))[0] == BODY


@pytest.mark.parametrize("fault", ["another place", "another etag"])
def test_a_server_that_goes_on_wrongly_is_asked_for_the_whole(
    httpserver: HTTPServer, source: Source, web: Web, tmp_path: Path, fault: str
) -> None:
    where = (
        {"Content-Range": f"bytes 5-{len(LONG) - 1}/{len(LONG)}"}
        if fault == "another place"
        else {"Content-Range": f"bytes {KEPT}-{len(LONG) - 1}/{len(LONG)}", "ETag": '"v2"'}
    )
    wrong = Response(LONG[KEPT:], status=206, headers=FILE | where)
    script = Script(broken_off(LONG[:CUT], len(LONG)), wrong, Response(LONG, headers=FILE))
    httpserver.expect_request("/list.csv").respond_with_handler(script)
    assert taken(fetch(source, None, tmp_path, web))[0] == LONG
    assert "Range" not in script.requests[2].headers


# Trust


def test_a_certificate_nobody_vouches_for_is_refused(source: Source, web: Web, tmp_path: Path) -> None:
    pytest.importorskip("cryptography")
    with HTTPServer(host="127.0.0.1", port=0, ssl_context=generate_adhoc_ssl_context()) as secure:
        serve(secure)
        mirrored = replace(web, tries=1, mirrors={"register.example": secure.url_for("")})
        with pytest.raises(FetchFailed, match="certificate verify failed"):
            fetch(source, None, tmp_path, mirrored)


def test_the_environment_does_not_choose_the_proxy(
    httpserver: HTTPServer, source: Source, web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve(httpserver)
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    assert fetch(source, None, tmp_path, web).outcome == "new"


def test_a_given_proxy_is_used(httpserver: HTTPServer, source: Source, web: Web, tmp_path: Path) -> None:
    serve(httpserver)  # as a proxy it is asked for whole addresses; their host stays in the Host header
    behind = replace(web, mirrors={"register.example": "http://unreachable.invalid"}, proxies={"http": httpserver.url_for("")})
    _, receipt = taken(fetch(source, None, tmp_path, behind))
    assert receipt.final_url == "http://unreachable.invalid/list.csv"
    assert asked(httpserver)[0].headers["Host"] == "unreachable.invalid"
