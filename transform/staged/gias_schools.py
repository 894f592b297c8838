"""Get Information about Schools: one row is one school in England, and whether its trust is named a co-operative."""

from __future__ import annotations

import polars as pl

from extract.source import Raw
from transform.clean.dates import spoken_date_of
from transform.clean.declared import COLUMNS as DECLARED
from transform.clean.declared import UNRESOLVED, declared_company
from transform.clean.money import count_of
from transform.clean.postcodes import postcode_of
from transform.clean.rejects import first_of_each, gather, malformed, unusable, without_key
from transform.clean.text import one_line_address, tidy
from transform.register.provenance import SOURCE_LINE, STATUSES
from transform.table import Column, Staged, Table

COMPANY = "CHNumber"
ADDRESS = ("Street", "Locality", "Address3", "Town", "County (name)")
_COOPERATIVE = r"(?i)\bco-?operat"
_NAMED = ("Trusts (name)", "SchoolSponsors (name)", "Federations (name)")

TABLE = Table(
    "staged",
    "gias_schools",
    "one school in England, open or closed, as one edition of the establishment data lists it",
    (
        SOURCE_LINE,
        Column("urn", "VARCHAR", "Unique reference number (GB-EDU).", required=True, pattern="[1-9][0-9]{4,6}"),
        Column("ukprn", "VARCHAR", "UK provider reference number (GB-UKPRN).", pattern="[0-9]{8}"),
        Column("name", "VARCHAR", "Name of the school.", required=True),
        Column("establishment_type", "VARCHAR", "Type in the register's words."),
        Column("establishment_type_group", "VARCHAR", "Group of types in the register's words."),
        Column("phase", "VARCHAR", "Phase of education in the register's words."),
        Column("status", "VARCHAR", "Status in our words.", required=True, values=STATUSES),
        Column("status_as_written", "VARCHAR", "Status in the register's words."),
        Column("opened_on", "DATE", "Day on which it opened."),
        Column("closed_on", "DATE", "Day on which it closed, or is to close."),
        Column("reason_closed", "VARCHAR", "Why it closed, in the register's words."),
        Column("trust_flag", "VARCHAR", "Whether and how a trust supports it, in the register's words."),
        Column("trust_codes", "VARCHAR", "Codes of its trusts, several joined by ~."),
        Column("trust_names", "VARCHAR", "Names of its trusts, several joined by ~."),
        Column("sponsor_flag", "VARCHAR", "Whether a sponsor supports it, in the register's words."),
        Column("sponsor_names", "VARCHAR", "Names of bodies that sponsor it; withheld where none of them is named a trust, company or other body."),
        Column("federation_flag", "VARCHAR", "Whether it is federated, in the register's words."),
        Column("federation_codes", "VARCHAR", "Codes of its federations."),
        Column("federation_names", "VARCHAR", "Names of its federations."),
        Column("is_cooperative_by_name", "BOOLEAN", "Whether it is open and the name of a trust, sponsor or federation says co-operative.", required=True),
        Column("address", "VARCHAR", "Address on one line, without its postcode."),
        Column("postcode", "VARCHAR", "Postcode."),
        Column("district_code_stated", "VARCHAR", "District as the register states it.", pattern="[A-Z][0-9]{8}"),
        Column("local_authority", "VARCHAR", "Education authority as written."),
        Column("pupils", "BIGINT", "Pupils on roll.", minimum=0),
        Column("company_number_as_written", "VARCHAR", "Company number as written."),
        *DECLARED,
    ),
    key=("urn",),
    notes="is_cooperative_by_name undercounts: many co-operative trusts do not carry the word in their name. A trust is not a school: count trust_names for trusts.",
)


