"""The catalogue: every source the register knows, and the module that reads it. One line a source."""

from __future__ import annotations

from types import ModuleType

from extract.source import Source
from extract.sources import (
    boe_credit_union_statistics,
    care_inspectorate_scotland,
    ccew_annual_returns,
    ccew_charities,
    ccni_charities,
    companies_house_accounts,
    companies_house_basic,
    coops_uk_economic,
    coops_uk_organisations,
    coops_uk_outlets,
    cqc_providers,
    fca_mutuals,
    gias_schools,
    hmrc_cascs,
    lad_lookup,
    lad_population,
    nhs_ods_trusts,
    ons_postcodes,
    oscr_charities,
    pra_building_societies,
    pra_credit_unions,
    rsh_registered_providers,
    shr_landlords,
    sic_codes,
)

MODULES: dict[str, ModuleType] = {
    "fca_mutuals": fca_mutuals,
    "coops_uk_organisations": coops_uk_organisations,
    "coops_uk_economic": coops_uk_economic,
    "coops_uk_outlets": coops_uk_outlets,
    "companies_house_basic": companies_house_basic,
    "companies_house_accounts": companies_house_accounts,
    "ons_postcodes": ons_postcodes,
    "lad_lookup": lad_lookup,
    "lad_population": lad_population,
    "ccew_charities": ccew_charities,
    "ccew_annual_returns": ccew_annual_returns,
    "hmrc_cascs": hmrc_cascs,
    "nhs_ods_trusts": nhs_ods_trusts,
    "rsh_registered_providers": rsh_registered_providers,
    "shr_landlords": shr_landlords,
    "pra_credit_unions": pra_credit_unions,
    "pra_building_societies": pra_building_societies,
    "boe_credit_union_statistics": boe_credit_union_statistics,
    "sic_codes": sic_codes,
    "oscr_charities": oscr_charities,
    "ccni_charities": ccni_charities,
    "cqc_providers": cqc_providers,
    "care_inspectorate_scotland": care_inspectorate_scotland,
    "gias_schools": gias_schools,
}

CATALOGUE: dict[str, Source] = {key: module.SOURCE for key, module in MODULES.items()}
