"""Staging with a memory: every landed file is parsed once per parser version, and its rows, rejects and counts kept."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import duckdb
import polars as pl

from extract.archive import Archive, editions, path_of
from extract.catalogue import CATALOGUE, MODULES
from extract.source import Raw, Receipt, Source, vintage_day
from transform.staged import (
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
from transform.table import Staged, Table

STAGED: dict[str, ModuleType] = {
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
STAGED_TABLES: tuple[Table, ...] = tuple(module.TABLE for module in STAGED.values())

Say = Callable[[str], None]


@dataclass(frozen=True)
class StagedFile:
    """One landed file, staged: where its rows and rejects are, and its counts."""

    receipt: Receipt
    rows: Path
    rejects: Path
    counts: Mapping[str, object]
    fresh: bool  # parsed just now, not taken from the cache


def stage_all(archive: Archive, folder: Path, as_of: date, say: Say) -> list[StagedFile]:
    """Stage every file that an as-of build reads; only files not yet in the cache are parsed.

    Sources of which only a part is in scope come last: they keep every number that the others cite. Raises SourceChanged.
    """
    whole = [key for key, source in CATALOGUE.items() if not source.scoped]
    partial = [key for key, source in CATALOGUE.items() if source.scoped]
    done = [_stage(archive, r, folder, frozenset(), say) for key in whole for r in editions(archive, CATALOGUE[key], as_of)]
    for key in partial:
        # Gathered anew for each: a charity's returns are kept where the charity was.
        cited = cited_charities(done) if key in ("ccew_charities", "ccew_annual_returns") else cited_companies(done)
        if key == "companies_house_accounts":
            cited |= kept_companies(done)
        done += [_stage(archive, r, folder, cited, say) for r in editions(archive, CATALOGUE[key], as_of)]
    return sorted(done, key=lambda f: (f.receipt.source, f.receipt.vintage_date, f.receipt.vintage, f.receipt.part))


def cited_companies(files: list[StagedFile]) -> frozenset[str]:
    """Give every company number that a staged register cites, undecided spellings in each form they might stand for."""
    lists = [str(f.rows) for f in files if f.receipt.source == "coops_uk_organisations"]
    if not lists:
        return frozenset()
    with duckdb.connect() as con:
        found = con.execute(
            """
            WITH said AS (SELECT * FROM read_parquet($lists, union_by_name = true)),
            digits AS (
                SELECT registered_number AS d FROM said
                WHERE declared_value IS NULL AND regexp_full_match(registered_number, '[0-9]{4,8}')
            )
            SELECT declared_value FROM said WHERE declared_scheme = 'GB-COH'
            UNION SELECT lpad(d, 8, '0') FROM digits
            UNION SELECT p || lpad(d, 6, '0') FROM digits, (VALUES ('SC'), ('NI')) AS prefix(p) WHERE length(d) <= 6
            """,
            {"lists": lists},
        ).fetchall()
    return frozenset(row[0] for row in found)


def kept_companies(files: list[StagedFile]) -> frozenset[str]:
    """Give the number of every company that an edition of the company data keeps: its accounts are kept too."""
    kept: set[str] = set()
    for file in files:
        if file.receipt.source == "companies_house_basic":
            kept.update(pl.read_parquet(file.rows, columns=["company_number"])["company_number"])
    return frozenset(kept)


def cited_charities(files: list[StagedFile]) -> frozenset[str]:
    """Give, as `GB-CHC-1234567`, every English or Welsh charity number that a staged register cites or keeps."""
    told = {
        "coops_uk_organisations": ("declared_value", "declared_scheme = 'GB-CHC'"),
        "cqc_providers": ("charity_number", "charity_scheme = 'GB-CHC'"),
        "ccew_charities": ("charity_number", "true"),
    }
    found: set[str] = set()
    with duckdb.connect() as con:
        for file in files:
            if file.receipt.source in told:
                column, where = told[file.receipt.source]
                query = f"SELECT DISTINCT 'GB-CHC-' || {column} FROM read_parquet($rows) WHERE {where}"
                found.update(row[0] for row in con.execute(query, {"rows": str(file.rows)}).fetchall())
    return frozenset(found)


def _stage(archive: Archive, receipt: Receipt, folder: Path, cited: frozenset[str], say: Say) -> StagedFile:
    source = CATALOGUE[receipt.source]
    stem = folder / source.key / _cache_name(source, receipt, cited)
    rows, rejects, note = (stem.with_name(stem.name + end) for end in (".parquet", ".rejects.parquet", ".json"))
    if note.exists() and rows.exists() and rejects.exists():
        return StagedFile(receipt, rows, rejects, _compared(json.loads(note.read_text(encoding="utf-8")), receipt), fresh=False)
    raw, staged = _parse(source, path_of(archive, receipt), cited)
    counts: dict[str, object] = {
        "records_read": staged.read,
        "staged": staged.rows.height,
        "rejected_rows": staged.rejected_rows,
        "rejected_values": staged.rejects.filter(~pl.col("whole_row")).height,
        "out_of_scope": staged.out_of_scope,
        "warnings": list(_warnings(raw) + staged.warnings),
        "dated": raw.dated,
    }
    say(
        f"staged {source.key} {receipt.vintage}: {staged.read:,} records = {staged.rows.height:,} staged + "
        f"{staged.rejected_rows:,} rejected + {staged.out_of_scope:,} out of scope"
    )
    rows.parent.mkdir(parents=True, exist_ok=True)
    _write(staged.rows, rows)
    _write(staged.rejects, rejects)
    # The note comes last: without it the file counts as not staged.
    beside = note.with_name(note.name + ".part")
    beside.write_text(json.dumps(counts, sort_keys=True), encoding="utf-8")
    beside.replace(note)
    return StagedFile(receipt, rows, rejects, _compared(counts, receipt), fresh=True)


def _compared(counts: dict[str, Any], receipt: Receipt) -> dict[str, Any]:
    """Add a warning where the content states another date than the vintage: both are kept, neither is put right."""
    stated = counts.get("dated")
    if stated is None or vintage_day(stated) == receipt.vintage_date:
        return counts
    return {**counts, "warnings": [*counts["warnings"], f"the content dates itself {stated}, the edition is of {receipt.vintage}"]}


def _parse(source: Source, path: Path, cited: frozenset[str]) -> tuple[Raw, Staged]:
    reader, stager = MODULES[source.key], STAGED[source.key]
    raw: Raw = reader.read(path, cited) if source.scoped else reader.read(path)
    return raw, stager.stage(raw)


def _cache_name(source: Source, receipt: Receipt, cited: frozenset[str]) -> str:
    name = f"{receipt.sha256}-{source.parser_version}"
    if not source.scoped:
        return name
    scope = hashlib.sha256("\n".join(sorted(cited)).encode()).hexdigest()[:12]
    return f"{name}-{scope}"


def _warnings(raw: Raw) -> tuple[str, ...]:
    notes = []
    if raw.unknown_headings:
        notes.append(f"columns nobody declared, not staged: {', '.join(raw.unknown_headings)}")
    if raw.replaced_characters:
        notes.append(f"{raw.replaced_characters} bytes that {raw.encoding} does not define were replaced")
    return tuple(notes)


def _write(frame: pl.DataFrame, target: Path) -> None:
    beside = target.with_name(target.name + ".part")
    frame.write_parquet(beside, compression="zstd")
    beside.replace(target)
