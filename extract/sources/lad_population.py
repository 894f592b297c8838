"""Local authorities with their mid-year population: the latest estimates from Nomis, or mySociety's list of mid-2020.

Nomis gives districts only (TYPE464: those of 2023) and is asked without a key; mySociety's file is imported by hand.
"""

from __future__ import annotations

from pathlib import Path

from extract.licences import ONS_POPULATION
from extract.read import read_csv
from extract.source import Heading, Raw, Source

SOURCE = Source(
    key="lad_population",
    title="UK local authorities with mid-year population",
    publisher="Office for National Statistics, via Nomis or mySociety",
    page="https://pages.mysociety.org/uk_local_authority_names_and_codes/",
    licence=ONS_POPULATION,
    cadence="yearly",
    suffix="csv",
    headings=(
        Heading("local-authority-code"),
        Heading("nice-name"),
        Heading("gss-code"),
        Heading("end-date"),
        Heading("nation"),
        Heading("local-authority-type"),
        Heading("current-authority"),
        Heading("pop-2020"),
        Heading("lower-or-unitary"),
        *(
            Heading(name, required=False, ignored=True)
            for name in (
                "official-name", "start-date", "replaced-by", "region", "local-authority-type-name", "county-la",
                "combined-authority", "alt-names", "former-gss-codes", "notes", "BS-6879", "ecode",
                "even-older-register-and-code", "gov-uk-slug", "area", "x", "y", "lat", "long", "powers",
                "mapit-area-code", "ofcom", "old-ons-la-code", "old-register-and-code", "open-council-data-id",
                "os-file", "os", "snac", "wdtk-id",
            )
        ),
    ),
    other_layouts=((Heading("GEOGRAPHY_CODE", shape=r"[ENSW]\d{8}"), Heading("GEOGRAPHY_NAME"), Heading("OBS_VALUE")),),
    rows=(355, 700),  # 361 districts; with counties and combined authorities about 470
    stale_after_days=3_000,
    parser_version=1,
    covers="Local authorities of the United Kingdom, counties and combined authorities included (they are not populated).",
    by_hand="Open the page, download 'uk_local_authorities_current.csv', import it with the population year as vintage.",
    url="https://www.nomisweb.co.uk/api/v01/dataset/NM_2002_1.data.csv?geography=TYPE464&date=latest&gender=0&c_age=200"
    "&measures=20100&select=geography_code,geography_name,obs_value",
    dated_by_answer=True,
    role="reference",
)


def read(path: Path) -> Raw:
    """Give the authorities as text. Raises SourceChanged when a required heading is gone."""
    return read_csv(SOURCE, path.read_bytes())
