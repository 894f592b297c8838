"""Bytes to text: what is read, on which line it stood, and what is refused."""

from __future__ import annotations

import csv
import io
import json
import struct
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.read import check_content, decode, hrefs, match_headings, open_member, portal_items, read_csv, safe_zip
from extract.source import Heading, Raw, Refused, Source, SourceChanged

HEADER = b"Number,Name,Sector\n"


@pytest.fixture
def source(invented: Callable[..., Source]) -> Source:
    return invented()


@pytest.fixture
def zipped(invented: Callable[..., Source]) -> Source:
    return invented(suffix="zip")


def rows(raw: Raw) -> list[tuple[object, ...]]:
    return raw.frame.rows()


# Encodings


@pytest.mark.parametrize(
    ("data", "text", "encoding", "replaced"),
    [
        ("Café".encode(), "Café", "utf-8", 0),
        ("Café".encode("utf-8-sig"), "Café", "utf-8-sig", 0),
        ("Café – £5".encode("cp1252"), "Café – £5", "cp1252", 0),
        (b"\xef\xbb\xbf" + "Café".encode("cp1252"), "Café", "cp1252", 0),  # as the Scottish Housing Regulator writes
        (b"caf\xe9 \x81\x8d", "café \ufffd\ufffd", "cp1252", 2),  # five bytes mean nothing in cp1252
        (b"", "", "utf-8", 0),
        (b"\xef\xbb\xbf", "", "utf-8-sig", 0),
    ],
)
def test_decode(data: bytes, text: str, encoding: str, replaced: int) -> None:
    assert decode(data) == (text, encoding, replaced)


def test_the_encoding_and_what_it_does_not_define_are_told(source: Source) -> None:
    raw = read_csv(source, b"\xef\xbb\xbfNumber,Name\n1,Caf\xe9\n2,\x81\n")
    assert raw.frame["Name"].to_list() == ["Café", "\ufffd"]
    assert (raw.encoding, raw.replaced_characters) == ("cp1252", 1)


# Records and their lines


