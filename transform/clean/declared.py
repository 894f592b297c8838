"""Numbers that people typed into a register's company-number or charity-number field: whose register they belong to."""

from __future__ import annotations

import polars as pl

from transform.clean.identifiers import company_number, society_number
from transform.table import Column

SCHEME_VALUES = ("GB-MPR", "GB-COH")
COLUMNS = (
    Column(
        "declared_scheme",
        "VARCHAR",
        "Register that the company number belongs to; a society's number typed into the field is known by its shape.",
        values=SCHEME_VALUES,
    ),
    Column("declared_value", "VARCHAR", "The number in that register's canonical form."),
    Column(
        "declared_by",
        "VARCHAR",
        "registrar: a company number in the field made for it; shape: a society's number in it.",
        values=("registrar", "shape"),
    ),
)
UNRESOLVED = "unresolved_number: no company number, and no society number with its suffix"


def declared_company(column: str) -> list[pl.Expr]:
    """Give declared_scheme, declared_value and declared_by of a company-number field; all null where nothing is certain.

    `IP29840R` and `29840R` are society 29840R; `RS007337` and `IP028937` are numbers of Companies House, which mirrors
    societies; seven digits get their lost zero back, and a decimal that a spreadsheet added (`1629011.0`) is dropped.
    Six digits or fewer, `IP` and digits alone, and noughts stay undecided: who lost what cannot be told.
    """
    text = pl.col(column).str.strip_chars().str.replace(r"\.0+$", "")
    packed = text.str.to_uppercase().str.replace_all(r"[^A-Z0-9]", "")
    is_society = packed.str.contains(r"^(IP)?\d+[A-Z]+$|^CU\d+$")
    society = pl.when(is_society).then(society_number(text))
    company = pl.when(packed.str.contains("[1-9]")).then(company_number(text))
    return [
        pl.when(society.is_not_null())
        .then(pl.lit("GB-MPR"))
        .when(company.is_not_null())
        .then(pl.lit("GB-COH"))
        .alias("declared_scheme"),
        pl.coalesce(society, company).alias("declared_value"),
        pl.when(society.is_not_null())
        .then(pl.lit("shape"))
        .when(company.is_not_null())
        .then(pl.lit("registrar"))
        .alias("declared_by"),
    ]


def declared_charity(column: str) -> list[pl.Expr]:
    """Give charity_scheme and charity_number of a charity-number field; both null where the number is of no known shape.

    `SC012345` is Scottish, `NIC100019` Northern Irish; six or seven digits are of England and Wales, with or without
    the number of a linked charity (`1234567-1`), which is dropped, as is a decimal that a spreadsheet added.
    """
    text = pl.col(column).str.strip_chars().str.to_uppercase().str.replace(r"\.0+$", "")
    packed = text.str.replace(r"-\d{1,3}$", "").str.replace_all(r"[^A-Z0-9]", "")
    scottish, irish = packed.str.extract(r"^(SC\d{6})$"), packed.str.extract(r"^NIC?(1\d{5})$")
    english = packed.str.extract(r"^0*([1-9]\d{5,6})$")
    number = pl.coalesce(scottish, irish, english)
    scheme = (
        pl.when(scottish.is_not_null())
        .then(pl.lit("GB-SC"))
        .when(irish.is_not_null())
        .then(pl.lit("GB-NIC"))
        .when(english.is_not_null())
        .then(pl.lit("GB-CHC"))
    )
    return [scheme.alias("charity_scheme"), number.alias("charity_number")]
