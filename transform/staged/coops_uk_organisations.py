"""Co-operatives UK organisations: one row is one co-operative as one edition lists it."""

from __future__ import annotations

import polars as pl

from extract.source import Raw
from transform.clean.codes import meaning_of, sic_of
from transform.clean.dates import date_of
from transform.clean.identifiers import company_number, society_number
from transform.clean.postcodes import postcode_of
from transform.clean.rejects import first_of_each, gather, malformed, unusable, without_key
from transform.clean.text import folded_name, one_line_address, tidy
from transform.lookups.tables import number_suffixes
from transform.register.provenance import FORM_GROUPS, NATIONS, SOURCE_LINE, STATUSES
from transform.table import Column, Staged, Table

OPTIONAL = ("SIC Code", "SIC section", "Sector - Simplified, High Level", "FCA Reporting Classification")

TABLE = Table(
    "staged",
    "coops_uk_organisations",
    "one co-operative as one edition of Co-operatives UK's list has it",
    (
        SOURCE_LINE,
        Column("cuk_id", "VARCHAR", "Co-operatives UK id.", required=True, pattern="R[0-9]{6}"),
        Column("registered_number", "VARCHAR", "Registered number as written."),
        Column("registrar", "VARCHAR", "Registrar as written."),
        Column("name", "VARCHAR", "Registered name.", required=True),
        Column("name_folded", "VARCHAR", "Name for comparison only.", required=True),
        Column("trading_name", "VARCHAR", "Trading name."),
        Column("legal_form", "VARCHAR", "Legal form as written."),
        Column("form_group", "VARCHAR", "Form in our short list.", required=True, values=FORM_GROUPS),
        Column("address", "VARCHAR", "Registered office on one line, without its postcode and care-of parts."),
        Column("postcode", "VARCHAR", "Postcode of the registered office."),
        Column("nation_stated", "VARCHAR", "Nation that the list states.", values=NATIONS),
        Column("sic_code", "VARCHAR", "SIC 2007 digits, two to five."),
        Column("sector", "VARCHAR", "Simplified sector."),
        Column("ownership_class", "VARCHAR", "Ownership class."),
        Column("reporting_classification", "VARCHAR", "The FCA's reporting classification, as repeated here."),
        Column("status", "VARCHAR", "Status in our words.", required=True, values=STATUSES),
        Column("status_as_written", "VARCHAR", "Status as written."),
        Column("registered_on", "DATE", "Incorporation date."),
        Column("ended_on", "DATE", "Dissolved date."),
        Column("declared_scheme", "VARCHAR", "Register that the number belongs to, by registrar or by the number's shape.", values=("GB-MPR", "GB-COH", "GB-SC", "GB-CHC")),
        Column("declared_value", "VARCHAR", "The number in that register's canonical form."),
        Column("declared_by", "VARCHAR", "registrar: the list names the registrar; shape: only the number's shape tells; padded: lost zeros put back.", values=("registrar", "shape", "padded")),
    ),
    key=("cuk_id",),
)


def stage(raw: Raw) -> Staged:
    """Give typed rows and rejects. A row without an id or a name is rejected whole, as is a repeated id."""
    text = raw.frame.with_columns(pl.lit("").alias(c) for c in OPTIONAL if c not in raw.frame.columns)
    typed = text.select(
        "source_line",
        pl.col("CUK Organisation ID").str.strip_chars().str.extract(r"^(R\d{6})$").alias("cuk_id"),
        tidy("Registered Number").alias("registered_number"),
        tidy("Registrar").alias("registrar"),
        tidy("Registered Name").alias("name"),
        folded_name(pl.col("Registered Name")).alias("name_folded"),
        tidy("Trading Name").alias("trading_name"),
        tidy("Legal Form").alias("legal_form"),
        meaning_of("Legal Form", "cuk_legal_form.csv").alias("form_group"),
        one_line_address("Registered Street", "Registered City", "Registered State/Province").alias("address"),
        postcode_of("Registered Postcode").alias("postcode"),
        meaning_of("UK Nation", "nations.csv").alias("nation_stated"),
        sic_of("SIC Code").alias("sic_code"),
        tidy("Sector - Simplified, High Level").alias("sector"),
        meaning_of("Ownership Classification", "ownership_classes.csv").alias("ownership_class"),
        tidy("FCA Reporting Classification").alias("reporting_classification"),
        meaning_of("Registered Status", "cuk_status.csv").alias("status"),
        tidy("Registered Status").alias("status_as_written"),
        date_of("Incorporation Date").alias("registered_on"),
        date_of("Dissolved Date").alias("ended_on"),
        meaning_of("Registrar", "cuk_registrar.csv").alias("registrar_scheme"),
    )
    typed = typed.with_columns(*_declared())
    bad_values = _bad_values(text, typed)
    typed = typed.with_columns(_form_group(), pl.col("status").fill_null("unknown"))
    keyed, no_key = without_key(typed, "cuk_id", "CUK Organisation ID", "bad_key: not R and six digits")
    named, no_name = without_key(keyed, "name", "Registered Name", "bad_key: an organisation without a name")
    rows, repeated = first_of_each(named.select(TABLE.polars_schema().keys()), ["cuk_id"])
    return Staged(rows, gather(malformed(raw), *bad_values, no_key, no_name, repeated), raw.records, raw.out_of_scope)