def test_a_record_is_told_by_the_line_on_which_it_starts(source: Source) -> None:
    data = b'Number,Name\r\n1,"Unit 3\r\nMill Lane\r\nLeeds"\r\n\r\n2,"a ""quoted"" name"\r\n3,last'
    assert rows(read_csv(source, data)) == [
        (2, "1", "Unit 3\r\nMill Lane\r\nLeeds"),
        (6, "2", 'a "quoted" name'),
        (7, "3", "last"),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_all_line_ends_count(source: Source, end: str) -> None:
    assert rows(read_csv(source, end.join(["Number,Name", "1,a", "2,b"]).encode())) == [(2, "1", "a"), (3, "2", "b")]


def test_values_are_text_and_untouched(source: Source) -> None:
    raw = read_csv(source, b"Number,Name\n007, padded \n1e5,\nNULL,n/a\n")
    assert rows(raw) == [(2, "007", " padded "), (3, "1e5", ""), (4, "NULL", "n/a")]


def test_a_record_with_a_wrong_number_of_fields_is_malformed_and_counted(source: Source) -> None:
    raw = read_csv(source, b"Number,Name\n1,a\n2\n3,b,c\n4,d\n")
    assert rows(raw) == [(2, "1", "a"), (5, "4", "d")]
    assert [(one.source_line, one.reason, one.text) for one in raw.malformed] == [
        (3, "1 fields where the header has 2", "2"),
        (4, "3 fields where the header has 2", "3,b,c"),
    ]
    assert raw.records == 4


def test_a_stray_quotation_mark_spoils_one_record_only(source: Source) -> None:
    raw = read_csv(source, b'Number,Name\n1,a\n2,"The "Star" Inn"\n3,b\n')
    assert rows(raw) == [(2, "1", "a"), (4, "3", "b")]
    assert [(one.source_line, one.reason, one.text) for one in raw.malformed] == [(3, "stray quotation mark", '2,"The "Star" Inn"')]


def test_an_unclosed_quotation_mark_does_not_swallow_the_records_after_it(source: Source) -> None:
    raw = read_csv(source, b'Number,Name\n1,"open\n2,b\n3,"c, d"\n4,e\n')
    assert rows(raw) == [(3, "2", "b"), (4, "3", "c, d"), (5, "4", "e")]
    assert [one.source_line for one in raw.malformed] == [2]


def test_a_file_that_ends_inside_a_quotation_was_cut(source: Source) -> None:
    with pytest.raises(SourceChanged, match=r"from line 3 on .*take the file again") as failure:
        read_csv(source, b'Number,Name\n1,a\n2,"Unit 3, Mill')
    assert failure.value.key == "invented_register"


def test_nul_bytes_are_refused(source: Source) -> None:
    with pytest.raises(Refused, match="holds NUL bytes"):
        read_csv(source, HEADER + b"1,\x00,\n")


def test_utf_16_is_refused_rather_than_misread(source: Source) -> None:
    with pytest.raises(Refused, match="holds NUL bytes"):
        read_csv(source, "Number,Name\n1,a\n".encode("utf-16"))


@settings(deadline=None)  # the machine may be busy
@given(
    st.lists(
        st.tuples(*[st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=12)] * 3),
        max_size=8,
    ),
    # Before a bare LF the writer of Python 3.11 leaves a lone CR unquoted, which nobody could read back.
    st.sampled_from([("\r\n", csv.QUOTE_MINIMAL), ("\n", csv.QUOTE_ALL)]),
)
def test_any_table_reads_back_equal_with_its_lines(table: list[tuple[str, ...]], form: tuple[str, Literal[0, 1]]) -> None:
    headings = (Heading("A"), Heading("B"), Heading("C"))
    written, lines = io.StringIO(newline=""), []
    writer = csv.writer(written, lineterminator=form[0], quoting=form[1])
    writer.writerow(heading.name for heading in headings)
    for record in table:
        lines.append(1 + count_lines(written.getvalue()))
        writer.writerow(record)
    raw = read_csv(any_source(headings), written.getvalue().encode())
    assert rows(raw) == [(line, *record) for line, record in zip(lines, table, strict=True)]
    assert (raw.malformed, raw.records) == ((), len(table))


def any_source(headings: tuple[Heading, ...]) -> Source:
    from dataclasses import replace

    from extract.catalogue import CATALOGUE

    return replace(CATALOGUE["fca_mutuals"], headings=headings)


def count_lines(text: str) -> int:
    """Count line ends as an editor does: CR LF, LF and CR each end a line once."""
    return text.replace("\r\n", "\n").replace("\r", "\n").count("\n")


# Headings


def test_headings_are_matched_by_name_trimmed_and_in_any_order(source: Source) -> None:
    raw = read_csv(source, b" Name ,Number\na,1\n")
    assert rows(raw) == [(2, "1", "a")]
    assert raw.frame.columns == ["source_line", "Number", "Name"]


def test_a_known_variant_is_read_under_the_declared_name(source: Source) -> None:
    assert read_csv(source, b"Number,Society Name\n1,a\n").frame.columns == ["source_line", "Number", "Name"]


def test_an_optional_heading_may_be_missing(source: Source) -> None:
    assert "Sector" not in read_csv(source, b"Number,Name\n1,a\n").frame.columns


def test_an_unknown_heading_is_kept_out_and_named(source: Source) -> None:
    raw = read_csv(source, b"Number,Name,Colour,\n1,a,red,x\n")
    assert raw.frame.columns == ["source_line", "Number", "Name"]
    assert raw.unknown_headings == ("Colour",)


@pytest.mark.parametrize("header", [b"Number,Title\n", b"Number\n", b"", b"\n"])
def test_a_missing_or_renamed_heading_names_both_sides(source: Source, header: bytes) -> None:
    with pytest.raises(SourceChanged) as failure:
        read_csv(source, header)
    assert "Name" in failure.value.what
    assert "extract/sources/invented_register.py" in failure.value.mend
    if b"Title" in header:
        assert "Title" in failure.value.found


