"""An invented Companies House file as large as the real one: 55 columns, every field quoted, CRLF line ends.

Shares of categories and number prefixes follow the counts published for August 2026; about 0.5 GB a million rows.
Rows that the fast reader cannot take stand among them: a doubled quotation mark in one row of 2,000, a value with a line
break in every million; and, where asked for, rows that cannot be cut into fields at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from extract.sources.companies_house_basic import SOURCE

# As published: these headings carry a leading blank.
_LED_BY_BLANK = {1, 5, 34, 35, 36, 38, 40, 42, 44, 46, 48, 50, 52, 54}
HEADER = [f"{' ' if i in _LED_BY_BLANK else ''}{heading.name}" for i, heading in enumerate(SOURCE.headings)]

_CHUNK = 200_000


def _words(text: str) -> pl.Series:
    return pl.Series(text.split(","))


_SYLLABLES = _words("ASH,BEL,CROW,DUN,ELM,FEN,GAR,HOLT,ING,KEL,LYN,MOR,NOR,OAK,PEN,RUSH,SAL,TARN,ULV,WYE")
_TRADES = _words(
    "BAKERY,BUILDING SERVICES,CONSULTING,COMMUNITY TRANSPORT,DIGITAL MARKETING,ENERGY,FARM SHOP,HAULAGE,INTERIORS,"
    "JOINERY,LETTINGS,MANAGEMENT,NURSERIES,PLUMBING AND HEATING,PROPERTY INVESTMENTS,RECRUITMENT,SYSTEMS,TRADING"
)
_ENDINGS = pl.Series(["LIMITED", "LTD", "LTD", "(HOLDINGS) LIMITED", "UK LTD"])
_STREETS = _words("ALBION,BRIDGE,CASTLE,DOCK,EASTGATE,FOUNDRY,GRANGE,HIGH,KILN,LOWER MILL,MARKET,NEW,OLD CHAPEL")
_WAYS = pl.Series(["STREET", "ROAD", "LANE", "AVENUE", "CLOSE", "BUSINESS PARK", "INDUSTRIAL ESTATE"])
_COUNTIES = pl.Series(["", "", "", "NORTHSHIRE", "EASTMOOR", "WEST FELLS", "GREATER TARNLEY"])
_COUNTRIES = pl.Series(["UNITED KINGDOM", "ENGLAND", "ENGLAND", "", "SCOTLAND", "WALES"])
_AREAS = pl.Series(["AB", "B", "CF", "E", "G", "LS", "M", "NE", "SW", "W"])
_ACCOUNTS = pl.Series(["MICRO ENTITY", "TOTAL EXEMPTION FULL", "NO ACCOUNTS FILED", "DORMANT", "SMALL", "FULL"])
_SIC = pl.Series(
    [
        "62020 - Information technology consultancy activities",
        "68209 - Other letting and operating of own or leased real estate",
        "70229 - Management consultancy activities other than financial management",
        "41100 - Development of building projects",
        "47910 - Retail sale via mail order houses or via Internet",
        "82990 - Other business support service activities n.e.c.",
        "98000 - Residents property management",
    ]
)
# Category, prefix, and how many in 10,000 rows.
_KINDS = (
    ("Community Interest Company", "", 79),
    ("Industrial and Provident Society", "IP", 11),
    ("Registered Society", "RS", 7),
    ("Charitable Incorporated Organisation", "CE", 70),
    ("Scottish Charitable Incorporated Organisation", "CS", 14),
    ("PRI/LTD BY GUAR/NSC (Private, limited by guarantee, no share capital)", "", 180),
    ("Limited Liability Partnership", "OC", 83),
    ("Private Limited Company", "SC", 480),
    ("Private Limited Company", "NI", 156),
)


@dataclass(frozen=True)
class Expected:
    """What a reader must count in the file."""

    rows: int
    malformed: int


def write(target: Path, rows: int, malformed_too: bool = False) -> Expected:
    """Write `rows` invented companies to `target`, in chunks of bounded memory; the same bytes every time.

    `malformed_too` cuts one row in a million short and puts a stray quotation mark into another.
    """
    malformed = 0
    with target.open("wb") as handle:
        handle.write((",".join(HEADER) + "\r\n").encode())
        for start in range(0, rows, _CHUNK):
            frame = _chunk(start, min(_CHUNK, rows - start))
            data = frame.write_csv(None, include_header=False, quote_style="always", line_terminator="\r\n").encode()
            if start % 1_000_000 == 0:
                data, spoilt = _spoil(data, malformed_too)
                malformed += spoilt
            handle.write(data)
    return Expected(rows, malformed)


def cited(rows: int) -> frozenset[str]:
    """Give company numbers that other registers would quote: about one private company in 250."""
    return frozenset(f"{number:08d}" for number in range(0, rows, 250))


def _draw(salt: int, below: int) -> pl.Expr:
    """A number under `below`, scattered over the rows, the same on every machine."""
    mixed = (pl.col("i") + salt * 7_919 + 1) * 2_654_435_761 % 2**32
    mixed = (mixed ^ (mixed // 2**15)) * 739_982_445 % 2**32
    mixed = (mixed ^ (mixed // 2**12)) * 695_872_825 % 2**32
    return (mixed ^ (mixed // 2**15)) % below


def _pick(words: pl.Series, salt: int) -> pl.Expr:
    return pl.lit(words).gather(_draw(salt, len(words)))


def _day(salt: int, first: int, years: int) -> pl.Expr:
    day, month, year = _draw(salt, 28) + 1, _draw(salt + 1, 12) + 1, _draw(salt + 2, years) + first
    return pl.format("{}/{}/{}", _text(day).str.zfill(2), _text(month).str.zfill(2), year)


def _text(number: pl.Expr) -> pl.Expr:
    return number.cast(pl.String)


def _kind() -> tuple[pl.Expr, pl.Expr]:
    category, prefix, edge = pl.lit("Private Limited Company"), pl.lit(""), 0
    draw = _draw(1, 10_000)
    for name, letters, share in _KINDS:
        here = (draw >= edge) & (draw < edge + share)
        category = pl.when(here).then(pl.lit(name)).otherwise(category)
        prefix = pl.when(here).then(pl.lit(letters)).otherwise(prefix)
        edge += share
    return category, prefix


def _chunk(start: int, height: int) -> pl.DataFrame:
    category, prefix = _kind()
    # No prefix has 20,000 rows in a chunk, so that numbers stay unique.
    place = pl.int_range(pl.len()).over(prefix) + start // _CHUNK * 20_000
    number = pl.when(prefix == "").then(_text(pl.col("i")).str.zfill(8)).otherwise(prefix + _text(place).str.zfill(6))
    word = pl.concat_str(_pick(_SYLLABLES, 2), _pick(_SYLLABLES, 3), _pick(_SYLLABLES, 4))
    name = pl.concat_str(word, pl.lit(" "), _pick(_TRADES, 5), pl.lit(" "), _pick(_ENDINGS, 6))
    name = pl.when(_draw(7, 2_000) == 0).then(pl.concat_str(pl.lit('THE "'), word, pl.lit('" '), name)).otherwise(name)
    postcode = pl.format("{}{} {}{}", _pick(_AREAS, 8), _draw(9, 28) + 1, _draw(10, 10), _pick(_words("AB,DE,XY"), 11))
    renamed = _draw(12, 12) == 0
    values: dict[str, pl.Expr] = {
        "CompanyName": name,
        "CompanyNumber": number,
        "RegAddress.AddressLine1": pl.format("{} {} {}", _draw(13, 300) + 1, _pick(_STREETS, 14), _pick(_WAYS, 15)),
        "RegAddress.AddressLine2": pl.when(_draw(16, 2) == 0).then(pl.lit("")).otherwise(_pick(_STREETS, 17)),
        "RegAddress.PostTown": pl.concat_str(_pick(_SYLLABLES, 18), pl.lit("TON")),
        "RegAddress.County": _pick(_COUNTIES, 19),
        "RegAddress.Country": _pick(_COUNTRIES, 20),
        "RegAddress.PostCode": postcode,
        "CompanyCategory": category,
        "CompanyStatus": _pick(pl.Series(["Active"] * 18 + ["Active - Proposal to Strike off", "Liquidation"]), 21),
        "CountryOfOrigin": pl.lit("United Kingdom"),
        "IncorporationDate": _day(22, 1985, 41),
        "Accounts.AccountRefDay": pl.lit("31"),
        "Accounts.AccountRefMonth": _text(_draw(25, 12) + 1),
        "Accounts.NextDueDate": _day(26, 2026, 2),
        "Accounts.LastMadeUpDate": _day(29, 2024, 2),
        "Accounts.AccountCategory": _pick(_ACCOUNTS, 32),
        "Returns.NextDueDate": _day(33, 2016, 2),
        "SICCode.SicText_1": _pick(_SIC, 36),
        "SICCode.SicText_2": pl.when(_draw(37, 4) == 0).then(_pick(_SIC, 38)).otherwise(pl.lit("")),
        "URI": pl.concat_str(pl.lit("http://business.data.gov.uk/id/company/"), number),
        "PreviousName_1.CONDATE": pl.when(renamed).then(_day(39, 2000, 26)).otherwise(pl.lit("")),
        "PreviousName_1.CompanyName": pl.when(renamed).then(word + " NUMBER ONE LIMITED").otherwise(pl.lit("")),
        "ConfStmtNextDueDate": _day(42, 2026, 2),
        "ConfStmtLastMadeUpDate": _day(45, 2025, 1),
    }
    zeros = {h.name for h in SOURCE.headings if h.name.startswith(("Mortgages.", "LimitedPartnerships."))}
    blank, zero = pl.lit(""), pl.lit("0")
    return pl.select(i=pl.int_range(start, start + height, dtype=pl.UInt64)).select(
        values.get(h.name, zero if h.name in zeros else blank).alias(h.name) for h in SOURCE.headings
    )


def _spoil(data: bytes, malformed_too: bool) -> tuple[bytes, int]:
    """Break a line within a value; where asked for, spoil two lines. Give the bytes and how many lines were spoilt."""
    lines = data.split(b"\r\n", 40)
    lines[20] = lines[20].replace(b',"","","', b',"","","FIRST FLOOR\r\n', 1)
    if malformed_too:
        lines[10] = lines[10].rsplit(b",", 1)[0]
        lines[30] = lines[30].replace(b'"', b'"A "B" ', 1)
    return b"\r\n".join(lines), 2 * malformed_too
