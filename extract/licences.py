"""The terms under which publishers release the registers we read."""

from __future__ import annotations

from extract.source import Licence

OGL = "Open Government Licence v3.0"
OGL_URL = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"

ODC_BY_COOPS_UK = Licence(
    "ODC-By-1.0",
    "Open Data Commons Attribution License 1.0",
    "https://opendatacommons.org/licenses/by/1-0/",
    "Contains data from Co-operatives UK (uk.coop/resources/open-data), ODC-By 1.0.",
)
FCA_UNCONFIRMED = Licence(
    "other-to-confirm",
    "Financial Conduct Authority website terms; licence to be confirmed with the publisher",
    "https://www.fca.org.uk/legal",
    "Source: Financial Conduct Authority, Mutuals Public Register. Contains information (c) Financial Conduct Authority.",
)
COMPANIES_HOUSE = Licence(
    "other-open",
    "Companies House free data products, no restriction on use",
    "https://www.gov.uk/guidance/companies-house-data-products",
    "Contains data from Companies House.",
)
ONS_POSTCODES = Licence(
    "OGL-UK-3.0",
    OGL,
    OGL_URL,
    "Contains OS data (c) Crown copyright and database right 2025. Contains Royal Mail data (c) Royal Mail copyright and "
    "database right 2025. Source: Office for National Statistics licensed under the Open Government Licence v3.0; "
    "contains National Statistics data (c) Crown copyright and database right 2025. Northern Ireland postcodes are used "
    "to place organisations only; no table of them is republished.",
)
ONS_CODES = Licence(
    "OGL-UK-3.0", OGL, OGL_URL, "Source: Office for National Statistics licensed under the Open Government Licence v3.0."
)
ONS_POPULATION = Licence(
    "OGL-UK-3.0",
    OGL,
    OGL_URL,
    "Source: ONS mid-year population estimates, via Nomis or as compiled by mySociety (MIT), Open Government Licence v3.0.",
)
HMRC_CASCS = Licence(
    "OGL-UK-3.0",
    OGL,
    OGL_URL,
    "Contains public sector information from HM Revenue and Customs licensed under the Open Government Licence v3.0, as "
    "republished by 360Giving (github.com/ThreeSixtyGiving/cascs).",
)
NHS_ODS = Licence(
    "OGL-UK-3.0",
    OGL,
    OGL_URL,
    "Contains information from NHS England, Organisation Data Service, licensed under the Open Government Licence v3.0.",
)
RSH = Licence(
    "OGL-UK-3.0",
    OGL,
    OGL_URL,
    "Contains public sector information from the Regulator of Social Housing licensed under the Open Government Licence v3.0.",
)
SHR_UNCONFIRMED = Licence(
    "other-to-confirm",
    "Scottish Housing Regulator website terms; licence to be confirmed with the publisher",
    "https://www.housingregulator.gov.scot/",
    "Source: Scottish Housing Regulator, annual financial statements of registered social landlords.",
)
BANK_OF_ENGLAND = Licence(
    "other-to-confirm",
    "Bank of England website terms; licence to be confirmed with the publisher",
    "https://www.bankofengland.co.uk/legal",
    "Source: Bank of England / Prudential Regulation Authority.",
)
SIC = Licence(
    "OGL-UK-3.0",
    OGL,
    OGL_URL,
    "Contains public sector information from Companies House licensed under the Open Government Licence v3.0.",
)
CCEW = Licence(
    "OGL-UK-3.0",
    OGL,
    OGL_URL,
    "Contains information from the Charity Commission for England and Wales licensed under the Open Government Licence v3.0.",
)
OSCR = Licence(
    "OGL-UK-2.0",
    "Open Government Licence v2.0",
    "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/2/",
    "Contains information from the Scottish Charity Register supplied by the Office of the Scottish Charity Regulator and "
    "licensed under the Open Government Licence v2.0. This is not the Scottish Charity Register; it must not be used for "
    "direct marketing.",
)
CCNI = Licence(
    "OGL-UK-3.0",
    OGL,
    OGL_URL,
    "Contains information from the Charity Commission for Northern Ireland licensed under the Open Government Licence v3.0.",
)
CQC = Licence(
    "OGL-UK-3.0",
    OGL,
    OGL_URL,
    "Contains CQC data (c) Care Quality Commission, licensed under the Open Government Licence v3.0.",
)
CARE_INSPECTORATE = Licence(
    "OGL-UK-3.0",
    OGL,
    OGL_URL,
    "Contains information from the Care Inspectorate licensed under the Open Government Licence v3.0.",
)
GIAS = Licence(
    "OGL-UK-3.0",
    OGL,
    OGL_URL,
    "Contains information from Get Information about Schools, Department for Education, licensed under the Open Government "
    "Licence v3.0.",
)

# How a receipt may open its statement of terms -> where those terms stand.
_TEXTS = (
    ("ODC-By", ODC_BY_COOPS_UK.url),
    ("Open Government Licence", OGL_URL),
    ("Companies House", COMPANIES_HOUSE.url),
    ("invented", "https://creativecommons.org/publicdomain/zero/1.0/"),
)


def terms_url(statement: str, licence: Licence) -> str | None:
    """Give where the terms that a receipt states can be read; the source's own where it states those, None where unknown."""
    if statement == licence.title:
        return licence.url
    return next((url for opening, url in _TEXTS if statement.startswith(opening)), None)
