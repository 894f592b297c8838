"""Care Quality Commission: every active location of health and adult social care in England with its provider, monthly."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from extract.licences import CQC
from extract.read import read_csv, read_sheet
from extract.source import Heading, Link, Raw, Source

# An allow-list: whatever is not named here is left out, and reported, even before anybody knows what it holds.
STAGED = (
    "Location ID", "Location HSCA start date", "Dormant (Y/N)", "Care home?", "Location Name", "Care homes beds",
    "Location Type/Sector", "Location Inspection Directorate", "Location Primary Inspection Category", "Location Region",
    "Location Local Authority", "Location Postal Code", "Brand ID", "Brand Name", "Provider Companies House Number",
    "Provider Charity Number", "Provider ID", "Provider Name", "Provider HSCA start date", "Provider Type/Sector",
    "Provider Inspection Directorate", "Provider Primary Inspection Category", "Provider Ownership Type",
    "Provider Street Address", "Provider Address Line 2", "Provider City", "Provider County", "Provider Postal Code",
    "Provider Local Authority", "Provider Region",
)  # fmt: skip
PERSONS = ("Registered manager", "Provider Nominated Individual Name", "Provider Main Partner Name")
IGNORED = (
    "Location ODS Code", "Location Telephone Number", "Location Web Address", "Location Latest Overall Rating",
    "Publication Date", "Inherited Rating (Y/N)", "Location NHS Region", "Location ONSPD CCG Code", "Location ONSPD CCG",
    "Location Commissioning CCG Code", "Location Commissioning CCG", "Location Street Address", "Location Address Line 2",
    "Location City", "Location County", "Location PAF ID", "Location UPRN ID", "Location Latitude", "Location Longitude",
    "Location Parliamentary Constituency", "Provider Telephone Number", "Provider Web Address", "Provider PAF ID",
    "Provider UPRN ID", "Provider NHS Region", "Provider Latitude", "Provider Longitude",
    "Provider Parliamentary Constituency", "Location Dual Registered", "Primary ID (Dual registration locations)",
)  # fmt: skip
ACTIVITIES = (
    "Accommodation for persons who require nursing or personal care",
    "Accommodation for persons who require treatment for substance misuse",
    "Assessment or medical treatment for persons detained under the Mental Health Act 1983",
    "Diagnostic and screening procedures", "Family planning",
    "Management of supply of blood and blood derived products", "Maternity and midwifery services", "Nursing care",
    "Personal care", "Services in slimming clinics", "Surgical procedures", "Termination of pregnancies",
    "Transport services, triage and medical advice provided remotely", "Treatment of disease, disorder or injury",
)  # fmt: skip
SERVICES = (
    "Acute services with overnight beds",
    "Acute services without overnight beds / listed acute services with or without overnight beds",
    "Ambulance service", "Blood and Transplant service", "Care home service with nursing",
    "Care home service without nursing", "Community based services for people who misuse substances",
    "Community based services for people with a learning disability",
    "Community based services for people with mental health needs",
    "Community health care services - Independent Midwives", "Community health care services - Nurses Agency only",
    "Community healthcare service", "Dental service", "Diagnostic and/or screening service",
    "Diagnostic and/or screening service - single handed sessional providers", "Doctors consultation service",
    "Doctors treatment service", "Domiciliary care service", "Extra Care housing services", "Hospice services",
    "Hospice services at home",
    "Hospital services for people with mental health needs, learning disabilities and problems with substance misuse",
    "Hyperbaric Chamber", "Long term conditions services", "Mobile doctors service", "Prison Healthcare Services",
    "Rehabilitation services", "Remote clinical advice service",
    "Residential substance misuse treatment and/or rehabilitation service", "Shared Lives", "Specialist college service",
    "Supported living service", "Urgent care services",
)  # fmt: skip
BANDS = (
    "Children 0-18 years", "Dementia", "Learning disabilities or autistic spectrum disorder", "Mental Health",
    "Older People", "People detained under the Mental Health Act", "People who misuse drugs and alcohol",
    "People with an eating disorder", "Physical Disability", "Sensory Impairment", "Whole Population", "Younger Adults",
)  # fmt: skip
FLAGS = (
    *(f"Regulated activity - {name}" for name in ACTIVITIES),
    *(f"Service type - {name}" for name in SERVICES),
    *(f"Service user band - {name}" for name in BANDS),
)

SOURCE = Source(
    key="cqc_providers",
    title="HSCA active locations (care directory with providers)",
    publisher="Care Quality Commission",
    page="https://www.cqc.org.uk/about-us/transparency/using-cqc-data",
    licence=CQC,
    cadence="monthly",
    suffix="ods",
    headings=(
        *(Heading(name) for name in STAGED),
        *(Heading(name, required=False, ignored=True) for name in (*PERSONS, *IGNORED, *FLAGS)),
    ),
    rows=(50_000, 62_000),
    role="annex",
    stale_after_days=200,
    parser_version=1,
    covers="Active locations of health and adult social care services in England, each with the provider that runs it.",
    by_hand="Open the page, download 'HSCA Active Locations' (ods), and import it with the day in its name as vintage.",
    link=Link(
        page="https://www.cqc.org.uk/about-us/transparency/using-cqc-data",
        pattern=r"HSCA_Active_Locations\.ods$",
        fallback="https://www.cqc.org.uk/system/files/2026-09/01_September_2026_HSCA_Active_Locations.ods",
    ),
    vintage_pattern=r"(?P<d>\d{2})_(?P<mon>[A-Za-z]+)_(?P<y>\d{4})_HSCA_Active",
    also_csv=True,
    max_bytes=150_000_000,
)


def read(path: Path) -> Raw:
    """Give the locations as text, the columns of the allow-list only; from the workbook, or from its sheet as csv.

    Raises SourceChanged where not exactly one sheet has the headings (they stand in row 1, in older editions in row 7),
    Refused where the workbook cannot be read.
    """
    with path.open("rb") as handle:
        is_workbook = handle.read(4) == b"PK\x03\x04"
    raw = read_sheet(SOURCE, path) if is_workbook else read_csv(SOURCE, path.read_bytes())
    return dataclasses.replace(raw, frame=raw.frame.select("source_line", *STAGED))
