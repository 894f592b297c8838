"""Filings of accounts in the layouts that Companies House publishes: an invented zip of one day, its odd members named.

Layouts: iXBRL of 2013 with FRS 102, iXBRL of 2008 with UK GAAP of 2009, plain XBRL of dormant accounts of 2004 and 2009, and
the nested zip of a community interest company.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from dataclasses import dataclass, replace
from html import escape

FILE = "Accounts_Bulk_Data-2025-05-03.zip"
WORDS = "a zip of filings: iXBRL of 2008 and 2013, plain XBRL, a nested zip; no page of theirs is longer than it must be"


@dataclass(frozen=True)
class Fact:
    """One marked-up value: `when` is start, end, before or period; attributes as they stand in the mark-up."""

    name: str
    text: str
    when: str = "end"
    unit: str = ""
    attributes: str = ""


@dataclass(frozen=True)
class Accounts:
    """What one filing says. Days are ISO; `facts` are written in order."""

    number: str
    name: str
    start: str
    end: str
    before: str
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class Entry:
    """One file of the zip and, where it is odd, the real case that it stands for."""

    name: str
    data: bytes
    odd: str = ""


def money(name: str, text: str, when: str = "end", attributes: str = 'format="ixt2:numdotdecimal" decimals="0"') -> Fact:
    """A figure in pounds."""
    return Fact(name, text, when, "GBP", attributes)


def people(name: str, text: str, when: str = "period") -> Fact:
    """A number of employees."""
    return Fact(name, text, when, "pure", 'decimals="0"')


def modern(accounts: Accounts, form: str = "CompanyLimitedByGuarantee", year: int = 2023) -> bytes:
    """Write iXBRL of 2013 with the FRC's taxonomy FRS 102 of a year."""
    core, business = f"http://xbrl.frc.org.uk/fr/{year}-01-01/core", f"http://xbrl.frc.org.uk/cd/{year}-01-01/business"
    told = [
        Fact("frs-bus:EntityCurrentLegalOrRegisteredName", accounts.name, "period"),
        Fact("frs-bus:UKCompaniesHouseRegisteredNumber", accounts.number, "period"),
        Fact("frs-bus:StartDateForPeriodCoveredByReport", accounts.start, "start"),
        Fact("frs-bus:EndDateForPeriodCoveredByReport", accounts.end),
        Fact("frs-bus:BalanceSheetDate", accounts.end),
        Fact("frs-bus:EntityDormantTruefalse", "false", "period"),
        Fact("frs-bus:AccountsType", "", "type"),
        Fact("frs-bus:LegalFormEntity", "", "form"),
    ]
    contexts = [
        *_contexts(accounts, "xbrli:"),
        _context("xbrli:", "type", accounts, _member("frs-bus:AccountsTypeDimension", "frs-bus:FilletedAccounts")),
        _context("xbrli:", "form", accounts, _member("frs-bus:LegalFormEntityDimension", f"frs-bus:{form}")),
        _context(
            "xbrli:", "within", accounts, _member("frs-core:MaturitiesOrExpirationPeriodsDimension", "frs-core:WithinOneYear")
        ),
    ]
    return _page(
        accounts,
        f'xmlns:ix="http://www.xbrl.org/2013/inlineXBRL" xmlns:frs-core="{core}" xmlns:frs-bus="{business}" '
        'xmlns:ixt="http://www.xbrl.org/inlineXBRL/transformation/2010-04-20" '
        'xmlns:ixt2="http://www.xbrl.org/inlineXBRL/transformation/2011-07-31"',
        f"https://xbrl.frc.org.uk/FRS-102/{year}-01-01/FRS-102-{year}-01-01.xsd",
        told,
        [*contexts, *(_unit("xbrli:", unit) for unit in ("iso4217:GBP", "iso4217:EUR", "xbrli:pure"))],
    )


