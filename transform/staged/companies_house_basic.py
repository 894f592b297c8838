"""Companies House basic company data: one row is one company in scope as one edition lists it."""

from __future__ import annotations

import polars as pl

from extract.source import Raw
from transform.clean.codes import meaning_of, sic_of
from transform.clean.dates import date_of
from transform.clean.identifiers import SOCIETY_MIRROR_PREFIXES, company_number
from transform.clean.postcodes import postcode_of
from transform.clean.rejects import first_of_each, gather, malformed, unusable, without_key
from transform.clean.text import folded_name, one_line_address, tidy
from transform.register.provenance import FORM_GROUPS, SOURCE_LINE, STATUSES
from transform.table import Column, Staged, Table

SIC = tuple(f"SICCode.SicText_{place}" for place in range(1, 5))
ADDRESS = ("POBox", "AddressLine1", "AddressLine2", "PostTown", "County", "Country")

TABLE = Table(
    "staged",
    "companies_house_basic",
    "one company, society mirror or incorporated charity in scope as one edition of the company data lists it",
    (
        SOURCE_LINE,
        Column("company_number", "VARCHAR", "Company number, eight characters.", required=True, pattern="[A-Z0-9]{8}"),
        Column("name", "VARCHAR", "Registered name.", required=True),
        Column("name_folded", "VARCHAR", "Name for comparison only.", required=True),
        Column("company_category", "VARCHAR", "Category in the register's words."),
        Column(
            "form_group",
            "VARCHAR",
            "Category in our short list; of credit unions only those of Northern Ireland have a prefix of their own.",
            required=True,
            values=FORM_GROUPS,
        ),
        Column("company_status", "VARCHAR", "Status in the register's words."),
        Column(
            "status",
            "VARCHAR",
            "Status in our words. For a society it is a mirror's, and means nothing.",
            required=True,
            values=STATUSES,
        ),
        Column("registered_on", "DATE", "Incorporation date."),
        Column("ended_on", "DATE", "Dissolution date."),
        Column(
            "address",
            "VARCHAR",
            "Registered office on one line, without its postcode and care-of parts; blank for most societies and incorporated charities.",
        ),
        Column("postcode", "VARCHAR", "Postcode of the registered office."),
        Column("country_of_origin", "VARCHAR", "Country of origin as written."),
        Column("accounts_category", "VARCHAR", "Category of the last accounts as written."),
        Column("accounts_last_made_up_on", "DATE", "Day to which the last accounts were made up."),
        *(Column(f"sic_{place}", "VARCHAR", f"SIC 2007 code {place} of 4.", pattern="[0-9]{5}") for place in range(1, 5)),
        Column(
            "previous_names",
            "VARCHAR",
            'Former names, newest first: a JSON list of {"name", "changed_on"}, the day on which the name was given up or null.',
        ),
    ),
    key=("company_number",),
)


def stage(raw: Raw) -> Staged:
    """Give typed rows and rejects. A row without a usable number or name is rejected whole, as is a repeated number."""
    text = raw.frame.with_columns(_po_box(), *(_supplied(heading) for heading in SIC))
    typed = text.select(
        "source_line",
        pl.coalesce(company_number(pl.col("CompanyNumber")), _eight_characters("CompanyNumber")).alias("company_number"),
        tidy("CompanyNumber").alias("company_number_as_written"),
        tidy("CompanyName").alias("name"),
        folded_name(pl.col("CompanyName")).alias("name_folded"),
        tidy("CompanyCategory").alias("company_category"),
        meaning_of("CompanyCategory", "companies_house_category.csv").alias("form_group"),
        tidy("CompanyStatus").alias("company_status"),
        meaning_of("CompanyStatus", "companies_house_status.csv").alias("status"),
        date_of("IncorporationDate").alias("registered_on"),
        date_of("DissolutionDate").alias("ended_on"),
        one_line_address(*(f"RegAddress.{part}" for part in ADDRESS)).alias("address"),
        postcode_of("RegAddress.PostCode").alias("postcode"),
        tidy("CountryOfOrigin").alias("country_of_origin"),
        tidy("Accounts.AccountCategory").alias("accounts_category"),
        date_of("Accounts.LastMadeUpDate").alias("accounts_last_made_up_on"),
        *(sic_of(heading).str.extract(r"^(\d{5})$").alias(f"sic_{place}") for place, heading in enumerate(SIC, 1)),
    )
    bad_values = _bad_values(text, typed)
    names, bad_names = _previous_names(text)
    typed = typed.join(names, on="source_line", how="left").with_columns(_form_group(), pl.col("status").fill_null("unknown"))
    keyed, no_key = without_key(typed, "company_number", "CompanyNumber", "bad_key: not eight letters and digits")
    named, no_name = without_key(keyed, "name", "CompanyName", "bad_key: a company without a name")
    rows, repeated = first_of_each(named.select(TABLE.polars_schema().keys()), ["company_number"])
    rejects = gather(malformed(raw), *bad_values, bad_names, no_key, no_name, repeated)
    return Staged(rows, rejects, raw.records, raw.out_of_scope)


