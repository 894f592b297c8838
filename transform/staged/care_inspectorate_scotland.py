"""Care Inspectorate: one row is one registered care service with its provider. The names of persons are left out."""

from __future__ import annotations

import polars as pl

from extract.source import Raw
from transform.clean.codes import meaning_of
from transform.clean.dates import spoken_date_of
from transform.clean.money import count_of
from transform.clean.postcodes import postcode_of
from transform.clean.rejects import first_of_each, gather, malformed, unusable, without_key
from transform.clean.text import folded_name, tidy
from transform.register.provenance import SOURCE_LINE, STATUSES
from transform.table import Column, Staged, Table

# Every other kind of provider is a body by law; a private one is a person or a partnership unless its name says more.
_BODY_TYPES = ("voluntary or not for profit", "local authority", "health board", "nhs", "public")
_FORM_WORDS = (
    r"(?i)\b(limited|ltd|llp|plc|c\.?i\.?c|community interest company|society|co-?operative|association|trust|scio|"
    r"company limited|incorporated|council|university|college|school|church|charity|foundation)\b"
)
_CHILD_MINDING = r"(?i)\bchild\s*-?mind"

TABLE = Table(
    "staged",
    "care_inspectorate_scotland",
    "one care service registered in Scotland, with its provider, as one edition of the datastore lists it",
    (
        SOURCE_LINE,
        Column("service_number", "VARCHAR", "Care service number, such as CS2003012345.", required=True, pattern="CS[0-9]{10}"),
        Column("service_name", "VARCHAR", "Name of the service; withheld where a person may bear it."),
        Column("provider_number", "VARCHAR", "Provider number, such as SP2003001234.", pattern="SP[0-9]{10}"),
        Column("provider_name", "VARCHAR", "Name of the provider; withheld of childminders, and of private providers whose name shows no legal form."),
        Column("provider_name_folded", "VARCHAR", "That name for comparison only."),
        Column("is_name_withheld", "BOOLEAN", "Whether names were withheld, since persons may bear them.", required=True),
        Column("service_type", "VARCHAR", "Kind of provider in the regulator's words: Private, Voluntary or Not for Profit, ..."),
        Column("care_service", "VARCHAR", "Kind of service in the regulator's words."),
        Column("care_service_subtype", "VARCHAR", "Kind of service, narrower."),
        Column("status", "VARCHAR", "Status of the service in our words; live where the edition has no such column.", required=True, values=STATUSES),
        Column("status_as_written", "VARCHAR", "Status in the regulator's words."),
        Column("registered_on", "DATE", "Day of registration of the service."),
        Column("postcode", "VARCHAR", "Postcode of the service; withheld of childminders."),
        Column("council_area_name", "VARCHAR", "Council area as written."),
        Column("health_board_name", "VARCHAR", "Health board as written."),
        Column("beds", "BIGINT", "Beds of a care home.", minimum=0),
        Column("registered_places", "BIGINT", "Places for which the service is registered.", minimum=0),
    ),
    key=("service_number",),
    notes="It states no company number: a provider can be known by its name alone. It stands here once for each of its services.",
)


def stage(raw: Raw) -> Staged:
    """Give typed rows and rejects. A row without a service number is rejected whole, as is a repeated one."""
    has_status = "ServiceStatus" in raw.frame.columns
    text = _without_persons(raw.frame if has_status else raw.frame.with_columns(pl.lit("Active").alias("ServiceStatus")))
    typed = text.select(
        "source_line",
        pl.col("CSNumber").str.strip_chars().str.to_uppercase().str.extract(r"^(CS\d{10})$").alias("service_number"),
        tidy("ServiceName").alias("service_name"),
        pl.col("SP_number").str.strip_chars().str.to_uppercase().str.extract(r"^(SP\d{10})$").alias("provider_number"),
        tidy("ServiceProvider").alias("provider_name"),
        folded_name(tidy("ServiceProvider")).alias("provider_name_folded"),
        "is_name_withheld",
        tidy("ServiceType").alias("service_type"),
        tidy("CareService").alias("care_service"),
        tidy("Subtype").alias("care_service_subtype"),
        meaning_of("ServiceStatus", "care_inspectorate_status.csv").alias("status"),
        (tidy("ServiceStatus") if has_status else pl.lit(None, dtype=pl.String)).alias("status_as_written"),
        spoken_date_of("DateReg").alias("registered_on"),
        postcode_of("Service_Postcode").alias("postcode"),
        tidy("Council_Area_Name").alias("council_area_name"),
        tidy("Health_Board_Name").alias("health_board_name"),
        count_of("TotalBeds").alias("beds"),
        count_of("Registered_Places").alias("registered_places"),
        tidy("CSNumber").alias("service_number_as_written"),
    )
    bad_values = _bad_values(text, typed)
    typed = typed.with_columns(pl.col("status").fill_null("unknown"))
    keyed, no_key = without_key(typed, "service_number", "CSNumber", "bad_key: not CS and ten digits")
    rows, repeated = first_of_each(keyed.select(TABLE.polars_schema().keys()), ["service_number"])
    return Staged(rows, gather(malformed(raw), *bad_values, no_key, repeated), raw.records, raw.out_of_scope)


def _without_persons(text: pl.DataFrame) -> pl.DataFrame:
    """Blank the names that persons may bear, and the postcodes of childminders, who work at home."""
    minds_children = pl.col("CareService").str.contains(_CHILD_MINDING) | pl.col("Subtype").str.contains(_CHILD_MINDING)
    is_body = pl.col("ServiceType").str.strip_chars().str.to_lowercase().is_in(_BODY_TYPES)
    shows_form = pl.col("ServiceProvider").str.contains(_FORM_WORDS)
    withheld = minds_children | ~(is_body | shows_form)
    return text.with_columns(
        withheld.alias("is_name_withheld"),
        *(pl.when(withheld).then(pl.lit("")).otherwise(pl.col(c)).alias(c) for c in ("ServiceName", "ServiceProvider")),
        pl.when(minds_children).then(pl.lit("")).otherwise(pl.col("Service_Postcode")).alias("Service_Postcode"),
    )


def _bad_values(text: pl.DataFrame, typed: pl.DataFrame) -> list[pl.DataFrame]:
    checks = (
        ("SP_number", "provider_number", "not_a_provider_number"),
        ("ServiceStatus", "status", "unknown_code: not in care_inspectorate_status.csv; status unknown"),
        ("DateReg", "registered_on", "not_a_date"),
        ("Service_Postcode", "postcode", "not_a_postcode"),
        ("TotalBeds", "beds", "not_a_count"),
        ("Registered_Places", "registered_places", "not_a_count"),
    )
    return [unusable(text, heading, typed, column, reason) for heading, column, reason in checks]
