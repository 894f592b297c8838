"""Landing: bytes are kept whole and unchanged, receipts are believed only when they agree, samples stay apart."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from extract import archive as room
from extract.archive import (
    Archive,
    archive_hash,
    editions,
    import_file,
    import_tree,
    path_of,
    receipts,
    sha256_of,
)
from extract.source import Door, Refused, Source, SourceChanged, part_of, vintage_day, vintage_in

BODY = b"Number,Name\n1,Invented Bakers Limited\n"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "raw")


@pytest.fixture
def source(invented: Callable[..., Source]) -> Source:
    return invented()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_bytes(BODY)
    return path


def variant(tmp_path: Path, name: str, number: int = 1) -> Path:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(BODY + f"{number},Another\n".encode())
    return path


def everything(archive: Archive) -> dict[str, bytes]:
    return {str(path.relative_to(archive.raw)): path.read_bytes() for path in archive.raw.rglob("*") if path.is_file()}


# Landing


def test_bytes_are_stored_under_their_hash_with_a_receipt(archive: Archive, source: Source, file: Path) -> None:
    landed = import_file(archive, source, file, "2026-02")
    digest = hashlib.sha256(BODY).hexdigest()
    assert landed.new
    assert landed.path == archive.raw / "invented_register" / f"{digest}.csv"
    assert landed.path.read_bytes() == BODY
    assert sorted(everything(archive)) == [
        f"invented_register/{digest}-2026-02.receipt.json",
        f"invented_register/{digest}.csv",
    ]
    (receipt,) = receipts(archive)
    assert (receipt.sha256, receipt.bytes, receipt.vintage, receipt.door) == (digest, len(BODY), "2026-02", "import")
    assert receipt.licence == "CC0 1.0"
    assert path_of(archive, receipt) == landed.path


def test_landing_twice_changes_nothing(archive: Archive, source: Source, file: Path, tmp_path: Path) -> None:
    import_file(archive, source, file, "2026-02")
    before = everything(archive)
    again = tmp_path / "elsewhere" / "copy.csv"
    again.parent.mkdir()
    again.write_bytes(BODY)
    landed = import_file(archive, source, again, "2026-02")
    assert not landed.new
    assert landed.receipt.file == "list.csv"  # what was landed first stands
    assert everything(archive) == before


def test_the_same_bytes_of_another_vintage_are_one_file_and_two_receipts(archive: Archive, source: Source, file: Path) -> None:
    import_file(archive, source, file, "2026-02")
    assert import_file(archive, source, file, "2026-03").new
    assert [receipt.vintage for receipt in receipts(archive)] == ["2026-02", "2026-03"]
    assert len([name for name in everything(archive) if name.endswith(".csv")]) == 1


def test_the_file_handed_in_is_left_alone(archive: Archive, source: Source, file: Path) -> None:
    landed = import_file(archive, source, file, "2026-02")
    file.write_bytes(b"Number,Name\n2,Changed afterwards\n")
    assert landed.path.read_bytes() == BODY


@pytest.mark.parametrize(
    ("claim", "why"),
    [({"sha256": "0" * 64}, "the receipt says sha256 000"), ({"bytes": 7}, "the receipt says 7 bytes, the file has 38")],
)
def test_a_receipt_that_disagrees_with_the_bytes_is_refused(
    archive: Archive, source: Source, file: Path, claim: dict[str, object], why: str
) -> None:
    with pytest.raises(Refused, match=why):
        import_file(archive, source, file, "2026-02", known=claim)
    assert everything(archive) == {}


def test_a_receipt_that_came_along_overrides_the_catalogue(archive: Archive, source: Source, file: Path) -> None:
    known = {
        "url": "https://elsewhere.example/",
        "licence": "ODC-By 1.0",
        "nature": "reconstruction: laid out anew",
        "completeness": "reconstruction",
        "bytes": len(BODY),
        "sha256": sha256_of(file),
    }
    receipt = import_file(archive, source, file, "2026-02", known=known).receipt
    assert {name: getattr(receipt, name) for name in known} == known


def test_an_unknown_completeness_is_refused(archive: Archive, source: Source, file: Path) -> None:
    with pytest.raises(Refused, match="completeness 'most of it'"):
        import_file(archive, source, file, "2026-02", known={"completeness": "most of it"})


def test_content_that_cannot_be_an_edition_is_refused(archive: Archive, source: Source, file: Path) -> None:
    file.write_bytes(b"<html><title>Service unavailable</title>")
    with pytest.raises(Refused, match="is an HTML or XML page"):
        import_file(archive, source, file, "2026-02")
    assert everything(archive) == {}


@pytest.mark.parametrize("first", ["import", "sample"])
def test_sample_and_real_editions_never_share_an_archive(
    archive: Archive, invented: Callable[..., Source], tmp_path: Path, file: Path, first: Door
) -> None:
    import_file(archive, invented(key="one_register"), file, "2026-02", door=first)
    other: Door = "sample" if first == "import" else "import"
    with pytest.raises(Refused, match="sample and real editions never share one"):
        import_file(archive, invented(key="other_register"), variant(tmp_path, "b.csv"), "2026-03", door=other)
    assert import_file(archive, invented(key="other_register"), variant(tmp_path, "b.csv"), "2026-03", door=first).new


def test_a_copy_that_was_killed_leaves_nothing_that_is_read(archive: Archive, source: Source, file: Path, tmp_path: Path) -> None:
    killed = (
        "import os, sys; from pathlib import Path\n"
        "from extract import archive\n"
        "from dataclasses import replace\n"
        "from extract.catalogue import CATALOGUE\n"
        "from extract.source import Heading\n"
        "source = replace(CATALOGUE['lad_lookup'], headings=(Heading('Number'), Heading('Name')))\n"
        "archive.os.fsync = lambda _: os._exit(9)  # dies with every byte written, before the file gets its name\n"
        "archive.import_file(archive.Archive(Path(sys.argv[1])), source, Path(sys.argv[2]), '2026-02')\n"
    )
    root = Path(room.__file__).resolve().parent.parent
    done = subprocess.run([sys.executable, "-c", killed, archive.raw, file], cwd=root, env=os.environ, check=False)
    assert done.returncode == 9
    assert [name.rpartition(".")[2] for name in everything(archive)] == ["part"]
    assert receipts(archive) == []
    landed = import_file(archive, replace(source, key="lad_lookup"), file, "2026-02")  # the next run completes
    assert landed.new
    assert path_of(archive, landed.receipt).read_bytes() == BODY
    assert not [name for name in everything(archive) if name.endswith(".part")]


def test_a_receipt_without_bytes_is_told_even_when_a_part_is_there(archive: Archive, source: Source, file: Path) -> None:
    landed = import_file(archive, source, file, "2026-02")
    landed.path.rename(landed.path.with_name(landed.path.name + ".part"))
    with pytest.raises(FileNotFoundError, match="no bytes for invented_register 2026-02"):
        path_of(archive, landed.receipt)
    assert import_file(archive, source, file, "2026-02").path.read_bytes() == BODY  # landing again mends it


def test_a_full_disk_leaves_the_archive_as_it_was(
    archive: Archive, source: Source, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_file(archive, source, file, "2026-02")
    before = everything(archive)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("extract.archive.shutil.copyfileobj", full)
    with pytest.raises(OSError, match="No space left"):
        import_file(archive, source, variant(tmp_path, "next.csv"), "2026-03")
    assert {name: body for name, body in everything(archive).items() if not name.endswith(".part")} == before
    assert len(receipts(archive)) == 1


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"source": "invented'])
def test_a_damaged_receipt_is_named(archive: Archive, source: Source, file: Path, text: str) -> None:
    landed = import_file(archive, source, file, "2026-02")
    note = next(landed.path.parent.glob("*.receipt.json"))
    note.write_text(text)
    with pytest.raises(ValueError, match=rf"{note.name} is not a receipt .*land its file again"):
        receipts(archive)


# Trees


def test_a_tree_is_landed_and_what_is_not_is_named(archive: Archive, source: Source, tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    good = variant(tree, "invented_register/2026-02/list.csv")
    note = {"sha256": sha256_of(good), "bytes": good.stat().st_size, "completeness": "excerpt", "nature": "a part"}
    good.with_name("list.csv.receipt.json").write_text(json.dumps(note))
    variant(tree, "invented_register/2026-03/list.csv", 2)
    variant(tree, "nobody_knows/2026-02/other.csv")
    variant(tree, "invented_register/spring/list.csv", 3)
    variant(tree, "invented_register/2026-04/list.csv").write_bytes(b"")
    damaged = variant(tree, "invented_register/2026-05/list.csv", 5)
    damaged.with_name("list.csv.receipt.json").write_text('{"sha256": "cut o')
    odd = variant(tree, "invented_register/2026-06/list.csv", 6)
    odd.with_name("list.csv.receipt.json").write_text("[]")
    variant(tree, "invented_register/2026-07/README.md", 7)
    report = import_tree(archive, tree, {source.key: source})
    assert [(one.receipt.vintage, one.receipt.completeness) for one in report.landed] == [
        ("2026-02", "excerpt"),
        ("2026-03", "complete"),
    ]
    assert report.unknown == ("nobody_knows/2026-02/other.csv",)
    reasons = dict(report.refused)
    assert sorted(reasons) == [
        "invented_register/2026-04/list.csv",
        "invented_register/2026-05/list.csv",
        "invented_register/2026-06/list.csv",
        "invented_register/2026-07/README.md",
        "invented_register/spring/list.csv",
    ]
    assert "is empty" in reasons["invented_register/2026-04/list.csv"]
    assert "'spring' is not YYYY" in reasons["invented_register/spring/list.csv"]
    assert "not a csv file" in reasons["invented_register/2026-07/README.md"]


def test_a_tree_landed_twice_is_a_no_op(archive: Archive, source: Source, tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    variant(tree, "invented_register/2026-02/list.csv")
    import_tree(archive, tree, {source.key: source})
    before = everything(archive)
    assert [one.new for one in import_tree(archive, tree, {source.key: source}).landed] == [False]
    assert everything(archive) == before


def test_a_tree_that_is_not_there_is_told(archive: Archive, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="laid out <key>/<vintage>/<file>"):
        import_tree(archive, tmp_path / "nowhere", {})


# As of


def landed(archive: Archive, source: Source, tmp_path: Path, *vintages: str) -> None:
    for number, vintage in enumerate(vintages):
        import_file(archive, source, variant(tmp_path, f"in/{vintage}.csv", number), vintage)


def chosen(archive: Archive, source: Source, as_of: str) -> list[str]:
    return [receipt.vintage for receipt in editions(archive, source, date.fromisoformat(as_of))]


@pytest.mark.parametrize(
    ("as_of", "vintages"),
    [
        ("2016-06-29", []),
        ("2016-06-30", ["2016-06"]),  # a month means its last day
        ("2020-12-30", ["2016-06", "2017-06"]),
        ("2020-12-31", ["2016-06", "2017-06", "2020"]),  # a year means its last day
        ("2026-01-01", ["2016-06", "2017-06", "2020"]),
    ],
)
def test_a_register_is_read_up_to_the_day(
    archive: Archive, source: Source, tmp_path: Path, as_of: str, vintages: list[str]
) -> None:
    landed(archive, source, tmp_path, "2020", "2016-06", "2017-06")
    assert chosen(archive, source, as_of) == vintages


@pytest.mark.parametrize(
    ("as_of", "vintages"),
    [
        ("2016-01-01", ["2016-06"]),  # none yet: the earliest after it
        ("2017-06-29", ["2016-06"]),
        ("2017-06-30", ["2017-06"]),
        ("2026-01-01", ["2020"]),
    ],
)
def test_of_a_reference_the_newest_up_to_the_day_is_read(
    archive: Archive, invented: Callable[..., Source], tmp_path: Path, as_of: str, vintages: list[str]
) -> None:
    reference = invented(role="reference")
    assert chosen(archive, reference, as_of) == []
    landed(archive, reference, tmp_path, "2020", "2016-06", "2017-06")
    assert chosen(archive, reference, as_of) == vintages


def test_an_edition_in_parts_is_read_whole(archive: Archive, invented: Callable[..., Source], tmp_path: Path) -> None:
    parted = invented(role="reference")
    for number in (2, 1):
        import_file(archive, parted, variant(tmp_path, f"list-2026-02-part{number}_2.csv", number), "2026-02")
    found = editions(archive, parted, date(2026, 3, 1))
    assert [(receipt.vintage, receipt.part) for receipt in found] == [("2026-02", "1_2"), ("2026-02", "2_2")]


def test_of_one_vintage_the_file_landed_last_stands(archive: Archive, source: Source, tmp_path: Path) -> None:
    """A corrected file takes the place of the first, and the first can be put back; nothing is lost."""
    first, second = variant(tmp_path, "1.csv", 1), variant(tmp_path, "2.csv", 2)
    for file, revision in ((first, 1), (second, 2), (first, 3)):
        assert import_file(archive, source, file, "2026-02").receipt.revision == revision
        (edition,) = editions(archive, source, date(2026, 3, 3))
        assert edition.file == file.name
    assert not import_file(archive, source, first, "2026-02").new
    assert len(receipts(archive)) == 3


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda text: text.replace("Name", "Title", 1), "required heading"),
        (lambda text: text.rstrip().rsplit(",", 1)[0], "middle of the record"),
    ],
    ids=["a heading renamed", "cut short"],
)
def test_a_file_of_another_layout_is_not_landed(
    archive: Archive, source: Source, tmp_path: Path, change: Callable[[str], str], words: str
) -> None:
    file = variant(tmp_path, "1.csv", 1)
    file.write_text(change(file.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(SourceChanged, match=words):
        import_file(archive, source, file, "2026-02")
    assert receipts(archive) == []


def test_the_archive_hash_stands_for_bytes_and_claims(archive: Archive, source: Source, tmp_path: Path) -> None:
    landed(archive, source, tmp_path, "2016-06", "2017-06")
    found = receipts(archive)
    assert archive_hash(found) == archive_hash(reversed(found))
    assert archive_hash(found) == archive_hash([replace(found[0], fetched_at="2026-01-01T00:00:00+00:00"), found[1]])
    assert archive_hash(found) != archive_hash(found[:1])
    assert archive_hash(found) != archive_hash([replace(found[0], completeness="excerpt"), found[1]])
    assert archive_hash(found) != archive_hash([replace(found[0], licence="another"), found[1]])


# Vintages


@pytest.mark.parametrize(
    ("vintage", "day"), [("2020", "2020-12-31"), ("2017-06", "2017-06-30"), ("2024-02", "2024-02-29"), ("2020-06-01", "2020-06-01")]
)
def test_a_partial_vintage_means_its_last_day(vintage: str, day: str) -> None:
    assert vintage_day(vintage) == date.fromisoformat(day)


@pytest.mark.parametrize("vintage", ["", "20", "2020-6", "2020-13", "2023-02-29", "June 2020", "2020-06-01T00:00", "latest"])
def test_what_is_no_vintage_is_refused(vintage: str) -> None:
    with pytest.raises(ValueError, match=r"vintage|month|day"):
        vintage_day(vintage)


@pytest.mark.parametrize(
    ("pattern", "label", "vintage"),
    [
        (r"_(?P<y>\d{4})_(?P<m>\d{1,2})", "open_data_2024_06.csv", "2024-06"),
        (r"_(?P<y>\d{4})_(?P<m>\d{1,2})", "open_data_2024_6.csv", "2024-06"),
        (r"-(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})", "Data-2026-08-01.zip", "2026-08-01"),
        (r"_(?P<y>\d{4})_q(?P<q>[1-4])", "outlets_2019_q1.csv", "2019-03"),
        (r"_(?P<y>\d{4})_(q(?P<q>[1-4])|(?P<m>\d\d))", "outlets_2019_11.csv", "2019-11"),
        (r"\((?P<mon>[A-Za-z]+) (?P<y>\d{4})\)", "Directory (August 2025)", "2025-08"),
        (r"_(?P<mon>[A-Z]{3})_(?P<y>\d{4})", "ONSPD_MAY_2025.zip", "2025-05"),
        (r"(?P<y>\d{4})", "population 2020", "2020"),
        (r"_(?P<y>\d{4})", "list.csv", None),
        (None, "list_2020.csv", None),
    ],
)
def test_the_vintage_in_a_link(invented: Callable[..., Source], pattern: str | None, label: str, vintage: str | None) -> None:
    assert vintage_in(invented(vintage_pattern=pattern), label) == vintage


@pytest.mark.parametrize("label", ["Directory (Latest 2025)", "Directory (Maybe 0000)"])
def test_a_vintage_that_is_no_date_is_told(invented: Callable[..., Source], label: str) -> None:
    with pytest.raises(ValueError, match="Directory"):
        vintage_in(invented(vintage_pattern=r"\((?P<mon>[A-Za-z]+) (?P<y>\d{4})\)"), label)


@pytest.mark.parametrize(
    ("file", "part"),
    [("BasicCompanyData-2020-06-01-part6_7.csv", "6_7"), ("list.csv", ""), ("list_1_2.csv", "")],
)
def test_the_part_of_an_edition_in_several_files(file: str, part: str) -> None:
    assert part_of(file) == part
