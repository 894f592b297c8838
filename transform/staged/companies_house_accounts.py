"""Companies House accounts: one row is one filing in scope, with its figures of the period and of the one before."""

from __future__ import annotations

import polars as pl

from extract.concepts import AMOUNTS, DAYS, EMPLOYEES, FIGURES, FOREIGN, GROUP, PERIOD, PRIOR, UNPLACED
from extract.source import Raw
from transform.clean.dates import date_of
from transform.clean.identifiers import company_number
from transform.clean.money import amount_of
from transform.clean.rejects import first_of_each, gather, malformed, unusable, without_key
from transform.clean.text import folded_name, tidy
from transform.table import Column, Staged, Table

NAMES: dict[str, tuple[str, str]] = {  # concept -> our name and what it is
    "TurnoverRevenue": ("turnover_gbp", "Turnover"),
    "GrossProfitLoss": ("gross_profit_gbp", "Gross profit or loss"),
    "OperatingProfitLoss": ("operating_profit_gbp", "Operating profit or loss"),
    "ProfitLossOnOrdinaryActivitiesBeforeTax": ("profit_before_tax_gbp", "Profit or loss before tax"),
    "ProfitLoss": ("profit_gbp", "Profit or loss for the period"),
    "FixedAssets": ("fixed_assets_gbp", "Fixed assets"),
    "CurrentAssets": ("current_assets_gbp", "Current assets"),
    "CashBankOnHand": ("cash_gbp", "Cash at bank and in hand"),
    "NetCurrentAssetsLiabilities": ("net_current_assets_gbp", "Current assets less creditors due within a year"),
    "TotalAssetsLessCurrentLiabilities": ("total_assets_less_current_liabilities_gbp", "Total assets less current liabilities"),
    "NetAssetsLiabilities": ("net_assets_gbp", "Net assets"),
    "Equity": ("equity_gbp", "Equity (shareholders' funds)"),
    "CharityFunds": ("charity_funds_gbp", "Funds of a charity"),
    EMPLOYEES: ("employees", "Average number of employees"),
}
CODES = {
    "accounts_type": ("AccountsType", "Kind of accounts in the taxonomy's words, such as FullAccounts or FilletedAccounts."),
    "accounts_status": ("AccountsStatusAuditedOrUnaudited", "Audited or exempt, in the taxonomy's words."),
    "accounting_standards": ("AccountingStandardsApplied", "Standard applied, such as FRS102, SmallEntities or Micro-entities."),
    "legal_form_stated": (
        "LegalFormEntity",
        "Legal form in the taxonomy's words; a community interest company says what it is limited by.",
    ),
    "trading_status": ("EntityTradingStatus", "Trading status in the taxonomy's words; empty for an entity that trades."),
    "accounts_scope": ("ScopeAccounts", "Scope of the accounts in the taxonomy's words; empty for its ordinary one."),
}
DORMANT, TRADED = "EntityDormantTruefalse", "CompanyNotDormant"
WITHHELD = "EntityHasTakenExemptionUnderCompaniesActInNotPublishingItsOwnProfitLossAccountTruefalse"
NUMBER, END = "UKCompaniesHouseRegisteredNumber", "EndDateForPeriodCoveredByReport"
_DAYS_IN_MONTH = 365.25 / 12


def _figure_columns(prefix: str, whose: str) -> tuple[Column, ...]:
    return tuple(
        Column(
            f"{prefix}{NAMES[concept][0]}",
            "DECIMAL(18,2)",
            f"{NAMES[concept][1]}{whose}.",
            unit="GBP" if concept in AMOUNTS else None,
        )
        for concept in FIGURES
    )


