"""Nouns of the invented sector: a body, what happens to it, and how it looks on a given day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from extract.sample.places import District
from extract.sample.trades import Trade

SOCIETY_FORMS = ("R", "4", "7", "RS", "C", "CUS", "CU", "IP", "W", "F", "SA", "B", "BEN")
NORTHERN_IRISH = ("IP", "CU")


@dataclass(frozen=True)
class Address:
    """A registered office; `street` may run over several lines."""

    street: tuple[str, ...]
    town: str
    district: District
    postcode: str

    def parts(self) -> tuple[str, ...]:
        """Street lines, town, county and postcode, as the FCA strings them together."""
        return (*self.street, self.town, self.district.county, self.postcode)


@dataclass(frozen=True)
class Change:
    """One thing that happens to a body: it is renamed (a name), moved (an address) or converted (a company number)."""

    on: date
    event: Literal["renamed", "moved", "converted"]
    to: str | Address


@dataclass(frozen=True)
class Body:
    """One organisation, as it was when it was registered. `as_at` gives it as it is on a later day."""

    true_id: str
    form: str  # one of SOCIETY_FORMS, or COMPANY, CIC, LLP, CIO (by its CE or CS number), OSCR, CCEW, UNINCORPORATED
    number: str  # in the registrar's own spelling; empty for the unincorporated
    name: str
    trade: Trade
    address: Address
    registered_on: date
    ended_on: date | None = None
    changes: tuple[Change, ...] = ()
    former: tuple[tuple[date, str], ...] = ()  # earlier names, newest first, each with the day it was given up
    mirrors: tuple[str, ...] = ()  # Companies House records of a society
    cuk: str = ""  # Co-operatives UK id
    cuk_from: date = date.min  # listed by Co-operatives UK from this day on ...
    cuk_until: date = date.max  # ... and before this one
    reports: str = ""  # which years it reports, see figures.py; empty where no figures are held
    size: int = 0  # turnover of the first Economic Year, pounds
    year_end: tuple[int, int] = (12, 31)  # month, day
    ownership: str = ""
    category: str = ""  # Companies House category
    company_status: str = "Active"
    dormant: bool = False
    converted_from: str = ""  # society number of a body that is now a company
    odd: str = ""  # the real case it stands for, where the body itself is odd


def is_society(body: Body) -> bool:
    """Whether the body was registered at the Mutuals Public Register, or still is."""
    return body.form in SOCIETY_FORMS


def as_at(body: Body, day: date) -> Body:
    """Give the body with every change up to and including `day`; a converted society is then a company."""
    for change in body.changes:
        if change.on > day:
            continue
        if isinstance(change.to, Address):
            body = replace(body, address=change.to)
        elif change.event == "renamed":
            body = replace(body, former=((change.on, body.name), *body.former), name=change.to)
        else:
            body = replace(body, form="COMPANY", converted_from=body.number, number=change.to, category="Private Limited Company")
    return body


def exists(body: Body, day: date) -> bool:
    """Whether the body had been registered by a day."""
    return body.registered_on <= day


def has_ended(body: Body, day: date) -> bool:
    """Whether the body had been deregistered or dissolved by a day."""
    return body.ended_on is not None and body.ended_on <= day


def scheme_of(form: str) -> str:
    """Give the org-id.guide list of a legal form's register; empty for the unincorporated."""
    if form in SOCIETY_FORMS:
        return "GB-MPR"
    return {"OSCR": "GB-SC", "CCEW": "GB-CHC", "UNINCORPORATED": ""}.get(form, "GB-COH")


def by_cuk(bodies: Sequence[Body], day: date) -> list[Body]:
    """Give the bodies that Co-operatives UK lists on a day, by its id: ended ones for five years more."""
    listed = [
        as_at(body, day)
        for body in bodies
        if body.cuk
        and body.cuk_from <= day < body.cuk_until
        and exists(body, day)
        and (body.ended_on is None or body.ended_on > day or body.ended_on.year > day.year - 5)
    ]
    return sorted(listed, key=lambda body: body.cuk)
