"""Where the invented sector lives: real districts (codes and names are public facts), in invented postcodes.

No outward code below exists: each lies in a real postcode area, in a district number that Royal Mail has not used.
"""

from __future__ import annotations

from dataclasses import dataclass

CTRY = {"England": "E92000001", "Wales": "W92000004", "Scotland": "S92000003", "Northern Ireland": "N92000002"}
INWARD_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"  # Royal Mail never uses C, I, K, M, O or V after the blank
LISTED_POSTCODES = 28  # postcodes of a district that the directory lists; later ones are terminated and not in it


@dataclass(frozen=True)
class District:
    """One local authority district under its active code, with the outward code of its invented postcodes."""

    code: str
    name: str
    nation: str
    region_code: str
    region_name: str
    outward: str
    county: str


_ENGLAND = """\
E08000003|Manchester|E12000002|North West|M81|Greater Manchester
E08000012|Liverpool|E12000002|North West|L81|Merseyside
E07000123|Preston|E12000002|North West|PR81|Lancashire
E07000121|Lancaster|E12000002|North West|LA81|Lancashire
E06000063|Cumberland|E12000002|North West|CA81|Cumbria
E08000035|Leeds|E12000003|Yorkshire and The Humber|LS81|West Yorkshire
E08000032|Bradford|E12000003|Yorkshire and The Humber|BD81|West Yorkshire
E08000038|Barnsley|E12000003|Yorkshire and The Humber|S51|South Yorkshire
E08000039|Sheffield|E12000003|Yorkshire and The Humber|S52|South Yorkshire
E08000021|Newcastle upon Tyne|E12000001|North East|NE76|Tyne and Wear
E08000037|Gateshead|E12000001|North East|NE77|Tyne and Wear
E06000057|Northumberland|E12000001|North East|NE81|Northumberland
E06000047|County Durham|E12000001|North East|DH81|County Durham
E06000015|Derby|E12000004|East Midlands|DE81|Derbyshire
E06000016|Leicester|E12000004|East Midlands|LE81|Leicestershire
E07000138|Lincoln|E12000004|East Midlands|LN81|Lincolnshire
E06000018|Nottingham|E12000004|East Midlands|NG81|Nottinghamshire
E08000025|Birmingham|E12000005|West Midlands|B55|West Midlands
E06000051|Shropshire|E12000005|West Midlands|SY82|Shropshire
E07000082|Stroud|E12000009|South West|GL81|Gloucestershire
E06000023|Bristol, City of|E12000009|South West|BS81|Bristol
E06000052|Cornwall|E12000009|South West|TR81|Cornwall
E06000066|Somerset|E12000009|South West|TA81|Somerset
E07000148|Norwich|E12000006|East of England|NR81|Norfolk
E07000008|Cambridge|E12000006|East of England|CB81|Cambridgeshire
E06000043|Brighton and Hove|E12000008|South East|BN81|East Sussex
E07000178|Oxford|E12000008|South East|OX81|Oxfordshire
E09000023|Lewisham|E12000007|London|SE81|Lewisham
E09000012|Hackney|E12000007|London|E81|Hackney
E09000007|Camden|E12000007|London|NW81|Camden"""

_WALES = """\
W06000001|Isle of Anglesey|LL81
W06000002|Gwynedd|LL82
W06000003|Conwy|LL83
W06000004|Denbighshire|LL84
W06000005|Flintshire|CH81
W06000006|Wrexham|LL85
W06000008|Ceredigion|SY81
W06000009|Pembrokeshire|SA51
W06000010|Carmarthenshire|SA52
W06000011|Swansea|SA53
W06000012|Neath Port Talbot|SA54
W06000013|Bridgend|CF51
W06000014|Vale of Glamorgan|CF52
W06000015|Cardiff|CF53
W06000016|Rhondda Cynon Taf|CF54
W06000018|Caerphilly|CF55
W06000019|Blaenau Gwent|NP51
W06000020|Torfaen|NP52
W06000021|Monmouthshire|NP53
W06000022|Newport|NP54
W06000023|Powys|LD51
W06000024|Merthyr Tydfil|CF56"""

_SCOTLAND = """\
S12000049|Glasgow City|G85
S12000036|City of Edinburgh|EH81
S12000017|Highland|IV81
S12000042|Dundee City|DD81
S12000047|Fife|KY81
S12000023|Orkney Islands|KW81
S12000050|North Lanarkshire|ML81"""

_NORTHERN_IRELAND = """\
N09000003|Belfast|BT95
N09000005|Derry City and Strabane|BT96
N09000009|Mid Ulster|BT97
N09000010|Newry, Mourne and Down|BT98
N09000006|Fermanagh and Omagh|BT84"""


def _districts() -> tuple[District, ...]:
    found = []
    for line in _ENGLAND.splitlines():
        code, name, region_code, region_name, outward, county = line.split("|")
        found.append(District(code, name, "England", region_code, region_name, outward, county))
    for nation, text in (("Wales", _WALES), ("Scotland", _SCOTLAND), ("Northern Ireland", _NORTHERN_IRELAND)):
        for line in text.splitlines():
            code, name, outward = line.split("|")
            found.append(District(code, name, nation, "", "", outward, name))
    return tuple(found)


DISTRICTS: tuple[District, ...] = _districts()
BY_NAME: dict[str, District] = {district.name: district for district in DISTRICTS}
BY_NATION: dict[str, tuple[District, ...]] = {
    nation: tuple(district for district in DISTRICTS if district.nation == nation) for nation in CTRY
}

# Retired code, its name, and the active code that took its place (ONS code history).
RETIRED: tuple[tuple[str, str, str], ...] = (
    ("E06000048", "Northumberland", "E06000057"),
    ("E07000026", "Allerdale", "E06000063"),
    ("E07000028", "Carlisle", "E06000063"),
    ("E07000029", "Copeland", "E06000063"),
    ("E07000187", "Mendip", "E06000066"),
    ("E07000188", "Sedgemoor", "E06000066"),
    ("E08000016", "Barnsley", "E08000038"),
    ("E08000019", "Sheffield", "E08000039"),
    ("E08000020", "Gateshead", "E08000037"),
    ("S12000015", "Fife", "S12000047"),
    ("S12000044", "North Lanarkshire", "S12000050"),
    ("S12000046", "Glasgow City", "S12000049"),
)

# The directory of May 2025 still places postcodes under these codes; an inner join on active codes loses them.
OLD_IN_DIRECTORY: dict[str, str] = {"E08000038": "E08000016", "E08000039": "E08000019"}

# Not districts of ours: pseudo-codes that the directory gives to the Crown dependencies.
CROWN_POSTCODES: tuple[tuple[str, str], ...] = (("JE81 4QF", "L99999999"), ("GY81 2HB", "L99999999"), ("IM81 7TN", "M99999999"))