def _supplied(heading: str) -> pl.Expr:
    """The register writes 'None Supplied' for an activity that nobody gave."""
    nothing = pl.col(heading).str.strip_chars().str.to_lowercase() == "none supplied"
    return pl.when(nothing).then(pl.lit("")).otherwise(pl.col(heading)).alias(heading)


def _po_box() -> pl.Expr:
    box = pl.col("RegAddress.POBox")
    return (
        pl.when(box.str.contains(r"^\s*\d+\s*$")).then("PO BOX " + box.str.strip_chars()).otherwise(box).alias("RegAddress.POBox")
    )


def _eight_characters(heading: str) -> pl.Expr:
    """The register is the authority on its own numbers: eight characters of an unknown shape are a key all the same."""
    packed = pl.col(heading).str.strip_chars().str.to_uppercase()
    return pl.when(packed.str.contains(r"^[A-Z0-9]{8}$") & packed.str.contains(r"\d")).then(packed)


def _form_group() -> pl.Expr:
    """The category's meaning; where that says nothing, the meaning of the number's prefix."""
    prefix = pl.col("company_number").str.slice(0, 2)
    stated = pl.when(prefix == "NO").then(pl.lit("credit_union")).otherwise(pl.col("form_group").replace({"unknown": None}))
    by_prefix = (
        pl.when(prefix.is_in(SOCIETY_MIRROR_PREFIXES))
        .then(pl.lit("society"))
        .when(prefix.is_in(("CE", "CS")))
        .then(pl.lit("charity"))
        .when(prefix.is_in(("OC", "SO", "NC", "LP", "SL", "NL")))
        .then(pl.lit("partnership"))
        .otherwise(pl.lit("unknown"))
    )
    return pl.coalesce(stated, by_prefix).alias("form_group")


def _previous_names(text: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Give (source_line, previous_names) of rows that have any, and rejects for days that are none or stand alone."""
    lists: list[pl.DataFrame] = []
    bad: list[pl.DataFrame] = []
    for place in range(1, 11):
        day, name = f"PreviousName_{place}.CONDATE", f"PreviousName_{place}.CompanyName"
        if name not in text.columns or day not in text.columns:
            continue
        given = text.filter((pl.col(name).str.strip_chars() != "") | (pl.col(day).str.strip_chars() != ""))
        pairs = given.select("source_line", tidy(name).alias("name"), date_of(day).alias("changed_on"))
        bad.append(unusable(given, day, pairs, "changed_on", "not_a_date"))
        bad.append(unusable(given, day, pairs, "name", "date_without_name"))
        lists.append(pairs.filter(pl.col("name").is_not_null()).with_columns(pl.lit(place).alias("place")))
    encoded = (
        pl.concat(lists)
        .sort("source_line", "place")
        .select("source_line", pl.struct("name", "changed_on").struct.json_encode().alias("pair"))
        .group_by("source_line", maintain_order=True)
        .agg(("[" + pl.col("pair").str.join(", ") + "]").alias("previous_names"))
    )
    return encoded, gather(*bad)


def _bad_values(text: pl.DataFrame, typed: pl.DataFrame) -> list[pl.DataFrame]:
    checks = (
        ("CompanyCategory", "form_group", "unknown_code: not in companies_house_category.csv; form taken from the number's prefix"),
        ("CompanyStatus", "status", "unknown_status: not in companies_house_status.csv; status unknown"),
        ("IncorporationDate", "registered_on", "not_a_date"),
        ("DissolutionDate", "ended_on", "not_a_date"),
        ("RegAddress.PostCode", "postcode", "not_a_postcode"),
        ("Accounts.LastMadeUpDate", "accounts_last_made_up_on", "not_a_date"),
        *((heading, f"sic_{place}", "not_a_sic_code") for place, heading in enumerate(SIC, 1)),
    )
    return [unusable(text, heading, typed, column, reason) for heading, column, reason in checks]
