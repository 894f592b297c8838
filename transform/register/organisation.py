"""One organisation: the chosen value of each fact, beside the source it came from."""

from __future__ import annotations

from dataclasses import replace

from transform.register.provenance import FIRST_SEEN, FORM_GROUPS, LAST_SEEN, NATIONS, ORGANISATION_ID, STATUSES
from transform.table import Column, Table

TABLE = Table(
    "register",
    "organisation",
    "one organisation: a body with a legal or practical existence of its own, however many registers list it",
    (
        replace(ORGANISATION_ID, references=None),
        Column("name", "VARCHAR", "Registered name as the chosen source writes it.", required=True),
        Column("name_source", "VARCHAR", "Source of the name.", required=True),
        Column("trading_name", "VARCHAR", "Trading name, where a source gives one that differs from the registered name."),
        Column("legal_form", "VARCHAR", "Legal form in the words of the chosen register."),
        Column("form_group", "VARCHAR", "Legal form in our short list.", required=True, values=FORM_GROUPS),
        Column("legal_form_source", "VARCHAR", "Source of the legal form."),
        Column("status", "VARCHAR", "Status as of the build.", required=True, values=STATUSES),
        Column("status_source", "VARCHAR", "Source of the status.", required=True),
        Column("status_source_value", "VARCHAR", "The status in the source's own words."),
        Column("status_edition", "VARCHAR", "Edition from which the status comes.", required=True),
        Column("registered_on", "DATE", "Day of registration or incorporation."),
        Column("ended_on", "DATE", "Day of deregistration or dissolution, as the register gives it (an administrative date)."),
        Column("dates_source", "VARCHAR", "Source of the two dates."),
        Column("postcode", "VARCHAR", "Postcode of the registered office.", pattern="(GIR|NPT|[A-Z]{1,2}[0-9][0-9A-Z]?) [0-9][A-Z]{2}"),
        Column("address_source", "VARCHAR", "Source of the registered office."),
        Column("district_code", "VARCHAR", "Active ONS code of the local authority district of the registered office.", pattern="[ENSW][0-9]{8}"),
        Column("district_name", "VARCHAR", "Name of that district."),
        Column("region_code", "VARCHAR", "ONS code of the English region."),
        Column("region_name", "VARCHAR", "English region, else the nation's name."),
        Column("nation", "VARCHAR", "Nation of the registered office; where it is registered, not where it trades.", required=True, values=NATIONS),
        Column(
            "nation_basis",
            "VARCHAR",
            "How the nation is known: from the postcode, as stated by a source, or not.",
            required=True,
            values=("postcode", "stated", "unknown"),
        ),
        Column("sic_code", "VARCHAR", "SIC 2007 code, at the depth the source gives it.", pattern="[0-9]{2,5}"),
        Column("sector", "VARCHAR", "Sector of Co-operatives UK's simplified list."),
        Column("sector_source", "VARCHAR", "Source of the sector."),
        Column("ownership_class", "VARCHAR", "Who the members are, in Co-operatives UK's classes."),
        Column("ownership_class_source", "VARCHAR", "Source of the ownership class."),
        Column("in_mpr", "BOOLEAN", "Ring 1: listed by the Mutuals Public Register, or holding one of its numbers.", required=True),
        Column("in_cuk", "BOOLEAN", "Ring 2: listed by Co-operatives UK as a co-operative.", required=True),
        Column("is_cic", "BOOLEAN", "Ring 3: a community interest company.", required=True),
        Column("is_eo", "BOOLEAN", "Ring 4: owned by an employee trust (Co-operatives UK class); null where no landed source says."),
        Column("is_psm", "BOOLEAN", "Ring 6: public service mutual; null where no landed source says."),
        Column(
            "in_ilo",
            "BOOLEAN",
            "Meets the ILO definition by ownership class (a Co-operatives UK co-operative that is no employee trust and no CIC); null where the class is unknown.",
        ),
        Column("latest_turnover_gbp", "DECIMAL(18,2)", "Newest turnover figure held, nominal.", unit="GBP"),
        Column("latest_turnover_period_end", "DATE", "Year end of that figure."),
        Column("latest_turnover_reference_year", "INTEGER", "Latest reference year under which the publisher shows it."),
        Column(
            "latest_turnover_state",
            "VARCHAR",
            "Whether the publisher reported it for that reference year or carried it forward from an earlier one.",
            values=("reported", "carried_forward", "estimated"),
        ),
        Column("latest_turnover_source", "VARCHAR", "Source of that figure."),
        Column("latest_turnover_edition", "VARCHAR", "Edition of that figure."),
        Column("registers", "INTEGER", "How many distinct registers list it; a reconstruction from another register does not count.", required=True, minimum=0),
        FIRST_SEEN,
        LAST_SEEN,
    ),
    key=("organisation_id",),
    notes="There is no single co-op flag: pick a ring. Registered office is not where an organisation trades.",
)