def of_2009(accounts: Accounts) -> bytes:
    """Write iXBRL of 2008 with UK GAAP of 2009, which names concepts otherwise; contexts stand without a prefix."""
    told = [
        Fact("uk-gaap-cd-bus:UKCompaniesHouseRegisteredNumber", accounts.number, "period"),
        Fact("uk-gaap-cd-bus:EntityCurrentLegalOrRegisteredName", accounts.name, "period"),
        Fact("uk-gaap-cd-bus:BalanceSheetDate", accounts.end),
        Fact("uk-gaap-cd-bus:EntityDormant", "false", "period"),
        Fact("uk-gaap-cd-bus:StartDateForPeriodCoveredByReport", accounts.start),
        Fact("uk-gaap-cd-bus:EndDateForPeriodCoveredByReport", accounts.end),
    ]
    parts = [*_contexts(accounts, ""), _unit("", "iso4217:GBP"), _unit("", "xbrli:pure")]
    return _page(
        accounts,
        'xmlns:ix="http://www.xbrl.org/2008/inlineXBRL" xmlns:uk-gaap-pt="http://www.xbrl.org/uk/gaap/core/2009-09-01" '
        'xmlns:uk-gaap-cd-bus="http://www.xbrl.org/uk/cd/business/2009-09-01" '
        'xmlns:ixt="http://www.xbrl.org/inlineXBRL/transformation/2010-04-20"',
        "http://www.xbrl.org/uk/gaap/core/2009-09-01/uk-gaap-full-2009-09-01.xsd",
        told,
        [part.replace(">", ' xmlns="http://www.xbrl.org/2003/instance">', 1) for part in parts],
    )


def plain(accounts: Accounts, dormant: bool = True) -> bytes:
    """Write plain XBRL with UK GAAP of 2004, as the abbreviated accounts filed in a web form had it."""
    trading = "CompanyDormant" if dormant else "CompanyNotDormant"
    facts = "".join(f"  {_plain_fact(fact)}\n" for fact in accounts.facts)
    parts = [*_contexts(accounts, "xbrli:"), _unit("xbrli:", "iso4217:GBP")]
    return f"""<?xml version="1.0" encoding="utf-8"?>
<xbrli:xbrl xmlns:iso4217="http://www.xbrl.org/2003/iso4217" xmlns:gc="http://www.xbrl.org/uk/fr/gcd/2004-12-01"\
 xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink"\
 xmlns:pt="http://www.xbrl.org/uk/fr/gaap/pt/2004-12-01" xmlns:xbrli="http://www.xbrl.org/2003/instance"\
 xmlns:ae="http://www.companieshouse.gov.uk/ef/xbrl/uk/fr/gaap/ae/2009-06-21">
  <link:schemaRef xlink:type="simple"\
 xlink:href="http://www.companieshouse.gov.uk/ef/xbrl/uk/fr/gaap/ae/2009-06-21/uk-gaap-ae-2009-06-21.xsd"/>
{facts}  <gc:EntityNames>
    <gc:EntityCurrentLegalName contextRef="period">{escape(accounts.name)}</gc:EntityCurrentLegalName>
  </gc:EntityNames>
  <ae:{trading} contextRef="period">true</ae:{trading}>
  <ae:CompaniesHouseRegisteredNumber contextRef="period">{accounts.number}</ae:CompaniesHouseRegisteredNumber>
  <gc:BalanceSheetDate contextRef="end">{accounts.end}</gc:BalanceSheetDate>
  {"".join(parts)}
</xbrli:xbrl>
""".encode()


def report(accounts: Accounts) -> bytes:
    """Write a report on form CIC34: yes and no, and no figure."""
    told = [
        Fact("frs-cic:ConsultationHasBeenHeldTruefalse", "true", "period"),
        Fact("frs-bus:EndDateForPeriodCoveredByReport", accounts.end),
        Fact("frs-bus:UKCompaniesHouseRegisteredNumber", accounts.number, "period"),
        Fact("frs-bus:EntityCurrentLegalOrRegisteredName", accounts.name, "period"),
    ]
    return _page(
        replace(accounts, facts=()),
        'xmlns:ix="http://www.xbrl.org/2013/inlineXBRL" xmlns:frs-bus="http://xbrl.frc.org.uk/cd/2025-01-01/business" '
        'xmlns:frs-cic="http://xbrl.frc.org.uk/cic/2025-01-01"',
        "https://xbrl.frc.org.uk/cic/2025-01-01/cic34/cic34-2025-01-01.xsd",
        told,
        _contexts(accounts, "xbrli:"),
    )


