"""Kinds of fault, and what must say so. All are put into one database: each is told from the others by what it shows."""

from __future__ import annotations

from dataclasses import dataclass

from tests.quality.database import ALDER, BIRCH, CEDAR


@dataclass(frozen=True)
class Fault:
    """Something wrong in a database, the expectation that must say so, and what its detail must show."""

    sql: str
    table: str
    says: str
    shows: str
    severity: str = "critical"


def copy_of(table: str, where: str, **values: str) -> str:
    """Give SQL that inserts a copy of a row with other values, given as SQL."""
    replaced = ", ".join(f"{value} AS {column}" for column, value in values.items())
    return f"INSERT INTO {table} SELECT * REPLACE ({replaced}) FROM {table} WHERE {where} LIMIT 1"


def organisation(**values: str) -> str:
    return copy_of("register.organisation", f"organisation_id = '{BIRCH}'", **values)


def identifier(organisation_id: str, scheme: str, value: str, kind: str = "identity") -> str:
    return copy_of(
        "register.identifier",
        "true",
        organisation_id=f"'{organisation_id}'",
        scheme=f"'{scheme}'",
        value=f"'{value}'",
        kind=f"'{kind}'",
    )


def figure(line: int, **values: str) -> str:
    return copy_of("register.finance", f"organisation_id = '{CEDAR}'", source_line=str(line), **values)


SOURCE, ORGANISATION, IDENTIFIER, FINANCE = "register.source", "register.organisation", "register.identifier", "register.finance"
OUTLETS = "source = 'coops_uk_outlets' AND edition = '2017-06'"

