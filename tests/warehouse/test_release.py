"""Releases: complete or absent, the same bytes for the same rows, refused unexamined, `latest` in its place."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import duckdb
import frictionless
import polars as pl
import pyarrow.parquet as pq
import pytest

from tests.warehouse.conftest import CARE, SOCIETY, UNION, Rows, small, write
from transform.build import TABLES
from transform.table import Column, Table
from warehouse import database
from warehouse.files import file_name
from warehouse.keep import keep
from warehouse.release import (
    ALSO_NAMED,
    DATABASE,
    Released,
    ReleaseFailed,
    ReleaseRefused,
    latest,
    previous_release,
    release,
    releases,
)

ROOT = Path(__file__).resolve().parents[2]
Say = Callable[[str], None]
FIRST, SECOND = "2017-06-30-aaaa-bbbb", "2018-06-30-cccc-bbbb"
TOP = {
    "CHANGES.md", "CITE.txt", "LICENCE.md", "SHA256SUMS", "SOURCES.md", "checks.csv", "csv", "datapackage.json", "dataset.jsonld",
    "dictionary.md", "index.html", "parquet", "release.json", "sources.csv", DATABASE, ALSO_NAMED,
}  # fmt: skip


def _release(
    tmp_path: Path, say: Say, rows: Rows | None = None, release_id: str = FIRST, as_of: date = date(2017, 6, 30)
) -> Released:
    scratch = write(tmp_path / "scratch.duckdb", rows or small(), release_id, as_of)
    keep(scratch, tmp_path / "warehouse.duckdb")
    return release(tmp_path / "warehouse.duckdb", tmp_path / "published", say)


@pytest.fixture
def first(tmp_path: Path, say: Say) -> Released:
    return _release(tmp_path, say)


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Released:
    """A first release for tests that only read it."""
    said: list[str] = []
    return _release(tmp_path_factory.mktemp("one"), said.append)


def _hashes(folder: Path) -> dict[str, str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def _later(rows: Rows) -> Rows:
    """The same register a year later: one renamed and moved, one ended, one gone under another id, one new, a figure revised."""
    society, union, care, left = rows["register.organisation"]
    society |= {"name": "Ynys Coffee Co-operative Society Limited", "postcode": "M99 9ZZ", "district_name": "Manchester"}
    society |= {"district_code": "E08000003", "sector": "Retail"}
    union |= {"status": "ended", "ended_on": date(2018, 3, 1)}
    rows["register.organisation"] = [
        society,
        union,
        care,
        dict(left, organisation_id="GB-COH-09900004", registered_on=date(2018, 1, 1)),
    ]
    rows["register.redirect"].append({"from_id": "XI-CUK-R990004", "organisation_id": "GB-COH-09900004", "reason": "number found"})
    rows["register.finance"][1] |= {"value": Decimal("260000.00")}
    return rows


# What is in a release


def test_first_release_has_every_paper_and_says_first(one: Released) -> None:
    assert one.made and one.previous is None
    assert {path.name for path in one.folder.iterdir()} == TOP
    assert "First release" in (one.folder / "CHANGES.md").read_text(encoding="utf-8")
    names = {f"{file_name(table)}" for table in database.published()}
    assert {path.stem for path in (one.folder / "csv").iterdir()} == names
    assert {path.stem for path in (one.folder / "parquet").iterdir()} == names
    assert (one.folder / "checks.csv").read_bytes() == (one.folder / "csv" / "register_check.csv").read_bytes()


def test_sums_are_sorted_and_right(one: Released) -> None:
    lines = (one.folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    listed = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    found = _hashes(one.folder)
    del found["SHA256SUMS"]
    assert listed == found
    assert list(listed) == sorted(listed)


def test_csv_and_parquet_hold_what_the_database_holds(one: Released) -> None:
    for table in database.published():
        parquet = pl.read_parquet(one.folder / "parquet" / f"{file_name(table)}.parquet")
        assert parquet.columns == [column.name for column in table.columns]
        with database.opened(one.folder / DATABASE) as con:
            held = con.sql(database.ordered_select(table)).pl()
        assert parquet.rows() == held.rows()
        text = (one.folder / "csv" / f"{file_name(table)}.csv").read_text(encoding="utf-8")
        cells = list(csv.reader(text.splitlines(keepends=True)))
        assert cells[0] == parquet.columns
        assert cells[1:] == [[_as_text(value) for value in row] for row in parquet.rows()]


def _as_text(value: object) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def test_csv_tells_null_from_empty_and_keeps_decimals_dates_and_quotes(one: Released) -> None:
    lines = (one.folder / "csv" / "register_organisation.csv").read_text(encoding="utf-8").splitlines()
    assert lines[1].startswith(
        'GB-COH-09900001,"Hands ""Together"", Care Co-operative Ltd",coops_uk_organisations,,Registered Society'
    )
    assert ",1234567.89,2013-12-31,2016,carried_forward," in next(line for line in lines if line.startswith(SOCIETY))
    address = (one.folder / "csv" / "register_address.csv").read_text(encoding="utf-8")
    assert f'{CARE},registered_office,"","Mill Lane, Manchester",M99 9ZZ,,' in address


def test_frictionless_accepts_the_data_package(one: Released) -> None:
    report = frictionless.validate(str(one.folder / "datapackage.json"))
    assert report.valid, report.flatten(["title", "message"])
    assert len(report.tasks) == len(database.published())
    package = json.loads((one.folder / "datapackage.json").read_text(encoding="utf-8"))
    resource = next(r for r in package["resources"] if r["name"] == "register_finance")
    assert resource["schema"]["missingValues"] == [""]
    assert resource["schema"]["foreignKeys"] == [
        {"fields": ["organisation_id"], "reference": {"resource": "register_organisation", "fields": ["organisation_id"]}}
    ]
    assert resource["schema"]["primaryKey"] == ["source", "edition", "file_sha256", "source_line", "measure"]
    measure = next(field for field in resource["schema"]["fields"] if field["name"] == "measure")
    assert "turnover" in measure["constraints"]["enum"] and measure["constraints"]["required"]
    assert package["licenses"] == [{"title": "Open Licence 1.0", "path": "https://example.org/licence"}]


def test_a_constraint_that_the_rows_do_not_obey_is_not_declared(tmp_path: Path, say: Say) -> None:
    """A warning of the gates may leave a value outside its pattern, and an orphan: the package must still be true."""
    rows = small()
    rows["register.organisation"][0]["sic_code"] = "ABC"
    rows["register.identifier"][0]["organisation_id"] = "GB-MPR-NOBODY"
    rows["register.source"].append(dict(rows["register.source"][0]))
    made = _release(tmp_path, say, rows)
    package = json.loads((made.folder / "datapackage.json").read_text(encoding="utf-8"))
    schemas = {resource["name"]: resource["schema"] for resource in package["resources"]}
    sic = next(field for field in schemas["register_organisation"]["fields"] if field["name"] == "sic_code")
    assert "constraints" not in sic
    assert "foreignKeys" not in schemas["register_identifier"]
    assert "primaryKey" not in schemas["register_source"]
    assert frictionless.validate(str(made.folder / "datapackage.json")).valid


def test_frictionless_notices_a_spoilt_file(first: Released) -> None:
    path = first.folder / "csv" / "register_finance.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("250000.00", "many"), encoding="utf-8")
    assert not frictionless.validate(str(first.folder / "datapackage.json")).valid


def test_jsonld_lists_every_file_with_its_hash(one: Released) -> None:
    dataset = json.loads((one.folder / "dataset.jsonld").read_text(encoding="utf-8"))
    assert dataset["@type"] == ["Dataset", "dcat:Dataset"]
    assert dataset["temporalCoverage"] == "2015-02-01/2017-06-30"
    assert dataset["version"] == FIRST
    found = _hashes(one.folder)
    listed = {part["contentUrl"]: part["sha256"] for part in dataset["distribution"]}
    assert listed == {name: found[name] for name in listed}
    assert DATABASE in listed and len(listed) == 2 * len(database.published()) + 1


def test_papers_carry_nature_licence_and_attribution(one: Released) -> None:
    sources = (one.folder / "SOURCES.md").read_text(encoding="utf-8")
    assert "**2017-06** - reconstruction: made from a list" in sources
    assert "attribution: Contains invented data & more." in sources
    assert sources.count("dated after the as-of day") == 1
    licence = (one.folder / "LICENCE.md").read_text(encoding="utf-8")
    assert (
        "| Invented Publisher, Mutuals | Open Licence 1.0 <https://example.org/licence> | Contains invented data & more. |"
        in licence
    )
    cite = (one.folder / "CITE.txt").read_text(encoding="utf-8")
    assert cite.count("\n") == 1
    assert FIRST in cite and "as of 30 June 2017" in cite and "Mutuals (2017-06, reconstruction)" in cite


def test_sample_data_say_so_wherever_they_could_be_quoted(tmp_path: Path, say: Say) -> None:
    rows = small()
    for source in rows["register.source"]:
        source["door"] = "sample"
    folder = _release(tmp_path, say, rows).folder
    for paper in ("CITE.txt", "LICENCE.md", "SOURCES.md", "index.html", "dataset.jsonld", "datapackage.json"):
        assert "INVENTED SAMPLE DATA" in (folder / paper).read_text(encoding="utf-8"), paper


class _Page(HTMLParser):
    """What a checker looks at: open elements, links, external things, headings of columns."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        self.links += [given[name] or "" for name in ("href", "src") if name in given]
        self.ids += [given["id"] or ""] if "id" in given else []
        if tag not in {"meta", "link", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_page_is_well_formed_escaped_and_loads_nothing(one: Released) -> None:
    text = (one.folder / "index.html").read_text(encoding="utf-8")
    page = _Page()
    page.feed(text)
    assert page.open == []
    assert "script" not in page.tags and "img" not in page.tags
    assert all(not link.startswith(("http", "//")) for link in page.links)
    for link in page.links:
        assert link.removeprefix("#") in page.ids if link.startswith("#") else (one.folder / link).is_file(), link
    assert "edition is &lt;i&gt;young&lt;/i&gt;" in text and "<i>young" not in text
    assert "Codes &lt;b&gt;" in text and "data &amp; more" in text
    assert 'lang="en-GB"' in text and text.count("<caption>") == 6


def test_page_shows_both_bases_and_both_coverages(one: Released) -> None:
    text = (one.folder / "index.html").read_text(encoding="utf-8")
    for shown in ("as published", "reported", "1,485,268", "250,700", "75.0 %", "16.8 %", "Coverage by count", "Coverage by value"):
        assert shown in text, shown


# The same rows give the same bytes

_AGAIN = """
import sys
from datetime import date
from pathlib import Path
import duckdb
connect = duckdb.connect
def threaded(*a, **k):
    con = connect(*a, **k)
    con.execute(f"SET threads = {sys.argv[2]}")
    return con
duckdb.connect = threaded
from tests.warehouse.conftest import small, write
from warehouse.keep import keep
from warehouse.release import release
root = Path(sys.argv[1])
db = write(root / "scratch.duckdb", small(), backwards=sys.argv[2] == "4")
with duckdb.connect(str(db)) as con:
    con.execute(
        "INSERT INTO register.reject SELECT 'fca_mutuals', '2017-06', repeat('a', 64), i, 'Postcode', (hash(i) % 977)::VARCHAR, "
        "'not_a_postcode', i % 3 = 0 FROM range(1, 250_001) AS t (i) ORDER BY hash(i + ?)", [int(sys.argv[2])])
keep(db, root / "warehouse.duckdb")
release(root / "warehouse.duckdb", root / "published", lambda said: None)
"""


def test_same_rows_give_the_same_bytes_whatever_threads_hash_seed_or_order(tmp_path: Path) -> None:
    found = []
    for threads, seed in (("1", "0"), ("4", "1")):
        root = tmp_path / threads
        root.mkdir()
        settings = {"PYTHONHASHSEED": seed, "POLARS_MAX_THREADS": threads, "OMP_NUM_THREADS": threads}
        subprocess.run([sys.executable, "-c", _AGAIN, str(root), threads], cwd=ROOT, env={**os.environ, **settings}, check=True)
        found.append(_hashes(root / "published" / FIRST))
    for hashes in found:
        for name in (DATABASE, ALSO_NAMED, "SHA256SUMS", "dataset.jsonld"):  # the database file itself may differ in layout
            del hashes[name]
    assert found[0] == found[1]
    groups = pq.ParquetFile(tmp_path / "1" / "published" / FIRST / "parquet" / "register_reject.parquet").metadata
    assert [groups.row_group(n).num_rows for n in range(groups.num_row_groups)] == [100_000, 100_000, 50_001]


def test_a_table_that_did_not_change_keeps_its_bytes_in_the_next_release(first: Released, tmp_path: Path, say: Say) -> None:
    second = _release(tmp_path, say, _later(small()), SECOND, date(2018, 6, 30))
    before, after = _hashes(first.folder), _hashes(second.folder)
    assert before["parquet/register_district.parquet"] == after["parquet/register_district.parquet"]
    assert before["parquet/register_organisation.parquet"] != after["parquet/register_organisation.parquet"]


# What changed


def test_changes_by_kind_with_reasons(first: Released, tmp_path: Path, say: Say) -> None:
    second = _release(tmp_path, say, _later(small()), SECOND, date(2018, 6, 30))
    assert second.previous == FIRST
    rows = pl.read_parquet(second.folder / "parquet" / "register_change.parquet")
    assert rows["previous_release"].unique().to_list() == [FIRST]
    care, left, new = (
        'Hands "Together", Care Co-operative Ltd',
        "Credit Union Friends of Cardiff",
        "Ynys Coffee Co-operative Society Limited",
    )
    assert rows.drop("previous_release").rows() == [
        ("added", "GB-COH-09900004", left, None, "unknown", "takes the place of XI-CUK-R990004"),
        ("figure_revised", CARE, care, "250000.00 GBP", "260000.00 GBP", "turnover of 2016 in coops_uk_economic 2017-06"),
        ("gone", "XI-CUK-R990004", left, "unknown", "GB-COH-09900004", "redirect: the organisation is now under GB-COH-09900004"),
        ("moved", SOCIETY, new, "CF99 1AA, Cardiff", "M99 9ZZ, Manchester", "registered office"),
        ("reclassified", SOCIETY, new, None, "Retail", "sector"),
        ("renamed", SOCIETY, new, "Ynys Café Co-operative Society Limited", new, "another name"),
        ("status", UNION, "Larkmoor Savers Limited", "live", "ended", "ended on 2018-03-01, as fca_mutuals 2017-06 says"),
    ]
    text = (second.folder / "CHANGES.md").read_text(encoding="utf-8")
    assert f"compared with release {FIRST}" in text
    assert "| Renamed | 1 |" in text and "## Status changed: 1" in text and "* 1: takes the place of" in text


def test_gone_without_a_trace_is_not_accounted_for_and_comes_first(first: Released, tmp_path: Path, say: Say) -> None:
    rows = small()
    rows["register.organisation"] = rows["register.organisation"][1:2]
    rows["register.identifier"] = rows["register.identifier"][3:4]
    rows["register.redirect"] = []
    second = _release(tmp_path, say, rows, SECOND, date(2018, 6, 30))
    gone = pl.read_parquet(second.folder / "parquet" / "register_change.parquet").filter(pl.col("change") == "gone")
    assert dict(gone.select("organisation_id", "reason").rows()) == {
        SOCIETY: "not accounted for",
        CARE: "not accounted for",
        "XI-CUK-R990004": "left the list",
    }
    section = (second.folder / "CHANGES.md").read_text(encoding="utf-8").split("## No longer")[1]
    assert section.index("| not accounted for |") < section.index("| left the list |")


def test_an_id_followed_by_another_identifier_is_accounted_for(first: Released, tmp_path: Path, say: Say) -> None:
    """A declared number that a later edition corrects leaves no redirect, but the publisher's own id leads on."""
    rows = small()
    rows["register.organisation"][0]["organisation_id"] = "GB-MPR-99111R"
    rows["register.identifier"] = [
        dict(rows["register.identifier"][2], organisation_id="GB-MPR-99111R"),
        *rows["register.identifier"][3:],
    ]
    rows["register.redirect"] = []
    second = _release(tmp_path, say, rows, SECOND, date(2018, 6, 30))
    changes = pl.read_parquet(second.folder / "parquet" / "register_change.parquet")
    assert changes.filter(pl.col("change") == "gone")["reason"].to_list() == ["its XI-CUK-R990001 is now under GB-MPR-99111R"]
    assert changes.filter(pl.col("change") == "added")["reason"].to_list() == [f"takes the place of {SOCIETY}"]


def test_a_figure_of_an_edition_that_only_one_release_has_is_no_revision(first: Released, tmp_path: Path, say: Say) -> None:
    rows = small()
    rows["register.source"].append(dict(rows["register.source"][2], edition="2018-06", edition_date=date(2018, 6, 30)))
    rows["register.finance"].append(dict(rows["register.finance"][1], edition="2018-06", value=Decimal("1.00")))
    second = _release(tmp_path, say, rows, SECOND, date(2018, 6, 30))
    assert "No organisation and no figure differs" in (second.folder / "CHANGES.md").read_text(encoding="utf-8")


def test_a_previous_release_with_an_older_layout_is_still_compared(first: Released, tmp_path: Path, say: Say) -> None:
    with duckdb.connect() as con:
        con.execute(f"ATTACH '{first.folder / DATABASE}' AS old")
        con.execute("DROP SCHEMA old.question CASCADE")
        con.execute("ALTER TABLE old.register.organisation DROP COLUMN sector")
    second = _release(tmp_path, say, _later(small()), SECOND, date(2018, 6, 30))
    kinds = pl.read_parquet(second.folder / "parquet" / "register_change.parquet")["change"].to_list()
    assert "reclassified" not in kinds and "renamed" in kinds


# The shelf


def test_the_same_release_is_not_made_twice(first: Released, tmp_path: Path, say: Say, said: list[str]) -> None:
    before = {path: path.stat().st_mtime_ns for path in first.folder.rglob("*")}
    again = release(tmp_path / "warehouse.duckdb", tmp_path / "published", say)
    assert again == Released(FIRST, first.folder, None, made=False)
    assert {path: path.stat().st_mtime_ns for path in first.folder.rglob("*")} == before
    assert "nothing was rewritten" in said[-1]


def test_latest_moves_forward_and_not_back(first: Released, tmp_path: Path, say: Say, said: list[str]) -> None:
    published = tmp_path / "published"
    assert (published / "latest").readlink() == Path(FIRST)
    _release(tmp_path, say, _later(small()), SECOND, date(2018, 6, 30))
    assert (published / "latest").readlink() == Path(SECOND)
    back = _release(tmp_path, say, small(), "2016-06-30-eeee-bbbb", date(2016, 6, 30))
    assert back.made and back.previous is None
    assert (published / "latest").readlink() == Path(SECOND) and latest(published) == published / SECOND
    assert f"latest stays at {SECOND}" in said[-1]
    listing = json.loads((published / "releases.json").read_text(encoding="utf-8"))
    assert listing["latest"] == SECOND
    assert [card["release_id"] for card in listing["releases"]] == ["2016-06-30-eeee-bbbb", FIRST, SECOND]
    assert listing["releases"][1] == {
        "release_id": FIRST, "as_of": "2017-06-30", "previous": None, "organisations": 4, "checks_passed": 3, "checks_failed": 1,
        "folder": FIRST, "code_version": "b" * 64, "archive_hash": "a" * 64,
    }  # fmt: skip


def test_other_content_of_the_same_day_follows_the_one_before(first: Released, tmp_path: Path, say: Say) -> None:
    published = tmp_path / "published"
    second = _release(tmp_path, say, _later(small()), "2017-06-30-0000-bbbb")
    third = _release(tmp_path, say, small(), "2017-06-30-5555-bbbb")
    assert (second.previous, third.previous) == (FIRST, "2017-06-30-0000-bbbb")
    assert latest(published) == third.folder
    assert [card.release_id for card in releases(published)] == [FIRST, second.release_id, third.release_id]
    assert previous_release(published, date(2017, 6, 30), third.release_id) == second.folder
    assert previous_release(published, date(2017, 6, 29)) is None
    assert previous_release(tmp_path / "nowhere", date(2030, 1, 1)) is None


def test_an_interrupted_listing_is_put_in_order_by_the_next_run(first: Released, tmp_path: Path, say: Say) -> None:
    published = tmp_path / "published"
    (published / "releases.json").unlink()
    (published / "latest").unlink()
    release(tmp_path / "warehouse.duckdb", published, say)
    assert (published / "latest").readlink() == Path(FIRST)
    assert json.loads((published / "releases.json").read_text(encoding="utf-8"))["latest"] == FIRST


_KILLED = """
import os, signal, sys
from pathlib import Path
import warehouse.release
def cut(*given):
    os.kill(os.getpid(), signal.SIGKILL)
warehouse.release.write_card = cut
warehouse.release.release(Path(sys.argv[1]), Path(sys.argv[2]), print)
"""


def test_killed_half_way_nothing_is_released_and_the_next_run_says_so(
    scratch: Path, tmp_path: Path, say: Say, said: list[str]
) -> None:
    keep(scratch, tmp_path / "warehouse.duckdb")
    published = tmp_path / "published"
    command = [sys.executable, "-c", _KILLED, str(tmp_path / "warehouse.duckdb"), str(published)]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == -9
    assert [path.name for path in published.iterdir()] == [f".making-{FIRST}"]
    assert latest(published) is None
    assert release(tmp_path / "warehouse.duckdb", published, say).made
    assert said[0] == f"removed .making-{FIRST}: a release that was cut short before it was done"
    assert sorted(path.name for path in published.iterdir()) == [FIRST, "latest", "releases.json"]


_FULL = """
import resource, sys
from pathlib import Path
from warehouse.release import ReleaseFailed, release
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
try:
    release(Path(sys.argv[1]), Path(sys.argv[2]), print)
except ReleaseFailed as problem:
    print("FAILED", problem)
"""


def test_a_full_disk_is_said_and_leaves_the_earlier_release_and_nothing_half_made(first: Released, tmp_path: Path) -> None:
    """A limit on the size of files stands for the full disk: the database of a release is over it."""
    published = tmp_path / "published"
    keep(write(tmp_path / "scratch.duckdb", small(), SECOND, date(2018, 6, 30)), tmp_path / "warehouse.duckdb")
    before = _hashes(published)
    command = [sys.executable, "-c", _FULL, str(tmp_path / "warehouse.duckdb"), str(published)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stdout.startswith(f"FAILED release {SECOND} could not be written to")
    assert _hashes(published) == before
    assert not list(published.glob(".making-*"))


def test_a_folder_that_cannot_be_written_is_said(scratch: Path, tmp_path: Path, say: Say) -> None:
    keep(scratch, tmp_path / "warehouse.duckdb")
    (tmp_path / "published").write_text("a file where the folder belongs")
    with pytest.raises(ReleaseFailed, match="could not be written"):
        release(tmp_path / "warehouse.duckdb", tmp_path / "published", say)


# Refusals


@pytest.mark.parametrize("gate", ["source", "register", "release"])
def test_refused_when_a_gate_never_ran(gate: str, tmp_path: Path, say: Say) -> None:
    rows = small()
    rows["register.check"] = [check for check in rows["register.check"] if check["gate"] != gate]
    with pytest.raises(ReleaseRefused, match=rf"never examined by gate\(s\) {gate}"):
        _release(tmp_path, say, rows)
    assert not (tmp_path / "published").exists()


@pytest.mark.parametrize(("severity", "verdict"), [("critical", "failed"), ("critical", "broken"), ("warning", "broken")])
def test_refused_when_a_critical_check_did_not_pass(severity: str, verdict: str, tmp_path: Path, say: Say) -> None:
    rows = small()
    rows["register.check"][-1] |= {"severity": severity, "verdict": verdict}
    with pytest.raises(ReleaseRefused, match=r"1 critical check\(s\) did not pass - source: register.source edition is"):
        _release(tmp_path, say, rows)
    assert not (tmp_path / "published").exists()


def test_refused_without_a_warehouse_and_with_an_id_that_is_no_folder_name(tmp_path: Path, say: Say) -> None:
    with pytest.raises(ReleaseRefused, match="build it first"):
        release(tmp_path / "nowhere.duckdb", tmp_path / "published", say)
    with pytest.raises(database.WarehouseError, match="can name a folder"):
        _release(tmp_path, say, release_id="../../elsewhere")


def test_a_folder_in_the_way_that_is_no_release_is_not_touched(scratch: Path, tmp_path: Path, say: Say) -> None:
    keep(scratch, tmp_path / "warehouse.duckdb")
    (tmp_path / "published" / FIRST).mkdir(parents=True)
    with pytest.raises(database.WarehouseError, match="is in the way"):
        release(tmp_path / "warehouse.duckdb", tmp_path / "published", say)
    shutil.rmtree(tmp_path / "published" / FIRST)
    (tmp_path / "published" / "latest").mkdir()
    with pytest.raises(database.WarehouseError, match="not a link to a release"):
        release(tmp_path / "warehouse.duckdb", tmp_path / "published", say)


# What may not leave


def test_only_contract_columns_of_published_tables_leave(tmp_path: Path, say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    hidden = Table(
        "register", "notebook", "one note", (Column("note", "VARCHAR", "A note.", required=True),), ("note",), published=False
    )
    postcodes = Table("register", "place", "one postcode", (Column("postcode", "VARCHAR", "Code.", required=True),), ("postcode",))
    tables = (*TABLES, hidden, postcodes)
    for module in ("warehouse.database", "warehouse.keep", "tests.warehouse.conftest"):
        monkeypatch.setattr(f"{module}.TABLES", tables)
    rows = small() | {"register.notebook": [{"note": "secret"}], "register.place": [{"postcode": "BT1 1AA"}]}
    made = _release(tmp_path, say, rows)
    with database.opened(tmp_path / "warehouse.duckdb") as con:
        assert con.execute("SELECT note FROM register.notebook").fetchall() == [("secret",)]
    names = " ".join(_hashes(made.folder))
    assert "notebook" not in names and "register_place" not in names
    with database.opened(made.folder / DATABASE) as con:
        there = con.execute("SELECT table_name FROM duckdb_tables() WHERE NOT internal").fetchall()
    assert ("notebook",) not in there and ("place",) not in there
    assert "notebook" not in (made.folder / "dictionary.md").read_text(encoding="utf-8")


def test_no_contract_has_a_column_for_telephones_mail_or_persons() -> None:
    names = [f"{table.full_name}.{column.name}" for table in database.published() for column in table.columns]
    assert [name for name in names if re.search(r"phone|e_?mail|person|contact|fax|secretary|director", name)] == []


def test_the_released_database_can_be_opened_and_asked_directly(one: Released) -> None:
    with duckdb.connect(str(one.folder / DATABASE), read_only=True) as con:
        assert con.execute("SELECT count(*) FROM register.organisation").fetchall() == [(4,)]
        assert (
            con.execute("SELECT wording FROM question.welsh_districts_credit_unions")
            .fetchall()[0][0]
            .startswith("no registered office")
        )
        tags = con.execute("SELECT tags FROM duckdb_databases() WHERE database_name = current_database()").fetchall()[0][0]
    assert str(tags["storage_version"]).startswith("v1.5.0")
    assert (one.folder / ALSO_NAMED).samefile(one.folder / DATABASE)
