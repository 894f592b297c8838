"""What the invented bodies do: SIC 2007 codes and classes are public lists; the names are patterns to be filled."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Trade:
    """One line of business: its SIC code, Co-operatives UK's levels of it, its sector and usual owners."""

    key: str
    sic: str
    sic_text: str
    levels: tuple[str, ...]  # SIC code, section, then code and description of levels 2 to 5, as Co-operatives UK writes them
    sector: str
    ownership: str
    names: tuple[str, ...]
    magnitude: int  # turnover is three digits times ten to this power
    reporting: str = ""  # FCA reporting classification; only two values of that list are publicly known


_CLUBS = "Membership associations, social clubs and trade unions"
_OTHER_MEMBERS = "Activities of membership organisations", "Activities of other membership organisations"


def _levels(section: str, *steps: tuple[str, str]) -> tuple[str, ...]:
    cells = [cell for code, words in steps for cell in (f"UKSIC07-{code}", words)]
    return (f"UKSIC07-{steps[-1][0]}", section, *cells, *[""] * (8 - len(cells)))


# One trade a paragraph reads better than one argument a line.
# fmt: off
TRADES: dict[str, Trade] = {
    trade.key: trade
    for trade in (
        Trade(
            "club", "94990", "Activities of other membership organisations n.e.c.",
            _levels(
                "Other Service Activities", ("94", _OTHER_MEMBERS[0]), ("949", _OTHER_MEMBERS[1]),
                ("9499", "Activities of other membership organisations n.e.c."),
            ),
            _CLUBS, "Consumers",
            ("{p} Working Men's Club and Institute Limited", "{p} Social Club Limited", "{p} Labour Club and Institute Limited",
             "The {p} Ex-Servicemen’s Club Limited"),
            3, "Advocacy and campaigning",
        ),
        Trade(
            "housing", "68201", "Renting and operating of Housing Association real estate",
            _levels(
                "Real Estate", ("68", "Real estate activities"), ("682", "Renting and operating of own or leased real estate"),
                ("6820", "Renting and operating of own or leased real estate"),
                ("68201", "Renting and operating of Housing Association real estate"),
            ),
            "Housing", "Tenants",
            ("{p} Housing Co-operative Limited", "{p} Tenants Co-operative Limited", "{p} Mutual Homes Limited"), 3,
        ),
        Trade(
            "retail", "47110", "Retail sale in non-specialised stores with food, beverages or tobacco predominating",
            _levels(
                "Wholesale and Retail; Vehicle Repair", ("47", "Retail trade, except of motor vehicles and motorcycles"),
                ("471", "Retail sale in non-specialised stores"),
                ("4711", "Retail sale in non-specialised stores with food, beverages or tobacco predominating"),
            ),
            "Retail", "Consumers", ("{p} Co-operative Society Limited", "{p} Industrial Co-operative Society Limited"), 5,
        ),
        Trade(
            "shop", "47110", "Retail sale in non-specialised stores with food, beverages or tobacco predominating",
            _levels(
                "Wholesale and Retail; Vehicle Repair", ("47", "Retail trade, except of motor vehicles and motorcycles"),
                ("471", "Retail sale in non-specialised stores"),
            ),
            "Retail", "Community of Interest", ("{p} Community Shop Limited", "{p} Village Stores Association Limited"), 3,
        ),
        Trade(
            "farm", "01500", "Mixed farming",
            _levels(
                "Agriculture, Forestry and Fishing",
                ("01", "Crop and animal production, hunting and related service activities"), ("015", "Mixed farming"),
            ),
            "Agriculture", "Enterprises",
            ("{p} Growers Co-operative Limited", "{p} Farmers Limited", "{p} Machinery Ring Limited"), 5,
        ),
        Trade(
            "fishing", "03110", "Marine fishing",
            _levels(
                "Agriculture, Forestry and Fishing", ("03", "Fishing and aquaculture"), ("031", "Fishing"),
                ("0311", "Marine fishing"),
            ),
            "Agriculture", "Enterprises", ("{p} Fishermen's Co-operative Limited",), 4,
        ),
        Trade(
            "sport", "93120", "Activities of sport clubs",
            _levels(
                "Arts, Entertainment and Recreation", ("93", "Sports activities and amusement and recreation activities"),
                ("931", "Sports activities"), ("9312", "Activities of sport clubs"),
            ),
            "Sports and Recreation", "Community of Interest",
            ("{p} Rugby Football Club Limited", "{p} Cricket and Bowls Club Limited", "{p} Supporters' Society Limited"), 2,
        ),
        Trade(
            "energy", "35110", "Production of electricity",
            _levels(
                "Electricity, Gas, Steam and Air Con", ("35", "Electricity, gas, steam and air conditioning supply"),
                ("351", "Electric power generation, transmission and distribution"),
            ),
            "Energy and Environment", "Community of Interest",
            ("{p} Community Energy Limited", "{p} Solar Co-operative Limited", "{p} Hydro Limited"), 3, "Energy and environment",
        ),
        Trade(
            "pub", "56302", "Public houses and bars",
            _levels(
                "Accommodation and Food Services", ("56", "Food and beverage service activities"),
                ("563", "Beverage serving activities"), ("5630", "Beverage serving activities"),
                ("56302", "Public houses and bars"),
            ),
            "Food service, Accommodation and Pubs", "Community of Interest",
            ("{p} Community Pub Limited", "The Badger and Lantern at {p} Limited"), 3,
        ),
        Trade(
            "allotment", "98100",
            "Undifferentiated goods-producing activities of private households for own use",
            _levels(
                "Households as Employers; For Own Use",
                ("98", "Undifferentiated goods- and services-producing activities of private households for own use"),
                ("981", "Undifferentiated goods-producing activities of private households for own use"),
                ("9810", "Undifferentiated goods-producing activities of private households for own use"),
            ),
            "Other", "Consumers", ("{p} Allotment Association Limited", "{p} and District Smallholders Limited"), 1,
        ),
        Trade(
            "credit_union", "64921",
            "Credit granting by non-deposit taking finance houses and other specialist consumer credit grantors",
            _levels(
                "Financial and Insurance", ("64", "Financial service activities, except insurance and pension funding"),
                ("649", "Other financial service activities, except insurance and pension funding"),
                ("6492", "Other credit granting"),
                ("64921", "Credit granting by non-deposit taking finance houses and other specialist consumer credit grantors"),
            ),
            "Finance", "Consumers", ("{p} Credit Union Limited", "{p} Savers Credit Union Limited"), 3,
        ),
        Trade(
            "care", "88100", "Social work activities without accommodation for the elderly and disabled",
            _levels(
                "Human Health and Social Work", ("88", "Social work activities without accommodation"),
                ("881", "Social work activities without accommodation for the elderly and disabled"),
                ("8810", "Social work activities without accommodation for the elderly and disabled"),
            ),
            "Health and Social Care", "Workers", ("{p} Home Care Co-operative Limited", "{p} Carers Together Limited"), 3,
        ),
        Trade(
            "digital", "62012", "Business and domestic software development",
            _levels("Information and Communication", ("62", "Computer programming, consultancy and related activities")),
            "Digital, Media and Communication", "Workers",
            ("{p} Web Workers Co-operative Limited", "{p} Code Collective Limited"), 3,
        ),
        Trade(
            "bakery", "10710", "Manufacture of bread; manufacture of fresh pastry goods and cakes",
            _levels(
                "Manufacturing", ("10", "Manufacture of food products"), ("107", "Manufacture of bakery and farinaceous products"),
                ("1071", "Manufacture of bread; manufacture of fresh pastry goods and cakes"),
            ),
            "Manufacturing", "Workers", ("{p} Bakery Workers Limited", "{p} Millers and Bakers Co-operative Limited"), 3,
        ),
        Trade(
            "arts", "90030", "Artistic creation",
            _levels(
                "Arts, Entertainment and Recreation", ("90", "Creative, arts and entertainment activities"),
                ("900", "Creative, arts and entertainment activities"), ("9003", "Artistic creation"),
            ),
            "Arts and Culture", "Self-employed", ("{p} Studio Co-operative Limited", "{p} Printmakers Limited"), 2,
        ),
        Trade(
            "school", "85590", "Other education n.e.c.",
            _levels("Education", ("85", "Education"), ("855", "Other education"), ("8559", "Other education n.e.c.")),
            "Education", "Multi-stakeholder", ("{p} Co-operative Learning Trust", "{p} Music Tutors Co-operative Limited"), 2,
        ),
        Trade(
            "taxi", "49320", "Taxi operation",
            _levels(
                "Transportation and Storage", ("49", "Land transport and transport via pipelines"),
                ("493", "Other passenger land transport"), ("4932", "Taxi operation"),
            ),
            "Transport", "Self-employed", ("{p} Taxi Owners Limited",), 3,
        ),
        Trade(
            "advice", "70229", "Management consultancy activities other than financial management",
            _levels(
                "Professional, Scientific and Technical", ("70", "Activities of head offices; management consultancy activities"),
                ("702", "Management consultancy activities"), ("7022", "Business and other management consultancy activities"),
            ),
            "Professional and Legal services", "Co-operatives",
            ("{p} Co-operative Support Limited", "{p} Mutual Advice Limited"), 2,
        ),
    )
}

# Ordinary companies that no other register quotes: out of scope, counted and dropped.
ORDINARY = (
    ("{p} FASTENERS LIMITED", "46740 - Wholesale of hardware, plumbing and heating equipment and supplies"),
    ("{p} ROOFING LTD", "43910 - Roofing activities"),
    ("{p} LETTINGS LIMITED", "68209 - Other letting and operating of own or leased real estate"),
    ("{p} HAULAGE LIMITED", "49410 - Freight transport by road"),
    ("{p} DENTAL LTD", "86230 - Dental practice activities"),
    ("{p} COURT MANAGEMENT LIMITED", "98000 - Residents property management"),
    ("{p} HOLDINGS PLC", "64209 - Activities of other holding companies n.e.c."),
)