def _declared() -> list[pl.Expr]:
    """Which register's number this is. Bare digits without a registrar stay undecided (identity by number needs both)."""
    number = pl.col("registered_number")
    packed = number.str.to_uppercase().str.replace_all(r"[^A-Z0-9]", "")
    society, company = society_number(number), company_number(number)
    registrar = pl.col("registrar_scheme").replace({"": None})
    by_shape = (
        pl.when(packed.str.contains(r"^(\d+(C|CUS|CS|CBS|R|RS|IP|CU)|(CU|IP)\d+)$")).then(pl.lit("GB-MPR"))
        .when(packed.str.contains(r"^[A-Z]{2}\d{6}$")).then(pl.lit("GB-COH"))
    )
    # Six digits or fewer have lost zeros or a nation's prefix (461773 is SC461773). An English or Welsh company of such a
    # number was incorporated before the millionth, in 1971; whatever says otherwise leaves the number undecided.
    old = pl.col("nation_stated").is_in(["England", "Wales"]) & (pl.col("registered_on") < pl.date(1972, 1, 1))
    padded = pl.when(packed.str.contains(r"^\d{4,6}$") & old).then(packed.str.zfill(8))
    # A registrar of societies beside a number of Companies House's making (RS004055, NI026228): the number decides.
    scheme = (
        pl.when((registrar == "GB-MPR") & society.is_null() & packed.str.contains(r"^[A-Z]{2}\d{6}$")).then(pl.lit("GB-COH"))
        .otherwise(pl.coalesce(registrar, by_shape))
    )
    value = (
        pl.when(scheme == "GB-MPR").then(society)
        .when(scheme == "GB-COH").then(pl.coalesce(company, padded))
        .when(scheme == "GB-SC").then(packed.str.extract(r"^(SC\d{6})$"))
        .when(scheme == "GB-CHC").then(packed.str.extract(r"^(\d{6,7})$"))
    )
    by = (
        pl.when((scheme == "GB-COH") & company.is_null()).then(pl.lit("padded"))
        .when(registrar.is_not_null()).then(pl.lit("registrar"))
        .otherwise(pl.lit("shape"))
    )
    known = value.is_not_null()
    return [
        pl.when(known).then(scheme).alias("declared_scheme"),
        value.alias("declared_value"),
        pl.when(known).then(by).alias("declared_by"),
    ]


def _form_group() -> pl.Expr:
    suffix = pl.when(pl.col("declared_scheme") == "GB-MPR").then(pl.col("declared_value").str.extract(r"([A-Z]*)$"))
    by_number = suffix.replace_strict({s: r["form_group"] for s, r in number_suffixes().items()}, default=None)
    stated = pl.col("form_group")
    told = pl.when(stated.is_null() | (stated == "society")).then(pl.coalesce(by_number, stated)).otherwise(stated)
    return told.fill_null("unknown").alias("form_group")


def _bad_values(text: pl.DataFrame, typed: pl.DataFrame) -> list[pl.DataFrame]:
    checks = (
        ("Registered Number", "declared_value", "unresolved_number: registrar or lost characters leave it undecided"),
        ("Legal Form", "form_group", "unknown_code: not in cuk_legal_form.csv"),
        ("Registered Postcode", "postcode", "not_a_postcode"),
        ("UK Nation", "nation_stated", "unknown_code: not in nations.csv"),
        ("SIC Code", "sic_code", "not_a_sic_code"),
        ("Ownership Classification", "ownership_class", "unknown_code: not in ownership_classes.csv"),
        ("Registered Status", "status", "unknown_code: not in cuk_status.csv; status unknown"),
        ("Registrar", "registrar_scheme", "unknown_code: not in cuk_registrar.csv"),
        ("Incorporation Date", "registered_on", "not_a_date"),
        ("Dissolved Date", "ended_on", "not_a_date"),
    )
    return [unusable(text, heading, typed, column, reason) for heading, column, reason in checks]
