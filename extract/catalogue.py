"""The catalogue: every source the register knows, and the module that reads it. One line a source."""

from __future__ import annotations

from types import ModuleType

from extract.source import Source
from extract.sources import (
    companies_house_basic,
    coops_uk_economic,
    coops_uk_organisations,
    coops_uk_outlets,
    fca_mutuals,
    lad_lookup,
    lad_population,
    ons_postcodes,
)

MODULES: dict[str, ModuleType] = {
    "fca_mutuals": fca_mutuals,
    "coops_uk_organisations": coops_uk_organisations,
    "coops_uk_economic": coops_uk_economic,
    "coops_uk_outlets": coops_uk_outlets,
    "companies_house_basic": companies_house_basic,
    "ons_postcodes": ons_postcodes,
    "lad_lookup": lad_lookup,
    "lad_population": lad_population,
}

CATALOGUE: dict[str, Source] = {key: module.SOURCE for key, module in MODULES.items()}
