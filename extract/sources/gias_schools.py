"""Department for Education: every school in England, open or closed, with its trust, sponsor and federation, daily."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from extract.licences import GIAS
from extract.read import read_csv
from extract.source import Heading, Link, Raw, Source

STAGED = (
    "URN", "LA (name)", "EstablishmentName", "TypeOfEstablishment (name)", "EstablishmentTypeGroup (name)",
    "EstablishmentStatus (name)", "OpenDate", "ReasonEstablishmentClosed (name)", "CloseDate", "PhaseOfEducation (name)",
    "NumberOfPupils", "TrustSchoolFlag (name)", "Trusts (code)", "Trusts (name)", "SchoolSponsorFlag (name)",
    "SchoolSponsors (name)", "FederationFlag (name)", "Federations (code)", "Federations (name)", "UKPRN", "Street",
    "Locality", "Address3", "Town", "County (name)", "Postcode", "DistrictAdministrative (code)", "CHNumber",
)  # fmt: skip
PERSONS = ("TelephoneNum", "HeadTitle (name)", "HeadFirstName", "HeadLastName", "HeadPreferredJobTitle", "PropsName")
IGNORED = (
    "LA (code)", "EstablishmentNumber", "TypeOfEstablishment (code)", "EstablishmentTypeGroup (code)",
    "EstablishmentStatus (code)", "ReasonEstablishmentOpened (code)", "ReasonEstablishmentOpened (name)",
    "ReasonEstablishmentClosed (code)", "PhaseOfEducation (code)", "StatutoryLowAge", "StatutoryHighAge", "Boarders (code)",
    "Boarders (name)", "NurseryProvision (name)", "OfficialSixthForm (code)", "OfficialSixthForm (name)", "Gender (code)",
    "Gender (name)", "ReligiousCharacter (code)", "ReligiousCharacter (name)", "ReligiousEthos (name)", "Diocese (code)",
    "Diocese (name)", "AdmissionsPolicy (code)", "AdmissionsPolicy (name)", "SchoolCapacity", "SpecialClasses (code)",
    "SpecialClasses (name)", "CensusDate", "NumberOfBoys", "NumberOfGirls", "PercentageFSM", "TrustSchoolFlag (code)",
    "FEHEIdentifier", "FurtherEducationType (name)", "OfstedLastInsp", "OfstedSpecialMeasures (code)",
    "OfstedSpecialMeasures (name)", "LastChangedDate", "SchoolWebsite", "BSOInspectorateName (name)", "InspectorateReport",
    "DateOfLastInspectionVisit", "NextInspectionVisit", "TeenMoth (name)", "TeenMothPlaces", "CCF (name)", "SENPRU (name)",
    "EBD (name)", "PlacesPRU", "FTProv (name)", "EdByOther (name)", "Section41Approved (name)",
    *(f"SEN{place} (name)" for place in range(1, 14)), "TypeOfResourcedProvision (name)", "ResourcedProvisionOnRoll",
    "ResourcedProvisionCapacity", "SenUnitOnRoll", "SenUnitCapacity", "GOR (code)", "GOR (name)",
    "DistrictAdministrative (name)", "AdministrativeWard (code)", "AdministrativeWard (name)",
    "ParliamentaryConstituency (code)", "ParliamentaryConstituency (name)", "UrbanRural (code)", "UrbanRural (name)",
    "GSSLACode (name)", "Easting", "Northing", "MSOA (name)", "LSOA (name)", "InspectorateName (name)", "SENStat",
    "SENNoStat", "BoardingEstablishment (name)", "PreviousLA (code)", "PreviousLA (name)", "PreviousEstablishmentNumber",
    "OfstedRating (name)", "RSCRegion (name)", "Country (name)", "UPRN", "SiteName", "QABName (code)", "QABName (name)",
    "EstablishmentAccredited (code)", "EstablishmentAccredited (name)", "QABReport", "MSOA (code)", "LSOA (code)", "FSM",
    "AccreditationExpiryDate",
)  # fmt: skip

SOURCE = Source(
    key="gias_schools",
    title="Get Information about Schools: all establishment data",
    publisher="Department for Education",
    page="https://get-information-schools.service.gov.uk/Downloads",
    licence=GIAS,
    cadence="monthly",  # published every day; each edition is kept for ever, and a month tells enough
    suffix="csv",
    headings=(
        *(Heading(name) for name in STAGED),
        *(Heading(name, required=False, ignored=True) for name in (*PERSONS, *IGNORED)),
    ),
    rows=(48_000, 60_000),
    role="annex",
    stale_after_days=200,
    parser_version=1,
    covers="Schools in England, open and closed, with the trusts, sponsors and federations that they state.",
    by_hand="Open the page, download 'Establishment fields CSV' of all establishments, and import it with the date in its "
    "name as vintage.",
    link=Link(page="https://get-information-schools.service.gov.uk/Downloads", pattern=r"edubasealldata\d{8}\.csv$"),
    vintage_pattern=r"edubasealldata(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})",
)


def read(path: Path) -> Raw:
    """Give the schools as text, the columns that are staged only. Raises SourceChanged when a required heading is gone."""
    raw = read_csv(SOURCE, path.read_bytes())
    return dataclasses.replace(raw, frame=raw.frame.select("source_line", *STAGED))