def zipped(entries: list[Entry]) -> bytes:
    """Zip without compressing: deflate gives other bytes from one zlib to the next. A name may stand twice."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        for entry in entries:
            info = zipfile.ZipInfo(entry.name, date_time=(1980, 1, 1, 0, 0, 0))
            info.create_system = 3
            info.external_attr = (0o40755 << 16) | 16 if entry.name.endswith("/") else 0o100644 << 16
            archive.writestr(info, entry.data)
    return out.getvalue()


def _page(accounts: Accounts, names: str, schema: str, told: list[Fact], resources: list[str]) -> bytes:
    hidden = "".join(f"      {_marked(fact)}\n" for fact in told)
    rows = "".join(f"  <tr><td>{fact.name.partition(':')[2]}</td><td>{_marked(fact)}</td></tr>\n" for fact in accounts.facts)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:link="http://www.xbrl.org/2003/linkbase"\
 xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:iso4217="http://www.xbrl.org/2003/iso4217"\
 xmlns:xbrldi="http://xbrl.org/2006/xbrldi" xmlns:xbrli="http://www.xbrl.org/2003/instance" {names}>
 <head><title>{escape(accounts.name)}</title></head>
 <body>
  <div style="display:none">
   <ix:header>
    <ix:hidden>
{hidden}    </ix:hidden>
    <ix:references><link:schemaRef xlink:type="simple" xlink:href="{schema}"/></ix:references>
    <ix:resources>
{"".join(resources)}
    </ix:resources>
   </ix:header>
  </div>
  <table>
{rows}  </table>
 </body>
</html>
""".encode()


def _marked(fact: Fact) -> str:
    kind, unit = ("nonFraction", f' unitRef="{fact.unit}"') if fact.unit else ("nonNumeric", "")
    more = f" {fact.attributes}" if fact.attributes else ""
    return f'<ix:{kind} name="{fact.name}" contextRef="{fact.when}"{unit}{more}>{escape(fact.text)}</ix:{kind}>'


def _plain_fact(fact: Fact) -> str:
    return f'<{fact.name} decimals="0" unitRef="{fact.unit}" contextRef="{fact.when}">{escape(fact.text)}</{fact.name}>'


def _contexts(accounts: Accounts, prefix: str) -> list[str]:
    instants = {"start": accounts.start, "end": accounts.end, "before": accounts.before}
    return [
        _context(prefix, "period", accounts),
        *(
            _entity(prefix, label, accounts.number, f"<{prefix}instant>{day}</{prefix}instant>")
            for label, day in instants.items()
            if day
        ),
    ]


def _context(prefix: str, label: str, accounts: Accounts, segment: str = "") -> str:
    days = f"<{prefix}startDate>{accounts.start}</{prefix}startDate><{prefix}endDate>{accounts.end}</{prefix}endDate>"
    return _entity(prefix, label, accounts.number, days, segment and f"<{prefix}segment>{segment}</{prefix}segment>")


def _entity(prefix: str, label: str, number: str, period: str, segment: str = "") -> str:
    identifier = f'<{prefix}identifier scheme="http://www.companieshouse.gov.uk/">{number}</{prefix}identifier>'
    entity = f"<{prefix}entity>{identifier}{segment}</{prefix}entity>"
    return f'<{prefix}context id="{label}">{entity}<{prefix}period>{period}</{prefix}period></{prefix}context>'


def _member(dimension: str, member: str) -> str:
    return f'<xbrldi:explicitMember dimension="{dimension}">{member}</xbrldi:explicitMember>'


def _unit(prefix: str, measure: str) -> str:
    return f'<{prefix}unit id="{measure.partition(":")[2]}"><{prefix}measure>{measure}</{prefix}measure></{prefix}unit>'