TABLE = Table(
    "staged",
    "companies_house_accounts",
    "one filing of accounts, or of a community interest company's report, in scope in one zip of the accounts bulk data",
    (
        Column("source_line", "BIGINT", "Number of the filing among the files of the zip, those of a nested zip counted in its place.", required=True, minimum=1),
        Column("member", "VARCHAR", "Name of the file in the zip; in a nested zip, the names of both.", required=True),
        Column("company_number", "VARCHAR", "Company number, eight characters, from the file's name.", required=True, pattern="[A-Z0-9]{8}"),
        Column("made_up_to", "DATE", "Day to which the accounts are made up, from the file's name."),
        Column("kind", "VARCHAR", "Accounts, or the annual report of a community interest company, which has no figures.", required=True, values=("accounts", "cic34")),
        Column("file_type", "VARCHAR", "Inline XBRL in a page, or plain XBRL.", required=True, values=("ixbrl", "xbrl")),
        Column("taxonomy", "VARCHAR", "Addresses of the taxonomies that the filing names, a blank between two."),
        Column("name", "VARCHAR", "Name of the entity as the filing has it."),
        Column("name_folded", "VARCHAR", "Name for comparison only."),
        Column("charity_number", "VARCHAR", "Charity number in England and Wales, where the filing states one."),
        Column("period_start", "DATE", "First day of the period; null where the filing does not say, or says several."),
        Column("period_end", "DATE", "Last day of the period: made_up_to, unless the filing's own figures are of another day."),
        Column("months", "INTEGER", "Length of the period in months, rounded."),
        Column("prior_period_start", "DATE", "First day of the period before, where a figure for it states one."),
        Column("prior_period_end", "DATE", "Last day of the period before."),
        Column("is_dormant", "BOOLEAN", "Whether the filing says that the company is dormant."),
        Column("is_profit_and_loss_withheld", "BOOLEAN", "Whether the filing says that the profit and loss account is kept back; it then has no turnover."),
        Column("is_consolidated", "BOOLEAN", "Whether the figures are a group's: the filing tells the parent company's own apart.", required=True),
        *(Column(name, "VARCHAR", about) for name, (_, about) in CODES.items()),
        *_figure_columns("", " of the period"),
        *_figure_columns("prior_", " of the period before, as this filing has it"),
    ),
    key=("member",),
    notes="Small companies rarely file a profit and loss account: about 1 filing in 100 has a turnover, so no total of turnovers "
    "is one of the sector. A company may file twice for one period, on one day or on several; the later filing stands.",
)  # fmt: skip


def stage(raw: Raw) -> Staged:
    """Give typed rows and rejects. A filing whose name holds no company number is rejected whole, as is a repeated name."""
    text = raw.frame
    typed = text.select(
        "source_line",
        pl.col("Member").alias("member"),
        company_number(pl.col("Company number")).alias("company_number"),
        tidy("Company number").alias("company_number_as_written"),
        date_of("Made up to").alias("made_up_to"),
        pl.col("Kind").alias("kind"),
        pl.col("File type").alias("file_type"),
        tidy("Taxonomy").alias("taxonomy"),
        tidy("EntityCurrentLegalOrRegisteredName").alias("name"),
        folded_name(pl.col("EntityCurrentLegalOrRegisteredName")).alias("name_folded"),
        tidy("CharityRegistrationNumberEnglandWales").alias("charity_number"),
        *(date_of(heading).alias(column) for column, heading in _periods().items()),
        pl.coalesce(_yes_or_no(DORMANT), ~_yes_or_no(TRADED)).alias("is_dormant"),
        _yes_or_no(WITHHELD).alias("is_profit_and_loss_withheld"),
        (pl.col(GROUP) == "true").alias("is_consolidated"),
        *(tidy(heading).alias(column) for column, (heading, _) in CODES.items()),
        *(_figure(heading).alias(column) for heading, column in _figures().items()),
    ).with_columns(_started(), _started("prior_"), pl.col("name_folded").replace("", None))
    typed = typed.with_columns(_months())
    keyed, no_key = without_key(typed, "company_number", "Company number", "bad_key: not eight letters and digits")
    rows, repeated = first_of_each(keyed.select(TABLE.polars_schema().keys()), ["member"])
    rejects = gather(malformed(raw), no_key, repeated, *_bad_figures(text, typed), *_bad_statements(text, typed))
    return Staged(rows, rejects, raw.records, raw.out_of_scope)


def _periods() -> dict[str, str]:
    """Give {our column: heading} of the days of both periods."""
    return {f"{prefix}{column}": heading + suffix
            for prefix, suffix in (("", ""), ("prior_", PRIOR))
            for column, heading in zip(("period_start", "period_end"), PERIOD, strict=True)}  # fmt: skip


