"""The invented zip of one day: every kind of filing once, and every oddity that such a zip has been met with."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from extract.sample.more_accounts import FILE, WORDS, Accounts, Entry, Fact, modern, money, of_2009, people, plain, report, zipped

MILL = Accounts(
    "98300001", "LARKMOOR MILL WORKERS LIMITED", "2023-09-01", "2024-08-31", "2023-08-31",
    (
        money("frs-core:TurnoverRevenue", "1,204,561", "period"),
        money("frs-core:FixedAssets", "310.5", attributes='format="ixt2:numdotdecimal" scale="3" decimals="-2"'),
        money("frs-core:CurrentAssets", "48,210"),
        money("frs-core:CurrentAssets", "51,007", "before"),
        money("frs-core:Creditors", "9,120", "within"),
        money("frs-core:NetCurrentAssetsLiabilities", "2,310", attributes='format="ixt2:numdotdecimal" sign="-" decimals="0"'),
        money("frs-core:NetAssetsLiabilities", "308,190"),
        money("frs-core:NetAssetsLiabilities", "308,190"),
        money("frs-core:NetAssetsLiabilities", "-", "before", 'format="ixt2:zerodash" decimals="0"'),
        money("frs-core:Equity", "308,190"),
        people("frs-core:AverageNumberEmployeesDuringPeriod", "14"),
    ),
)  # fmt: skip
CIC = Accounts(
    "98200001", "KESTRELWOLD YOUTH ARTS CIC", "2023-08-07", "2024-08-31", "",
    (
        money("frs-core:CurrentAssets", "5,210", attributes='format="ixt:numcommadot" decimals="0"'),
        money("frs-core:NetAssetsLiabilities", "4,021", attributes='format="ixt:numcommadot" decimals="0"'),
        people("frs-core:AverageNumberEmployeesDuringPeriod", "3"),
    ),
)  # fmt: skip
OLD = Accounts(
    "98300002", "FERNDALE BAKERS LIMITED", "2016-08-01", "2017-07-31", "2016-07-31",
    (
        Fact("uk-gaap-pt:TurnoverGrossOperatingRevenue", "12,800", "period", "GBP", 'format="ixt:numcommadot" decimals="0"'),
        Fact("uk-gaap-pt:CashBankInHand", "863", "end", "GBP", 'format="ixt:numcommadot" decimals="0"'),
        Fact("uk-gaap-pt:ShareholderFunds", "9,929", "end", "GBP", 'format="ixt:numcommadot" decimals="0"'),
        Fact("uk-gaap-pt:ShareholderFunds", "11,015", "before", "GBP", 'format="ixt:numcommadot" decimals="0"'),
    ),
)  # fmt: skip
DORMANT = Accounts(
    "98300003", "TARNSETT ESTATES LIMITED", "2016-05-01", "2017-04-30", "2016-04-30",
    (
        Fact("pt:ShareholderFunds", "2", "end", "GBP"),
        Fact("pt:ShareholderFunds", "2", "before", "GBP"),
        Fact("pt:NetAssetsLiabilitiesIncludingPensionAssetLiability", "-2500.50", "end", "GBP"),
    ),
)  # fmt: skip


def write(target: Path) -> str:
    """Write the zip below `target`; give its paragraph for README.md, odd files by name."""
    folder = target / "companies_house_accounts"
    folder.mkdir(parents=True, exist_ok=True)
    written = entries()
    (folder / FILE).write_bytes(zipped(written))
    odd = [f"- {entry.name}: {entry.odd}" for entry in written if entry.odd]
    return "\n".join([f"## {folder.name}/{FILE}", "", f"{WORDS}; {len(written)} files.", "", *odd, ""])


def entries() -> list[Entry]:
    """Give the files of the zip, in order."""
    mill = modern(MILL)
    return [
        Entry("Prod223_9001_98300001_20240831.html", mill),
        Entry("Prod223_9001_98300002_20170731.html", of_2009(OLD), "UK GAAP of 2009: the concepts have other names"),
        Entry("Prod224_9001_98300003_20170430.xml", plain(DORMANT), "plain XBRL: a minus stands before the number"),
        Entry("Prod223_9001_98200001_20240831_CIC.zip", _cic(CIC), "a nested zip: accounts and CIC34, with their folders"),
        *_broken(mill),
        *_contradictory(),
        Entry(
            "Prod223_9002_98300001_20240831.html", modern(replace(MILL, facts=MILL.facts[2:])), "filed again for the same period"
        ),
        Entry("Prod223_9001_98300001_20240831.html", mill, "a name that stands twice"),
    ]


def _broken(mill: bytes) -> list[Entry]:
    inner = zipped([Entry("CIC-98300020/accounts/../../../etc/accounts.xhtml", mill)])
    return [
        Entry("__MACOSX/._Prod223_9001_98300001_20240831.html", b"\x00\x05\x16\x07", "left behind by an operating system"),
        Entry("folder/", b"", "a folder"),
        Entry(
            "Prod223_9001_98300004_20240831.zip", modern(replace(MILL, number="98300004")), "a page named .zip, as in April 2021"
        ),
        Entry("Prod223_9001_98300005_20240831.html", mill[: len(mill) // 2], "cut short"),
        Entry("Prod223_9001_98300006_20240831.html", b"", "empty"),
        Entry("Prod223_9001_98300007_20240831.html", b"ATTACHMENTPLACEHOLDER", "a placeholder"),
        Entry("Prod223_9001_98300008_20240831.html", b"<html><body><p>No filing</p></body></html>", "a page without a fact"),
        Entry("Prod223_9001_98300009_20240831_CIC.zip", _cic(CIC)[:900], "a nested zip that is cut short"),
        Entry("Prod223_9001_98300020_20240831_CIC.zip", inner, "a nested zip with a name that climbs out of it"),
        Entry("Prod223_9001_98300021_20240831_CIC.zip", _cic(CIC), "a nested zip of another company"),
        Entry("notice.txt", b"Service notice", "not named as a filing is"),
        Entry("Prod223_9001_NUMBER_20240831.html", mill, "no company number in the name"),
    ]


def _contradictory() -> list[Entry]:
    equity, assets = money("frs-core:Equity", "100"), "frs-core:CurrentAssets"
    staff = people("frs-core:AverageNumberEmployeesDuringPeriod", "-1")
    rounded = money(assets, "1.2", attributes='scale="3" decimals="-2"')
    return [
        _odd(
            "98300010",
            "n/a for a number, and minus one employee",
            equity,
            money("frs-core:TurnoverRevenue", "n/a", "period"),
            staff,
        ),
        _odd("98300011", "two equities", equity, money("frs-core:Equity", "101")),
        _odd("98300012", "current assets once more, rounded to hundreds", equity, money(assets, "1,204"), rounded),
        _odd("98300013", "euros", Fact("frs-core:Equity", "1000", "end", "EUR", 'decimals="0"')),
        _odd("98300014", "a context that is not there", equity, money(assets, "7", "nowhere")),
        _odd("98300015", "another number within than in the name", equity, number="98300099"),
        _odd("98300016", "another last day within than in the name", equity, end="2024-09-30"),
    ]


def _odd(company: str, odd: str, *facts: Fact, number: str = "", end: str = MILL.end) -> Entry:
    accounts = replace(MILL, number=number or company, end=end, facts=facts)
    return Entry(f"Prod223_9001_{company}_20240831.html", modern(accounts), odd)


def _cic(accounts: Accounts) -> bytes:
    folder = f"CIC-{accounts.number}"
    return zipped(
        [
            Entry(f"{folder}/accounts/", b""),
            Entry(f"{folder}/accounts/financialStatement.xhtml", modern(accounts)),
            Entry(f"{folder}/cic34/", b""),
            Entry(f"{folder}/cic34/cicReport.xhtml", report(accounts)),
        ]
    )