FAULTS = {
    # the source gate
    "a count that does not close": Fault(
        "UPDATE register.source SET records_read = 2 WHERE source = 'lad_lookup'", SOURCE, "counts close", "source=lad_lookup"
    ),
    "rows halved": Fault(
        f"UPDATE register.source SET records_read = 50, out_of_scope = 49 WHERE {OUTLETS}",
        SOURCE,
        "at most 40%",
        "change_percent=-50.0",
    ),
    "rows halved, told too": Fault("SELECT 1", SOURCE, "complete edition differ by at most 10%", "change_percent=-50.0", "warning"),
    "too few rows": Fault(
        f"UPDATE register.source SET rows_low = 60 WHERE {OUTLETS}", SOURCE, "believable number of records", "records=50"
    ),
    "a reconstruction too short": Fault(
        "UPDATE register.source SET rows_low = 60 WHERE source = 'fca_mutuals'",
        SOURCE,
        "an excerpt or a reconstruction has",
        "fca_mutuals",
        "warning",
    ),
    "a stale register": Fault(
        "UPDATE register.source SET age_days = 900 WHERE source = 'coops_uk_economic'",
        SOURCE,
        "of a register is not stale",
        "age_days=900",
    ),
    "a stale reference list": Fault(
        "UPDATE register.source SET age_days = 901 WHERE source = 'lad_lookup'",
        SOURCE,
        "reference lists, excerpts",
        "age_days=901",
        "warning",
    ),
    "a new column": Fault(
        "UPDATE register.source SET warnings = '[\"unknown column: Pets\"]' WHERE source = 'lad_lookup'",
        SOURCE,
        "nothing was noticed",
        "Pets",
        "warning",
    ),
    "sample beside real": Fault(
        "UPDATE register.source SET door = 'import' WHERE source = 'lad_lookup'", SOURCE, "sample editions", "real_files=1"
    ),
    "most rows rejected": Fault(
        "UPDATE register.source SET rejected_rows = 2, records_read = 5 WHERE source = 'coops_uk_organisations' AND NOT is_newest",
        SOURCE,
        "at most a quarter of the records",
        "rejected=2",
    ),
    "rejects that are not listed": Fault(
        "SELECT 1", "register.reject", "as many rows and values", "rejected_rows=2, rows_listed=0"
    ),
    "a staged row lost": Fault(
        "DELETE FROM staged.coops_uk_outlets WHERE edition = '2016-06'",
        "staged.coops_uk_outlets",
        "as many rows are staged",
        "edition=2016-06, part=",
    ),
    "an emptied column": Fault(
        "UPDATE staged.coops_uk_organisations SET sector = NULL WHERE edition = '2017-06'",
        "staged.coops_uk_organisations",
        "no column of a complete edition fell silent",
        "column_name=sector, percent_filled=0.0",
    ),
    "an emptied column of a reconstruction": Fault(
        "UPDATE staged.fca_mutuals SET name = NULL WHERE edition = '2017-06'",
        "staged.fca_mutuals",
        "no column of an excerpt or a reconstruction fell silent",
        "column_name=name",
        "warning",
    ),
    "a required column empty from the start": Fault(
        "UPDATE staged.lad_lookup SET active_name = NULL",
        "staged.lad_lookup",
        "no required column is empty",
        "column_name=active_name",
    ),
    "a repeated key in one file": Fault(
        "INSERT INTO staged.lad_lookup SELECT * FROM staged.lad_lookup",
        "staged.lad_lookup",
        "no two rows of one file",
        "district_code=W06000015",
    ),
    # the register gate: contracts
    "a null key": Fault(
        organisation(organisation_id="NULL"), ORGANISATION, "organisation_id is never empty", "organisation_id=None"
    ),
    "a repeated key": Fault(
        organisation(organisation_id="'GB-MPR-9001R'") + ";" + organisation(organisation_id="'GB-MPR-9001R'"),
        ORGANISATION,
        "no two rows share it",
        "GB-MPR-9001R",
    ),
    "an unknown status": Fault(
        organisation(organisation_id="'GB-MPR-9002R'", status="'gone'"),
        ORGANISATION,
        "status is one of its code list",
        "status=gone",
    ),
    "a shapeless postcode": Fault(
        organisation(organisation_id="'GB-MPR-9003R'", postcode="'CF10 AA1'"), ORGANISATION, "postcode has its shape", "CF10 AA1"
    ),
    "a negative count": Fault(
        organisation(organisation_id="'GB-MPR-9004R'", registers="-1"), ORGANISATION, "registers lies in its range", "registers=-1"
    ),
    "an orphan": Fault(identifier("GB-MPR-404R", "GB-MPR", "404R"), IDENTIFIER, "organisation_id stands in", "GB-MPR-404R"),
    # the register gate: sense
    "a nameless organisation": Fault(
        organisation(organisation_id="'GB-MPR-9005R'", name="' '"), ORGANISATION, "has a name", "GB-MPR-9005R"
    ),
    "ended and live": Fault(
        organisation(organisation_id="'GB-MPR-9006R'", ended_on="DATE '2016-01-01'"),
        ORGANISATION,
        "only an organisation that has ended",
        "GB-MPR-9006R",
    ),
    "ended before it began": Fault(
        organisation(
            organisation_id="'GB-MPR-9007R'", status="'ended'", registered_on="DATE '2016-01-02'", ended_on="DATE '2016-01-01'"
        ),
        ORGANISATION,
        "no organisation ended before",
        "GB-MPR-9007R",
        "warning",
    ),
    "ended without a word": Fault("SELECT 1", ORGANISATION, "nothing is ended without", "GB-MPR-9007R"),
    "ended without an event": Fault("SELECT 1", "register.event", "has its ending among the events", "GB-MPR-9007R"),
    "status from a mirror": Fault(
        organisation(organisation_id="'GB-MPR-9008R'", status_source="'companies_house_basic'"),
        ORGANISATION,
        "does not come from Companies House",
        "GB-MPR-9008R",
    ),
    "status past its authority": Fault(
        f"UPDATE register.organisation SET status_source = 'coops_uk_organisations' WHERE organisation_id = '{BIRCH}'",
        ORGANISATION,
        "has its status from there",
        BIRCH,
    ),
    "a ring without a listing": Fault(
        organisation(organisation_id="'GB-COH-09009000'", in_mpr="true"), ORGANISATION, "exactly if it is listed there", "09009000"
    ),
    "a society called a CIC": Fault(
        organisation(organisation_id="'GB-MPR-9010R'", is_cic="true"), ORGANISATION, "community interest companies", "GB-MPR-9010R"
    ),
    "a district elsewhere": Fault(
        organisation(
            organisation_id="'GB-MPR-9011R'", district_code="'W06000015'", district_name="'Cardiff'", nation_basis="'postcode'"
        ),
        ORGANISATION,
        "nation and district agree",
        "GB-MPR-9011R, nation=Scotland",
    ),
    "resting on nothing": Fault("SELECT 1", ORGANISATION, "rests on at least one line", "GB-MPR-9011R"),
    "a turnover from nowhere": Fault(
        organisation(organisation_id="'GB-MPR-9012R'", latest_turnover_gbp="7"),
        ORGANISATION,
        "latest turnover is one of",
        "GB-MPR-9012R",
    ),
    "one number, two organisations": Fault(
        identifier(ALDER, "GB-COH", "09999999") + ";" + identifier(BIRCH, "GB-COH", "09999999"),
        IDENTIFIER,
        "society or company number is the identity of one",
        f"which={ALDER} {BIRCH}",
    ),
    "two society numbers": Fault(identifier(ALDER, "GB-MPR", "7777R"), IDENTIFIER, "two society numbers", "1000R 7777R"),
    "an overgrown cluster": Fault(
        ";".join(identifier(BIRCH, "XI-CUK", f"R90000{n}") for n in range(8)),
        IDENTIFIER,
        "more than eight",
        f"organisation_id={BIRCH}, identities=11",
    ),
    "a mirror as identity": Fault(
        identifier(CEDAR, "GB-COH", "IP01000R"), IDENTIFIER, "mirrors a society is no identity", "IP01000R"
    ),
    "a placeholder": Fault(identifier(CEDAR, "GB-COH", "12345678"), IDENTIFIER, "placeholder numbers", "12345678"),
    "a number of four": Fault(
        ";".join(identifier(whose, "GB-CHC", "555", "mirror") for whose in (ALDER, BIRCH, CEDAR, "GB-MPR-9002R")),
        IDENTIFIER,
        "four or more",
        "value=555, organisations=4",
    ),
    "a pair that was to be kept apart": Fault(
        "INSERT INTO register.link VALUES "
        "('GB-MPR', '1000R', 'GB-MPR', '7777R', 'override', 'rejected', 'by hand', NULL, 'overrides.csv', '2017')",
        "register.link",
        "an override keeps apart",
        "7777R",
    ),
    "a name that ends before it begins": Fault(
        copy_of("register.name", "true", valid_from="DATE '2016-01-02'", valid_to="DATE '2016-01-01'", name="'Elm'"),
        "register.name",
        "no name ceased",
        "Elm",
    ),
    "an e-mail address": Fault(
        copy_of("register.name", "true", name="'write to office@elm.example'"),
        "register.name",
        "no text holds an e-mail",
        "held_in=name",
    ),
    "a telephone number": Fault(
        copy_of("register.address", "true", address="'1 High Street, 029 2055 5555'"),
        "register.address",
        "like a telephone number",
        "held_in=address",
    ),
    "a person with a title": Fault(
        copy_of("register.address", "true", address="'Mrs A Person, 1 High Street'"),
        "register.address",
        "a person's title and name",
        "held_in=address",
    ),
    "a line not taken up": Fault(
        "DELETE FROM register.source_record WHERE source = 'fca_mutuals' AND edition = '2016-06' AND source_line = 2",
        "staged.fca_mutuals",
        "every line about an organisation",
        "edition=2016-06, source_line=2",
    ),
    "a thousandfold jump": Fault(
        figure(90, value="30000", reference_year="2017", state="'carried_forward'"),
        FINANCE,
        "a thousand times",
        "next_value=30000.00",
        "warning",
    ),
    "a negative turnover": Fault(
        figure(91, value="-5", note="'negative'", reference_year="2014", state="'carried_forward'"),
        FINANCE,
        "no turnover is negative",
        "value=-5.00",
        "warning",
    ),
    "a wrong unit": Fault(
        figure(92, measure="'members'", income_concept="NULL"), FINANCE, "the unit is that", "measure=members, unit=GBP"
    ),
    "reported out of its year": Fault(figure(93, reference_year="2012"), FINANCE, "called reported only if", "reference_year=2012"),
    # the release gate
    "nations that do not add up": Fault(
        "UPDATE summary.turnover_by_nation SET turnover_gbp = turnover_gbp + 0.01 "
        "WHERE nation = 'Wales' AND basis = 'as_published'",
        "summary.turnover_by_nation",
        "nations add up",
        "year_turnover_gbp=205.00, sum_turnover_gbp=205.01",
    ),
    "an organisation missing from the sectors": Fault(
        "UPDATE summary.turnover_by_sector SET organisations = organisations - 1",
        "summary.turnover_by_sector",
        "sectors add up",
        "sum_organisations=2",
    ),
    "coverage made up": Fault(
        "UPDATE summary.turnover_by_ownership SET coverage_count = 0.99",
        "summary.turnover_by_ownership",
        "coverage is organisations with",
        "coverage_count=0.99",
    ),
    "a year that is not its figures": Fault(
        "SELECT 1", "summary.turnover_by_year", "turnover_gbp is the sum of the figures", "reference_year=2017"
    ),
    "flows with a residual": Fault(
        "SELECT 1", "summary.register_flows", "flows close", "credit_union, nation=Scotland, registered=None"
    ),
    "ranks out of order": Fault(
        "UPDATE summary.top_by_turnover SET rank = 9 WHERE rank = 3", "summary.top_by_turnover", "ranks run from 1", "rank=9"
    ),
    # against the previous release
    "an organisation lost": Fault(
        f"DELETE FROM register.organisation WHERE organisation_id = '{CEDAR}'; "
        "DELETE FROM register.identifier WHERE value = '03000001'",
        ORGANISATION,
        "is lost",
        CEDAR,
    ),
    "coverage that fell": Fault(
        "UPDATE summary.turnover_by_year SET with_turnover = 2, coverage_count = 0.666667 WHERE basis = 'as_published'",
        "summary.turnover_by_year",
        "fell by more than two points",
        "coverage_then=1.0, coverage_now=0.666667",
    ),
}