def stage(raw: Raw) -> Staged:
    """Give typed rows and rejects. A row without a reference number or a name is rejected whole, as is a repeated one."""
    text = raw.frame
    typed = text.select(
        "source_line",
        pl.col("URN").str.strip_chars().str.extract(r"^([1-9]\d{4,6})$").alias("urn"),
        pl.col("UKPRN").str.strip_chars().str.extract(r"^(\d{8})$").alias("ukprn"),
        tidy("EstablishmentName").alias("name"),
        tidy("TypeOfEstablishment (name)").alias("establishment_type"),
        tidy("EstablishmentTypeGroup (name)").alias("establishment_type_group"),
        tidy("PhaseOfEducation (name)").alias("phase"),
        _status().alias("status"),
        tidy("EstablishmentStatus (name)").alias("status_as_written"),
        spoken_date_of("OpenDate").alias("opened_on"),
        spoken_date_of("CloseDate").alias("closed_on"),
        tidy("ReasonEstablishmentClosed (name)").alias("reason_closed"),
        tidy("TrustSchoolFlag (name)").alias("trust_flag"),
        tidy("Trusts (code)").alias("trust_codes"),
        tidy("Trusts (name)").alias("trust_names"),
        tidy("SchoolSponsorFlag (name)").alias("sponsor_flag"),
        _sponsors().alias("sponsor_names"),
        tidy("FederationFlag (name)").alias("federation_flag"),
        tidy("Federations (code)").alias("federation_codes"),
        tidy("Federations (name)").alias("federation_names"),
        _is_cooperative().alias("is_cooperative_by_name"),
        one_line_address(*ADDRESS).alias("address"),
        postcode_of("Postcode").alias("postcode"),
        pl.col("DistrictAdministrative (code)").str.strip_chars().str.extract(r"^([A-Z]\d{8})$").alias("district_code_stated"),
        tidy("LA (name)").alias("local_authority"),
        count_of("NumberOfPupils").alias("pupils"),
        tidy(COMPANY).alias("company_number_as_written"),
        *declared_company(COMPANY),
        tidy("URN").alias("urn_as_written"),
    )
    bad_values = _bad_values(text, typed)
    typed = typed.with_columns(pl.col("status").fill_null("unknown"))
    keyed, no_key = without_key(typed, "urn", "URN", "bad_key: not five to seven digits")
    named, no_name = without_key(keyed, "name", "EstablishmentName", "bad_key: a school without a name")
    rows, repeated = first_of_each(named.select(TABLE.polars_schema().keys()), ["urn"])
    return Staged(rows, gather(malformed(raw), *bad_values, no_key, no_name, repeated), raw.records, raw.out_of_scope)


def _status() -> pl.Expr:
    """'Open' and 'Open, but proposed to close' are live; 'Proposed to open' is not yet anything."""
    status = pl.col("EstablishmentStatus (name)").str.strip_chars().str.to_lowercase()
    return (
        pl.when(status.str.starts_with("open"))
        .then(pl.lit("live"))
        .when(status == "closed")
        .then(pl.lit("ended"))
        .when(status == "proposed to open")
        .then(pl.lit("unknown"))
    )


def _is_cooperative() -> pl.Expr:
    named = pl.any_horizontal(pl.col(c).str.contains(_COOPERATIVE) for c in _NAMED)
    return named & pl.col("EstablishmentStatus (name)").str.strip_chars().str.to_lowercase().str.starts_with("open")


def _sponsors() -> pl.Expr:
    """Sponsors of the first academies were persons: a name is kept only where a word in it is that of a body."""
    words = r"(?i)\b(trust|limited|ltd|company|co-?operative|university|college|school|academ(y|ies)|church|diocese|board|council|foundation|society|charity|federation|education|group|partnership|schools|learning|plc|association|corporation)\b"
    kept = tidy("SchoolSponsors (name)")
    return pl.when(kept.str.contains(words)).then(kept)


def _bad_values(text: pl.DataFrame, typed: pl.DataFrame) -> list[pl.DataFrame]:
    checks = (
        ("UKPRN", "ukprn", "not_a_provider_number"),
        ("EstablishmentStatus (name)", "status", "unknown_code: neither open, closed nor proposed; status unknown"),
        ("OpenDate", "opened_on", "not_a_date"),
        ("CloseDate", "closed_on", "not_a_date"),
        ("Postcode", "postcode", "not_a_postcode"),
        ("NumberOfPupils", "pupils", "not_a_count"),
        (COMPANY, "declared_value", UNRESOLVED),
    )
    return [unusable(text, heading, typed, column, reason) for heading, column, reason in checks]
