"""The concepts of company accounts that we read, by local name: today's taxonomies first, then what older ones call them.

Local names are told apart, prefixes and namespaces are not: they differ from one software and year to the next.
"""

from __future__ import annotations

# Concept as the taxonomies of today name it (FRC: FRS 102, 101, 105, IFRS) -> as UK GAAP of 2004 and 2009 named it.
AMOUNTS: dict[str, tuple[str, ...]] = {
    "TurnoverRevenue": ("TurnoverGrossOperatingRevenue",),
    "GrossProfitLoss": (),
    "OperatingProfitLoss": (),
    "ProfitLossOnOrdinaryActivitiesBeforeTax": (),
    "ProfitLoss": ("ProfitLossForPeriod",),
    "FixedAssets": (),
    "CurrentAssets": (),
    "CashBankOnHand": ("CashBankInHand",),
    "NetCurrentAssetsLiabilities": (),
    "TotalAssetsLessCurrentLiabilities": (),
    "NetAssetsLiabilities": ("NetAssetsLiabilitiesIncludingPensionAssetLiability",),
    "Equity": ("ShareholderFunds",),
    "CharityFunds": (),
}
EMPLOYEES = "AverageNumberEmployeesDuringPeriod"
FIGURES: dict[str, tuple[str, ...]] = AMOUNTS | {EMPLOYEES: ("EmployeesTotal",)}
DAYS = ("StartDateForPeriodCoveredByReport", "EndDateForPeriodCoveredByReport", "BalanceSheetDate")
# Said by the member of a dimension, as in AccountsTypeDimension: FilletedAccounts; the element itself is empty.
SAID_BY_MEMBER: dict[str, tuple[str, ...]] = {
    "AccountsType": ("AccountsTypeFullOrAbbreviated",),
    "AccountsStatusAuditedOrUnaudited": (),
    "AccountingStandardsApplied": (),
    "LegalFormEntity": (),
    "EntityTradingStatus": (),
    "ScopeAccounts": (),
}
STATEMENTS: dict[str, tuple[str, ...]] = {
    "EntityCurrentLegalOrRegisteredName": ("EntityCurrentLegalName",),
    "UKCompaniesHouseRegisteredNumber": ("CompaniesHouseRegisteredNumber",),
    "CharityRegistrationNumberEnglandWales": (),
    "EntityDormantTruefalse": ("EntityDormant", "CompanyDormant"),
    "CompanyNotDormant": (),  # dormant accounts of 2009 say one of the two, each as true
    "EntityHasTakenExemptionUnderCompaniesActInNotPublishingItsOwnProfitLossAccountTruefalse": (),
}
# Worked out here, not said by one element.
PERIOD, PRIOR = ("PeriodStart", "PeriodEnd"), " (prior)"
GROUP = "GroupCompanyDataDimension"  # only accounts of a group tell the parent's figures apart by it
FOREIGN, UNPLACED = "unitRef", "contextRef"  # concepts in other money; concepts whose context is not there
