"""A refresh against the stand-in internet: all sources land, a second one finds nothing new and builds nothing."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from extract.archive import receipts
from extract.catalogue import CATALOGUE
from extract.fetch import FetchFailed
from extract.log import entries
from flows import work
from flows.schedule import is_live
from flows.settings import Settings
from tests.conftest import ROOT
from tests.internet.faults import body, status
from tests.internet.publications import publications
from tests.internet.server import Address, Internet
from tests.internet.world import AS_OF, attempt, by_hand, tree

LIVE = sorted(publications())


def test_every_live_source_landed_from_the_page_it_declares(world: Path, sites: Internet) -> None:
    for key, one in publications().items():
        found = [receipt for receipt in receipts(work.archive_of(Settings(data=world)), key) if receipt.door == "fetch"]
        assert [receipt.bytes for receipt in found] == [len(one.body)], key
        assert found[0].licence == CATALOGUE[key].licence.title
        assert found[0].fetched_at == "2026-09-01T02:30:00+00:00"
        assert (found[0].etag is None) == (one.modified is None)


@pytest.mark.parametrize("key", LIVE)
def test_asked_again_a_source_has_nothing_new(key: str, sites: Internet, settings: Settings) -> None:
    before = tree(settings.data)
    trial = attempt(settings, key)
    assert trial.outcome in ("not modified", "same bytes"), trial
    assert trial.archive_stands and trial.release_stands and trial.landed == trial.left == ()
    assert work.is_current(settings, AS_OF, exactly=True)
    assert before == {path: digest for path, digest in tree(settings.data).items() if path != Path("fetch-log.jsonl")}


@pytest.mark.parametrize("key", LIVE)
def test_robots_are_read_before_anything_else_of_a_host(key: str, sites: Internet, settings: Settings) -> None:
    attempt(settings, key)
    first: dict[str, str] = {}
    for url, _ in sites.log:
        first.setdefault(url.split("/")[2], url)
    assert first == {host: f"https://{host}/robots.txt" for host in first}
    assert set(first) == {sites.page_of(key).host, sites.file_of(key).host}


@pytest.mark.parametrize("key", LIVE)
def test_the_log_names_every_request_of_an_attempt(key: str, sites: Internet, settings: Settings) -> None:
    entry = attempt(settings, key).entry
    assert [f"{url} {code}" for url, code in sites.log] == [re.sub(r"\?[^ ]*", "", one) for one in entry.asked]
    assert entry.when == "2026-09-01T02:30:00+00:00"
    assert entry.source == key


# Each of these befalls every source, whatever its kind of file.
EVERYWHERE = {
    "404": (status(404), r"answered 404"),
    "403": (status(403), r"answered 403 FORBIDDEN\. By hand: "),
    "a page for a file": (body(lambda _: b"<html><body>Sorry</body></html>", "text/html"), r"gave a page"),
    "a page under the file's type": (body(lambda _: b"<!DOCTYPE html><html><body>Sorry</body></html>"), r"HTML or XML page"),
    "an empty file": (body(lambda _: b""), r"is empty"),
    "noise": (body(lambda _: bytes(range(256)) * 40), r"(?s).+"),
    "the first tenth": (body(lambda data: data[: len(data) // 10]), r"(?s).+"),
}


@pytest.mark.parametrize("fault", EVERYWHERE)
@pytest.mark.parametrize("key", LIVE)
def test_no_source_lands_what_is_not_its_file(key: str, fault: str, sites: Internet, settings: Settings) -> None:
    act, said = EVERYWHERE[fault]
    sites.break_at(key, "file", act)
    trial = attempt(settings, key)
    assert trial.outcome in ("failed", "refused"), trial
    assert re.search(said, trial.said), trial.said
    assert trial.landed == trial.left == () and trial.archive_stands and trial.release_stands
    assert work.is_current(settings, AS_OF, exactly=True)


@pytest.mark.parametrize("key", LIVE)
def test_a_host_whose_robots_forbid_is_not_asked_for_more(key: str, sites: Internet, settings: Settings) -> None:
    sites.break_at(key, "robots", body(lambda _: b"User-agent: *\nDisallow: /\n"))
    with pytest.raises(FetchFailed, match=r"robots\.txt forbids https://"):
        work.land_one(settings, CATALOGUE[key])
    assert {url.rsplit("/", 1)[-1] for url, _ in sites.log} == {"robots.txt"}
    assert sites.asked[sites.file_of(key)] == 0


def test_a_server_that_cannot_be_reached_is_named(sites: Internet, settings: Settings) -> None:
    nowhere = settings.model_copy(update={"mirrors": {"www.uk.coop": "http://127.0.0.1:9"}, "tries": 1})
    trial = attempt(nowhere, "coops_uk_economic")
    assert (trial.outcome, trial.entry.when, trial.entry.status) == ("failed", None, None)
    assert re.search(r"could not be asked \(.*refused", trial.said)


def test_the_stand_in_knows_nothing_that_is_not_published(sites: Internet) -> None:
    assert Address("www.uk.coop", "/nowhere.csv") not in sites.resources()


def coop_register(data: Path, *arguments: str, faults: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    chosen = [word for fault in faults for word in ("--fault", fault)]
    command = [sys.executable, "-m", "tests.internet", "run", *chosen, "--", "--data", str(data), *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600, check=False)


@pytest.fixture(scope="module")
def refreshed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """A data root after the command line's own refresh; what no script may ask was imported before."""
    data = tmp_path_factory.mktemp("refreshed")
    for source in CATALOGUE.values():
        if not is_live(source):
            by_hand(Settings(data=data), source)
    return data, coop_register(data, "refresh", "--as-of", str(AS_OF))


def test_the_command_line_lands_everything_and_releases(refreshed: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    data, done = refreshed
    assert done.returncode == 0, done.stderr[-3_000:]
    assert {one.source: one.outcome for one in entries(data / "fetch-log.jsonl")} == dict.fromkeys(LIVE, "landed")
    assert "Not landed" not in done.stdout
    assert work.released_database(Settings(data=data)) is not None


def test_a_second_refresh_with_faults_tells_them_and_leaves_the_release(
    refreshed: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    data, _ = refreshed
    before = tree(data / "published"), tree(data / "raw")
    done = coop_register(data, "refresh", "--as-of", str(AS_OF), faults=("zip bomb", "404", "renamed column"))
    assert done.returncode == 0, done.stderr[-3_000:]
    assert (tree(data / "published"), tree(data / "raw")) == before
    for key, why in (
        ("companies_house_basic", "would expand"),
        ("coops_uk_economic", "answered 404 NOT FOUND"),
        ("coops_uk_organisations", r"\['Registered Name'\]"),
    ):
        assert key in done.stdout.partition("Not landed")[2]
        assert re.search(rf"{key} was not landed: .*{why}.* \(its last good edition is 2026-0\d.*, \d+ days old\)", done.stderr)
    assert "nothing new" in done.stderr
    outcomes = {one.source: one.outcome for one in entries(data / "fetch-log.jsonl")[len(LIVE) :]}
    assert outcomes.pop("companies_house_basic") == outcomes.pop("coops_uk_economic") == "failed"
    assert outcomes.pop("coops_uk_organisations") == "refused"
    assert set(outcomes.values()) <= {"not modified", "same bytes"}