@pytest.mark.parametrize("header", [b"Number,Name,Name\n", b"Number,Name, Name \n", b"Number,Name,Society Name\n"])
def test_a_heading_that_stands_twice_is_not_guessed_at(source: Source, header: bytes) -> None:
    with pytest.raises(SourceChanged, match=r"stand twice|two spellings"):
        read_csv(source, header)


def test_empty_headings_may_repeat(source: Source) -> None:
    assert match_headings(source, ["Number", "", "Name", ""]) == ({"Number": 0, "Name": 2}, ())


# Content that cannot be an edition


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "is empty"),
        (b"<!DOCTYPE html>\n<html>", "is an HTML or XML page"),
        (b"\xef\xbb\xbf \r\n <HTML lang='en'>", "is an HTML or XML page"),
        (b"<!-- cached --><html>", "is an HTML or XML page"),
        (b'<?xml version="1.0"?><Error><Code>BlobNotFound</Code></Error>', "is an HTML or XML page"),
        (b"PK\x03\x04rest", "is a zip file, a csv file was expected"),
        (b"Number\x00", "holds NUL bytes"),
        (b"x" * 1_001, "over the cap of 1,000"),
    ],
)
def test_csv_content(invented: Callable[..., Source], tmp_path: Path, body: bytes, why: str) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(body)
    with pytest.raises(Refused, match=why):
        check_content(invented(max_bytes=1_000), file)


