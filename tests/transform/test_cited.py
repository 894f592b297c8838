"""Which charities are kept because another register names them, from landing to staging."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl

from extract.archive import Archive, import_file
from extract.catalogue import CATALOGUE
from transform.stage import StagedFile, stage_all

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
CHARITY = FIXTURES / "ccew_charities" / "publicextract.charity.zip"
RETURNS = FIXTURES / "ccew_annual_returns" / "publicextract.charity_annual_return_history.zip"


def staged(folder: Path, **files: Path) -> dict[str, StagedFile]:
    archive = Archive(folder / "raw")
    for key, file in files.items():
        import_file(archive, CATALOGUE[key], file, "2026-07-01")
    return {f.receipt.source: f for f in stage_all(archive, folder / "staged", date(2026, 8, 1), lambda _: None)}


def test_returns_are_kept_of_the_charities_that_are(tmp_path: Path) -> None:
    found = staged(tmp_path, ccew_annual_returns=RETURNS, ccew_charities=CHARITY)
    kept = pl.read_parquet(found["ccew_charities"].rows)["charity_number"]
    returned = pl.read_parquet(found["ccew_annual_returns"].rows)["charity_number"]
    assert set(returned) <= set(kept)
    assert found["ccew_annual_returns"].counts["out_of_scope"] == 1


def test_a_charity_that_a_care_provider_names_is_kept(tmp_path: Path) -> None:
    alone = staged(tmp_path / "alone", ccew_charities=CHARITY)["ccew_charities"]
    named = tmp_path / "01_September_2026_HSCA_Active_Locations.csv"
    text = (FIXTURES / "cqc_providers" / named.name).read_text(encoding="utf-8")
    named.write_text(text.replace("1990001-2", "1990106"), encoding="utf-8", newline="")
    both = staged(tmp_path / "both", ccew_charities=CHARITY, cqc_providers=named)["ccew_charities"]
    assert "1990106" not in pl.read_parquet(alone.rows)["charity_number"]
    assert "1990106" in pl.read_parquet(both.rows)["charity_number"]
    for file in (alone, both):
        counts = file.counts
        assert counts["records_read"] == sum(int(str(counts[part])) for part in ("staged", "rejected_rows", "out_of_scope"))
