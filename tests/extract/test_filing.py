"""One filing: exact figures of two periods, whatever software wrote it; a second, smaller reader agrees on real ones."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ixbrlparse import IXBRL
from lxml import etree

from extract.concepts import FIGURES, PRIOR
from extract.filing import Unreadable, number_text, read_filing
from extract.sample.more_accounts import Fact, modern, money, of_2009, people, plain
from extract.sample.odd_filings import DORMANT, MILL, OLD

DOT = 'format="ixt2:numdotdecimal" decimals="0"'


def said(*facts: Fact, **changes: Any) -> dict[str, str]:
    return read_filing(modern(replace(MILL, facts=facts, **changes)), "2024-08-31").texts


@pytest.mark.parametrize(
    ("text", "form", "scale", "sign", "number"),
    [
        ("4,154", "ixt:numcommadot", None, None, "4154"),
        ("1,204.50", "ixt2:numdotdecimal", None, "-", "-1204.50"),
        ("12.3", "ixt4:num-dot-decimal", "6", None, "12300000"),
        ("250", None, "-2", None, "2.50"),
        ("1.204,50", "ixt2:numcommadecimal", None, None, "1204.50"),
        ("1.204", "ixt:numdotcomma", None, None, "1204"),
        ("1 204", "ixt:numspacedot", None, None, "1204"),
        ("1\u00a0204", None, None, None, "1204"),
        ("-", "ixt:numdash", None, None, "0"),
        ("nil", "ixt4:fixed-zero", None, "-", "0"),
        ("-2500.50", None, None, None, "-2500.50"),
        ("0.00", None, None, "-", "0"),
        ("n/a", None, None, None, None),
        ("-", None, None, None, None),  # a dash that is not said to mean zero
        ("", None, None, None, None),
        ("(1,234)", "ixt:numcommadot", None, None, None),
        ("-5", "ixt:numcommadot", None, "-", None),
        ("1,5", None, None, None, None),  # no separator of thousands
        ("12,34,567", None, None, None, None),
        ("1e6", None, None, None, None),
        ("1", None, "999999999", None, None),  # would be a number of a thousand million digits
        ("١٢", None, None, None, None),
    ],
)
def test_a_number_is_exactly_what_its_mark_up_says(
    text: str, form: str | None, scale: str | None, sign: str | None, number: str | None
) -> None:
    assert number_text(text, form, scale, sign) == number


@given(st.decimals(min_value=0, max_value=10**15, places=2), st.integers(-6, 9), st.booleans())
def test_grouped_scaled_and_signed_numbers_come_back_exactly(value: Decimal, scale: int, negative: bool) -> None:
    text = number_text(f"{value:,.2f}", "ixt:numcommadot", str(scale), "-" if negative else None)
    assert text is not None
    assert Decimal(text) == value.scaleb(scale) * (-1 if negative else 1)
    assert "E" not in text


@given(
    st.text(max_size=30),
    st.sampled_from([None, "ixt:numcomma", "ixt2:zerodash", "x"]),
    st.text(max_size=4),
    st.sampled_from([None, "-", "+"]),
)
def test_no_text_stops_the_reader(text: str, form: str | None, scale: str, sign: str | None) -> None:
    found = number_text(text, form, scale, sign)
    assert found is None or Decimal(found).is_finite()


def test_the_entitys_own_totals_of_both_periods() -> None:
    filing = read_filing(modern(MILL), "2024-08-31")
    texts = filing.texts
    assert (filing.file_type, filing.taxonomy) == ("ixbrl", "https://xbrl.frc.org.uk/FRS-102/2023-01-01/FRS-102-2023-01-01.xsd")
    assert (texts["TurnoverRevenue"], texts["FixedAssets"], texts["CurrentAssets"]) == ("1204561", "310500", "48210")
    assert (texts["NetCurrentAssetsLiabilities"], texts["AverageNumberEmployeesDuringPeriod"]) == ("-2310", "14")
    assert (texts["CurrentAssets" + PRIOR], texts["NetAssetsLiabilities" + PRIOR]) == ("51007", "0")
    assert [texts[name] for name in ("PeriodStart", "PeriodEnd", "PeriodEnd (prior)")] == ["2023-09-01", "2024-08-31", "2023-08-31"]
    assert (texts["AccountsType"], texts["LegalFormEntity"]) == ("FilletedAccounts", "CompanyLimitedByGuarantee")
    assert "TurnoverRevenue" + PRIOR not in texts


def test_uk_gaap_of_2009_is_read_under_the_names_of_today() -> None:
    texts = read_filing(of_2009(OLD), "2017-07-31").texts
    assert (texts["TurnoverRevenue"], texts["CashBankOnHand"]) == ("12800", "863")
    assert (texts["Equity"], texts["Equity (prior)"]) == ("9929", "11015")
    assert (texts["EntityCurrentLegalOrRegisteredName"], texts["EntityDormantTruefalse"]) == ("FERNDALE BAKERS LIMITED", "false")


def test_plain_xbrl_is_read_alike() -> None:
    filing = read_filing(plain(DORMANT), "2017-04-30")
    assert filing.file_type == "xbrl"
    assert (filing.texts["Equity"], filing.texts["NetAssetsLiabilities"]) == ("2", "-2500.50")
    assert filing.texts["EntityDormantTruefalse"] == "true"
    assert read_filing(plain(DORMANT, dormant=False), "2017-04-30").texts["CompanyNotDormant"] == "true"


def test_a_figure_said_twice_is_one_and_a_rounded_one_is_the_same() -> None:
    rounded = money("frs-core:CurrentAssets", "1.2", attributes='format="ixt2:numdotdecimal" scale="3"')
    assert said(money("frs-core:CurrentAssets", "1,204"), rounded)["CurrentAssets"] == "1204"
    assert said(money("frs-core:CurrentAssets", "1,304"), rounded)["CurrentAssets"] == "1200 | 1304"
    assert said(money("frs-core:CurrentAssets", "7.0"), money("frs-core:CurrentAssets", "7"))["CurrentAssets"] == "7.0"
    assert said(money("frs-core:CurrentAssets", "7"), money("frs-core:CurrentAssets", "n/a"))["CurrentAssets"] == "7 | n/a"


def test_what_is_no_number_is_given_as_written_and_what_is_nil_not_at_all() -> None:
    texts = said(
        money("frs-core:TurnoverRevenue", "n/a", "period"),
        money("frs-core:Equity", "", attributes='xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"'),
        money("frs-core:FixedAssets", "", attributes=DOT),
        money("frs-core:CurrentAssets", "17", attributes='format="unheard:of"'),
    )
    assert (texts["TurnoverRevenue"], texts["FixedAssets"], texts["CurrentAssets"]) == ("n/a", "(empty)", "17")
    assert "Equity" not in texts


def test_numbers_in_words() -> None:
    words = Fact("frs-core:AverageNumberEmployeesDuringPeriod", "twenty-one", "period", "pure", 'format="ixt-sec:numwordsen"')
    assert said(words)["AverageNumberEmployeesDuringPeriod"] == "21"


def test_other_money_and_lost_contexts_are_named_and_left_out() -> None:
    euros = Fact("frs-core:Equity", "1000", "end", "EUR", 'decimals="0"')
    texts = said(euros, money("frs-core:FixedAssets", "1", "nowhere"), people("frs-core:EmployeesTotal", "2"))
    assert (texts["unitRef"], texts["contextRef"]) == ("EUR: Equity", "FixedAssets")
    assert "Equity" not in texts and "FixedAssets" not in texts
    assert texts["AverageNumberEmployeesDuringPeriod"] == "2"


def test_a_scenario_is_a_part_of_the_entity_as_a_segment_is() -> None:
    page = modern(replace(MILL, facts=(money("frs-core:Creditors", "1"), money("frs-core:Equity", "5", "within")))).decode()
    assert "Equity" not in read_filing(page.encode(), "2024-08-31").texts
    assert "Equity" not in read_filing(page.replace("xbrli:segment>", "xbrli:scenario>").encode(), "2024-08-31").texts


def test_contexts_of_a_second_header_and_other_prefixes_are_found() -> None:
    page = modern(MILL).decode()
    first, _, rest = page.partition("<ix:resources>")
    units, found, after = rest.partition('<xbrli:context id="end">')
    apart = f"{first}<ix:resources>{units}</ix:resources><ix:resources>{found}{after}"
    whole = read_filing(modern(MILL), "2024-08-31")
    assert read_filing(apart.encode(), "2024-08-31") == whole
    renamed = page.replace("xmlns:ix=", "xmlns:inline=").replace("ix:", "inline:")
    renamed = renamed.replace("xmlns:frs-core=", "xmlns:ns5=").replace("frs-core:", "ns5:")
    assert read_filing(renamed.encode(), "2024-08-31") == whole


def test_accounts_of_a_group_are_told_by_the_parents_figures() -> None:
    page = modern(MILL).decode().replace("MaturitiesOrExpirationPeriodsDimension", "GroupCompanyDataDimension")
    assert read_filing(page.encode(), "2024-08-31").texts["GroupCompanyDataDimension"] == "true"


def test_the_day_with_the_figures_is_the_end_of_the_period() -> None:
    texts = said(money("frs-core:Equity", "5"), end="2024-09-30")
    assert (texts["PeriodEnd"], texts["Equity"]) == ("2024-09-30", "5")
    page = modern(MILL).decode().replace('contextRef="end">2024-08-31', 'contextRef="end">2031-01-01')
    assert read_filing(page.encode(), "2024-08-31").texts["PeriodEnd"] == "2024-08-31"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"ATTACHMENTPLACEHOLDER", "not well-formed"),
        (modern(MILL)[:-200], "cut short"),
        (b"<html><body/></html>", "no fact"),
        (b"<Error><Code>NoSuchKey</Code></Error>", "neither iXBRL nor XBRL"),
        (b'<!DOCTYPE html [<!ENTITY a "b">]><html>&a;</html>', "entities of its own"),
        (b"\x00\x01\x02", "not well-formed"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read_filing(data, "2024-08-31")


def test_a_filing_too_large_is_refused_before_it_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.filing.LARGEST", 100)
    with pytest.raises(Unreadable, match="over the cap"):
        read_filing(modern(MILL), "2024-08-31")


@given(st.data())
def test_a_damaged_filing_is_read_or_refused_and_nothing_else(data: st.DataObject) -> None:
    page = bytearray(modern(MILL))
    for _ in range(data.draw(st.integers(1, 4))):
        page[data.draw(st.integers(0, len(page) - 1))] = data.draw(st.integers(0, 255))
    try:
        read_filing(bytes(page), "2024-08-31")
    except Unreadable as problem:
        assert str(problem)


# A second reader: facts in pounds or of no money, without a dimension, as (name, start, end) -> values. It shares nothing
# with the first but lxml.
Facts = dict[tuple[str, str, str], set[Decimal]]
INSTANCE = "{http://www.xbrl.org/2003/instance}"


def facts(data: bytes) -> Facts:
    root = etree.fromstring(data, etree.XMLParser(recover=True, huge_tree=True))
    contexts = {}
    for node in root.iter(INSTANCE + "context"):
        days = {etree.QName(e).localname: (e.text or "").strip() for e in node.iter() if isinstance(e.tag, str)}
        if not any(e.get("dimension") for e in node.iter()):
            contexts[node.get("id")] = (days.get("startDate", ""), days.get("endDate") or days.get("instant", ""))
    foreign = {node.get("id") for node in root.iter(INSTANCE + "unit") if "iso4217:EUR" in "".join(node.itertext())}
    found: Facts = {}
    for node in root.iter():
        if isinstance(node.tag, str) and node.get("contextRef") in contexts and node.get("unitRef", "EUR") not in foreign | {"EUR"}:
            name = (node.get("name") or etree.QName(node).localname).rpartition(":")[2]
            text = "".join(node.itertext()).strip().replace(",", "")
            try:
                value = Decimal(text) * Decimal(10) ** int(node.get("scale") or 0) * (-1 if node.get("sign") == "-" else 1)
            except InvalidOperation:
                assert "dash" in node.get("format")
                value = Decimal(0)
            found.setdefault((name, *contexts[node.get("contextRef")]), set()).add(value)
    return found


def floats(data: bytes) -> dict[tuple[str, str, str], set[float]]:
    """What ixbrlparse itself makes of the whole page."""
    found: dict[tuple[str, str, str], set[float]] = {}
    for fact in IXBRL(io.BytesIO(data), raise_on_error=False).numeric:
        days = str(fact.context.startdate or ""), str(fact.context.enddate or fact.context.instant)
        if not fact.context.segments and "EUR" not in fact.unit:
            found.setdefault((fact.name, *days), set()).add(fact.value)
    return found


def real_filings(registers: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(registers.glob("companies_house_accounts/*/*.zip")):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.endswith((".html", ".xml")) and not name.startswith("__MACOSX"):
                    yield name, archive.read(name)


@pytest.mark.editions
def test_a_second_reader_and_ixbrlparse_over_the_whole_page_agree(registers: Path) -> None:
    """Every figure that is given is a fact of its period, and every fact of either period is given."""
    seen = figures = 0
    for name, data in real_filings(registers):
        day = name.rpartition("_")[2]
        texts = read_filing(data, f"{day[:4]}-{day[4:6]}-{day[6:8]}").texts
        exact, library = facts(data), floats(data)
        for concept, suffix in product(FIGURES, ("", PRIOR)):
            names = (concept, *FIGURES[concept])
            start, end = (texts.get(heading + suffix, "") for heading in ("PeriodStart", "PeriodEnd"))
            places = [(n, s, end) for n in names for s in {"", start}]
            text = texts.get(concept + suffix)
            assert set().union(*(exact.get(p, set()) for p in places)) == ({Decimal(text)} if text else set()), (name, concept)
            assert set().union(*(library.get(p, set()) for p in places)) == ({float(text)} if text else set()), (name, concept)
            figures += bool(text)
        seen += 1
    assert (seen, figures) == (200, 1996)
