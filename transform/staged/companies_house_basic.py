"""Companies House basic company data: one row is one company in scope as one monthly edition lists it."""

from __future__ import annotations

import polars as pl

from extract.source import Raw
from transform.clean.codes import meaning_of, sic_of
from transform.clean.dates import date_of
from transform.clean.postcodes import postcode_of
from transform.clean.rejects import first_of_each, gather, malformed, unusable, without_key
from transform.clean.text import folded_name, one_line_address, tidy
from transform.register.provenance import FORM_GROUPS, SOURCE_LINE, STATUSES
from transform.table import Column, Staged, Table

FORMER = tuple(f"PreviousName_{n}.{part}" for n in range(1, 11) for part in ("CONDATE", "CompanyName"))
SICS = tuple(f"SICCode.SicText_{n}" for n in range(1, 5))

TABLE = Table(
    "staged",
    "companies_house_basic",
    "one company in scope as one monthly edition lists it",
    (
        SOURCE_LINE,
        Column("company_number", "VARCHAR", "Company number.", required=True, pattern="[A-Z0-9]{8}"),
        Column("name", "VARCHAR", "Registered name.", required=True),
        Column("name_folded", "VARCHAR", "Name for comparison only.", required=True),
        Column("company_category", "VARCHAR", "Category as written."),
        Column("company_status", "VARCHAR", "Status as written."),
        Column("form_group", "VARCHAR", "Form in our short list.", required=True, values=FORM_GROUPS),
        Column("status", "VARCHAR", "Status in our words.", required=True, values=STATUSES),
        Column("registered_on", "DATE", "Incorporation date."),
        Column("ended_on", "DATE", "Dissolution date."),
        Column("address", "VARCHAR", "Registered office on one line, without its postcode and care-of parts."),
        Column("postcode", "VARCHAR", "Postcode of the registered office."),
        Column("country_of_origin", "VARCHAR", "Country of origin."),
        Column("accounts_category", "VARCHAR", "Category of the last accounts."),
        Column("accounts_last_made_up_on", "DATE", "Day to which the last accounts were made up."),
        *(Column(f"sic_{n}", "VARCHAR", "SIC 2007 code.", pattern="[0-9]{2,5}") for n in range(1, 5)),
        Column("previous_names", "VARCHAR", 'Former names, newest first: JSON list of {"name", "changed_on"}.'),
    ),
    key=("company_number",),
)


def stage(raw: Raw) -> Staged:
    """Give typed rows and rejects. A row without a number of eight characters or a name is rejected whole, as is a repeat."""
    frame = raw.frame.with_columns(pl.lit("").alias(c) for c in FORMER if c not in raw.frame.columns)
    text = frame.with_columns(pl.col(c).str.replace(r"(?i)^\s*none supplied\s*$", "") for c in SICS)
    number = pl.col("CompanyNumber").str.strip_chars().str.to_uppercase()
    typed = text.select(
        "source_line",
        number.str.extract(r"^([A-Z0-9]{8})$").alias("company_number"),
        number.alias("company_number_as_written"),
        tidy("CompanyName").alias("name"),
        folded_name(pl.col("CompanyName")).alias("name_folded"),
        tidy("CompanyCategory").alias("company_category"),
        tidy("CompanyStatus").alias("company_status"),
        _form_group().alias("form_group"),
        meaning_of("CompanyStatus", "companies_house_status.csv").alias("status"),
        date_of("IncorporationDate").alias("registered_on"),
        date_of("DissolutionDate").alias("ended_on"),
        one_line_address(
            "RegAddress.POBox", "RegAddress.AddressLine1", "RegAddress.AddressLine2", "RegAddress.PostTown",
            "RegAddress.County", "RegAddress.Country",
        ).alias("address"),
        postcode_of("RegAddress.PostCode").alias("postcode"),
        tidy("CountryOfOrigin").alias("country_of_origin"),
        tidy("Accounts.AccountCategory").alias("accounts_category"),
        date_of("Accounts.LastMadeUpDate").alias("accounts_last_made_up_on"),
        *(sic_of(c).alias(f"sic_{n}") for n, c in enumerate(SICS, start=1)),
        _previous_names().alias("previous_names"),
    )
    bad_values = [
        unusable(text, "CompanyStatus", typed, "status", "unknown_status: not in companies_house_status.csv; status unknown"),
        unusable(text, "IncorporationDate", typed, "registered_on", "not_a_date"),
        unusable(text, "DissolutionDate", typed, "ended_on", "not_a_date"),
        unusable(text, "RegAddress.PostCode", typed, "postcode", "not_a_postcode"),
        unusable(text, "Accounts.LastMadeUpDate", typed, "accounts_last_made_up_on", "not_a_date"),
        *(unusable(text, c, typed, f"sic_{n}", "not_a_sic_code") for n, c in enumerate(SICS, start=1)),
    ]
    typed = typed.with_columns(pl.col("status").fill_null("unknown"))
    keyed, no_key = without_key(typed, "company_number", "CompanyNumber", "bad_key: not eight characters")
    named, no_name = without_key(keyed, "name", "CompanyName", "bad_key: a company without a name")
    rows, repeated = first_of_each(named.select(TABLE.polars_schema().keys()), ["company_number"])
    return Staged(rows, gather(malformed(raw), *bad_values, no_key, no_name, repeated), raw.records, raw.out_of_scope)


def _form_group() -> pl.Expr:
    category = pl.col("CompanyCategory").str.strip_chars().str.to_lowercase()
    prefix = pl.col("CompanyNumber").str.strip_chars().str.to_uppercase().str.head(2)
    return (
        pl.when(category == "community interest company").then(pl.lit("community_interest_company"))
        .when(prefix == "NO").then(pl.lit("credit_union"))  # Northern Ireland credit unions have a prefix of their own
        .when(category.is_in(["registered society", "industrial and provident society"]) | prefix.is_in(["IP", "RS", "SP", "NP", "NR", "SR"]))
        .then(pl.lit("society"))
        .when(category.str.contains("charitable incorporated organisation") | prefix.is_in(["CE", "CS"])).then(pl.lit("charity"))
        .when(category.str.contains("partnership")).then(pl.lit("partnership"))
        .when(category.str.contains("company|priv|pri/|plc")).then(pl.lit("company"))
        .otherwise(pl.lit("other"))
    )


def _previous_names() -> pl.Expr:
    """Give a JSON list of the former names that are filled, or null where there is none."""
    former = [
        pl.struct(
            tidy(f"PreviousName_{n}.CompanyName").alias("name"), date_of(f"PreviousName_{n}.CONDATE").cast(pl.String).alias("changed_on")
        )
        for n in range(1, 11)
    ]
    filled = pl.concat_list(former).list.eval(pl.element().filter(pl.element().struct.field("name").is_not_null()))
    as_json = pl.lit("[") + filled.list.eval(pl.element().struct.json_encode()).list.join(",") + pl.lit("]")
    return pl.when(filled.list.len() > 0).then(as_json)
