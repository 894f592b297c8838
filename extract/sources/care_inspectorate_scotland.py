"""Care Inspectorate: every registered care service in Scotland with its provider, about once a month."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from extract.licences import CARE_INSPECTORATE
from extract.read import read_csv
from extract.source import Heading, Link, Raw, Source

PERSONS = ("ManagerName", "Service_Phone_Number", "Eforms_email_address")
# Grades, inspections and complaints; the header drifts by year, and those that carry a year are known by YEARLY.
IGNORED = (
    "Combined_Service_", "CaseNumber_Combined", "Service", "Provided_by_Local_Authority", "Date_Reg", "SIMD2020_Rank",
    "SIMD2020_Decile", "Datazone", "Integration_Authority_Name", "SingleBedrooms", "BedsInDoubleRooms",
    "BedsInBedroomsFor3OrMore", "Dec18_Annual_Return_Submitted", "CareHome_Main_Area_of_Care",
    "Care_Home_All_Areas_of_Provision", "NumberStaff", "Client_group", "PublicList", "RADScore", "GradeSpread", "MinGrade",
    "MaxGrade", "Publication_of_Latest_Grading", "Year_Month_latest_grade", "Quality_of_Information",
    "Quality_of_Care_and_Support", "Quality_of_Environment", "Quality_of_Staffing", "Quality_of_Mgmt_and_Lship",
    "KQ_Support_Wellbeing", "KQ_Care_and_Support_Planning", "KQ_Setting", "KQ_Staff_Team", "KQ_Leadership",
    "Comb_Eval_CareSupport_Wellbeing", "Comb_Eval_CareSupport_Planning", "Comb_Eval_Setting_Env",
    "Comb_Eval_Staff_StaffTeam", "Comb_Eval_Leadership_ML", "MinGrade_change", "CS_Wellbeing_change", "CS_Planning_change",
    "Setting_change", "Staff_change", "Leadership_change", "Last_inspection_Date",
)  # fmt: skip
YEARLY = (
    r"(Complnt_upheld_or_partially|Enforcements_issued|any_requirements|(first|second|third|fourth)_\w+|Count any reqs)[_ ]\d{4}"
)

SOURCE = Source(
    key="care_inspectorate_scotland",
    title="Datastore: registered care services",
    publisher="Care Inspectorate",
    page="https://www.careinspectorate.com/index.php/publications-statistics/93-public/datastore",
    licence=CARE_INSPECTORATE,
    cadence="monthly",
    suffix="csv",
    headings=(
        Heading("CSNumber", aliases=("CaseNumber",)),
        Heading("ServiceName"),
        Heading("ServiceType", aliases=("Service Type",)),
        Heading("CareService"),
        Heading("Subtype"),
        Heading("SP_number"),
        Heading("ServiceProvider", aliases=("Service_Provider",)),
        # A childminder's address is a home: the postcode of the others is enough to place a service.
        *(Heading(f"Address_line_{line}", required=False, ignored=True) for line in range(1, 5)),
        Heading("Service_town", required=False, ignored=True),
        Heading("Service_Postcode"),
        Heading("Council_Area_Name"),
        Heading("Health_Board_Name"),
        Heading("ServiceStatus", required=False),
        Heading("DateReg"),
        Heading("TotalBeds"),
        Heading("Registered_Places"),
        *(Heading(name, required=False, ignored=True) for name in (*PERSONS, *IGNORED)),
    ),
    rows=(9_000, 15_000),
    role="annex",
    stale_after_days=300,
    parser_version=1,
    covers="Care services registered in Scotland, each with the provider that runs it; childminders among them.",
    by_hand="Open the page, follow the newest 'datastore' entry, download its csv, and import it with the day in the entry's "
    "name as vintage.",
    link=Link(
        page="https://www.careinspectorate.com/index.php/publications-statistics/93-public/datastore",
        pattern=r"/resources-data/[^\"]*datastore-[^\"]+$",
        then=r"(?i)datastore[^/]*\.csv$",
    ),
    vintage_pattern=r"datastore-(?P<d>\d{1,2})-?(?:(?P<m>\d{2})|(?P<mon>[A-Za-z]+))-?(?P<y>\d{4})",
    passed_over=YEARLY,
    max_bytes=60_000_000,
)


def read(path: Path) -> Raw:
    """Give the services as text. Raises SourceChanged when a required heading is gone."""
    raw = read_csv(SOURCE, path.read_bytes())
    ignored = [heading.name for heading in SOURCE.headings if heading.ignored]
    return dataclasses.replace(raw, frame=raw.frame.drop(ignored, strict=False))