def _figures() -> dict[str, str]:
    """Give {heading: our column} of the figures of both periods."""
    here = {concept: NAMES[concept][0] for concept in FIGURES}
    return here | {concept + PRIOR: f"prior_{name}" for concept, name in here.items()}


def _figure(heading: str) -> pl.Expr:
    amount = amount_of(heading)
    return pl.when(amount >= 0).then(amount) if heading.startswith(EMPLOYEES) else amount


def _started(prefix: str = "") -> pl.Expr:
    """A period begins before it ends."""
    start, end = pl.col(f"{prefix}period_start"), pl.col(f"{prefix}period_end")
    return pl.when(start <= end).then(start).alias(f"{prefix}period_start")


def _months() -> pl.Expr:
    days = (pl.col("period_end") - pl.col("period_start")).dt.total_days() + 1
    return (days / _DAYS_IN_MONTH).round().cast(pl.Int32).alias("months")


def _yes_or_no(heading: str) -> pl.Expr:
    said = {"true": True, "false": False}
    return pl.col(heading).str.strip_chars().str.to_lowercase().replace_strict(said, default=None, return_dtype=pl.Boolean)


def _bad_figures(text: pl.DataFrame, typed: pl.DataFrame) -> list[pl.DataFrame]:
    """A value that is none, named by its concept: `a | b` are two figures for one concept and period."""
    bad = []
    for heading, column in _figures().items():
        twice = text[heading].str.contains(" | ", literal=True)
        is_none = "not_a_count" if heading.startswith(EMPLOYEES) else "not_an_amount"
        bad.append(unusable(_where(text, heading, twice), heading, typed, column, "two_values"))
        bad.append(unusable(_where(text, heading, ~twice), heading, typed, column, is_none))
    return bad


def _bad_statements(text: pl.DataFrame, typed: pl.DataFrame) -> list[pl.DataFrame]:
    """What a filing says and cannot mean, what contradicts its name, and the figures that could not be used at all."""
    number = pl.col(NUMBER).str.to_uppercase().str.replace_all(r"[^A-Z0-9]", "").str.zfill(8)
    said = text.select(
        *(date_of(heading).alias(heading) for heading in DAYS),
        *(_yes_or_no(heading).alias(heading) for heading in (DORMANT, TRADED, WITHHELD)),
        pl.when(number == pl.col("Company number")).then(number).alias(NUMBER),
        pl.lit(None).alias("none"),
    )
    end = typed["period_end"]
    ends = _where(text, END, said[END].is_not_null() & (said[END] != end))
    day = _where(text, "Made up to", typed["made_up_to"].is_not_null() & (typed["made_up_to"] != end))
    return [
        *(unusable(text, heading, said, heading, "not_a_date") for heading in DAYS),
        *(unusable(text, heading, said, heading, "not_yes_or_no") for heading in (DORMANT, TRADED, WITHHELD)),
        unusable(text, "Made up to", typed, "made_up_to", "not_a_date"),
        unusable(ends, END, said, "none", "another_day: the figures are not of this day"),
        unusable(day, "Made up to", said, "none", "another_day: period_end is the day of the filing's figures"),
        unusable(text, PERIOD[0], typed, "period_start", "not_before_the_end_of_its_period"),
        unusable(text, PERIOD[0] + PRIOR, typed, "prior_period_start", "not_before_the_end_of_its_period"),
        unusable(text, NUMBER, said, NUMBER, "another_number: that of the member's name is used"),
        unusable(text, FOREIGN, said, "none", "not_in_pounds: figures in other money are left out"),
        unusable(text, UNPLACED, said, "none", "no_such_context: figures that no period can be found for are left out"),
    ]


def _where(text: pl.DataFrame, heading: str, chosen: pl.Series) -> pl.DataFrame:
    """Give a column with its values in the chosen rows only, blank in the others."""
    return text.select("source_line", pl.when(chosen.fill_null(False)).then(heading).otherwise(pl.lit("")).alias(heading))