def test_a_name_in_angle_brackets_is_no_page(source: Source, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(b"<5 members,Name\n")
    check_content(replace(source, headings=(Heading("<5 members"), Heading("Name"))), file)
    with pytest.raises(SourceChanged, match="required heading"):  # read as a list, and found to be another one
        check_content(source, file)


def make_zip(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return path


def test_a_sound_zip_passes_and_a_cut_one_does_not(zipped: Source, tmp_path: Path) -> None:
    file = make_zip(tmp_path / "list.zip", **{"Data/list.csv": HEADER})
    check_content(zipped, file)
    file.write_bytes(file.read_bytes()[:-10])
    with pytest.raises(Refused):
        check_content(zipped, file)


def test_a_zip_source_refuses_a_csv_unless_it_is_met_unzipped(
    zipped: Source, invented: Callable[..., Source], tmp_path: Path
) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(HEADER)
    with pytest.raises(Refused, match="is not a zip file"):
        check_content(zipped, file)
    check_content(invented(suffix="zip", also_csv=True), file)


@pytest.mark.parametrize("name", ["../list.csv", "a/../../list.csv", "/etc/list.csv", "..\\list.csv", "C:\\list.csv"])
def test_a_member_that_points_outside_is_refused(zipped: Source, tmp_path: Path, name: str) -> None:
    with pytest.raises(Refused, match="points outside the archive"):
        check_content(zipped, make_zip(tmp_path / "list.zip", **{name: HEADER}))


def test_a_link_in_a_zip_is_refused(zipped: Source, tmp_path: Path) -> None:
    link = zipfile.ZipInfo("list.csv")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "list.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(Refused, match="is a link"):
        check_content(zipped, tmp_path / "list.zip")


def test_a_zip_bomb_is_refused_without_unpacking_it(zipped: Source, tmp_path: Path) -> None:
    bomb = make_zip(tmp_path / "list.zip", **{"list.csv": b"0" * 5_000_000})
    with pytest.raises(Refused, match="would expand"):
        check_content(zipped, bomb)


def test_many_members_together_may_not_exceed_the_cap(invented: Callable[..., Source], tmp_path: Path) -> None:
    members = {f"{number}.csv": bytes(range(256)) * 100 for number in range(6)}
    bulky = make_zip(tmp_path / "list.zip", **members)
    with pytest.raises(Refused, match="unpacked, over the cap"):
        check_content(invented(suffix="zip", max_bytes=12_000), bulky)
    with safe_zip(bulky, largest=1_000_000) as archive:
        assert len(archive.namelist()) == 6


def test_a_zip_cut_in_transit_is_refused(zipped: Source, tmp_path: Path) -> None:
    file = make_zip(tmp_path / "list.zip", **{"list.csv": HEADER * 100})
    file.write_bytes(file.read_bytes()[:-30])
    with pytest.raises(Refused, match="cut short in transit"):
        check_content(zipped, file)


# Members of a zip


def test_the_one_matching_member_is_opened(zipped: Source, tmp_path: Path) -> None:
    file = make_zip(tmp_path / "list.zip", **{"Data/LIST_MAY_2025.csv": HEADER, "Documents/guide.csv": b"x"})
    with open_member(zipped, file, r"^Data/.*\.csv$") as (name, handle):
        assert (name, handle.read()) == ("Data/LIST_MAY_2025.csv", HEADER)


@pytest.mark.parametrize("pattern", [r"\.csv$", r"\.txt$"])
def test_none_or_two_matching_members_raise_with_what_was_found(zipped: Source, tmp_path: Path, pattern: str) -> None:
    file = make_zip(tmp_path / "list.zip", **{"one.csv": HEADER, "two.csv": HEADER})
    with (
        pytest.raises(SourceChanged, match=r"members of list\.zip match .*one\.csv.*two\.csv"),
        open_member(zipped, file, pattern),
    ):
        raise AssertionError("opened")


def test_a_damaged_member_is_refused_while_it_is_read(zipped: Source, tmp_path: Path) -> None:
    file = tmp_path / "list.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("list.csv", HEADER)
    file.write_bytes(file.read_bytes().replace(HEADER, HEADER.lower()))
    with pytest.raises(Refused, match="cannot be unpacked"), open_member(zipped, file, "csv$") as (_, handle):
        handle.read()


def test_a_locked_member_is_refused(zipped: Source, tmp_path: Path) -> None:
    file = make_zip(tmp_path / "list.zip", **{"list.csv": HEADER})
    data = bytearray(file.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(signature) + offset
        struct.pack_into("<H", data, at, struct.unpack_from("<H", data, at)[0] | 1)
    file.write_bytes(bytes(data))
    with pytest.raises(Refused, match="locked with a password"), open_member(zipped, file, "csv$"):
        raise AssertionError("opened")


# Links


def test_links_are_made_absolute_and_told_once() -> None:
    page = """<a href="a/list_1.csv">x</a> <A HREF='/list_2.csv'>y</A> <a href="//store.example/list_3.csv">z</a>
              <a href=" a/list_1.csv ">again</a> <a href="a/list_1.csv#top">and again</a> <a name="list_4.csv">no link</a>
              <a href="mailto:list_5.csv@x.example">no file</a> <a href="http://www.example/list_6.csv">insecure</a>"""
    assert hrefs(page, "https://www.example/data/", r"list_\d\.csv") == [
        "https://www.example/data/a/list_1.csv",
        "https://www.example/list_2.csv",
        "https://store.example/list_3.csv",
        "https://www.example/list_6.csv",
    ]


def test_a_page_may_state_its_own_base() -> None:
    page = '<head><base href="https://files.example/x/"></head><a href="list_1.csv">x</a>'
    assert hrefs(page, "https://www.example/data/", "list_") == ["https://files.example/x/list_1.csv"]


def test_entities_in_a_link_are_resolved() -> None:
    assert hrefs('<a href="/get?a=1&amp;b=list_1.csv">x</a>', "https://w.example/", "list_1") == [
        "https://w.example/get?a=1&b=list_1.csv"
    ]


def test_a_portal_answer_that_is_none_raises() -> None:
    for answer in ("", "<html>", "[]", '{"error": {"code": 400}}', '{"results": 7}'):
        with pytest.raises(ValueError, match=r"Expecting|not the answer of a search"):
            portal_items(answer, "x", "{id}")


def test_a_portal_answer_gives_the_address_and_title_of_each_matching_item() -> None:
    answer = {"results": [{"id": "0a" * 16, "title": " Directory (May 2025) "}, {"id": "0b" * 16, "title": "Other"}]}
    found = portal_items(json.dumps(answer), "^Directory", "https://portal.example/{id}/data")
    assert found == [(f"https://portal.example/{'0a' * 16}/data", "Directory (May 2025)")]
