"""Invented editions in the publishers' layouts, landed in an archive of their own: a few rows a test writes itself."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import duckdb

from extract.archive import Archive, import_file
from extract.catalogue import CATALOGUE
from transform.build import Built, build

Row = Mapping[str, str]

_DISTRICTS = (
    ("W06000015", "W06000015", "Cardiff", "", "", "W92000004", "Wales"),
    ("W06000014", "W06000014", "Vale of Glamorgan", "", "", "W92000004", "Wales"),
    ("E08000016", "E08000038", "Barnsley", "E12000003", "Yorkshire and The Humber", "E92000001", "England"),  # retired code
    ("E08000038", "E08000038", "Barnsley", "E12000003", "Yorkshire and The Humber", "E92000001", "England"),
    ("S12000033", "S12000033", "Aberdeen City", "", "", "S92000003", "Scotland"),
)
_POSTCODES = (("CF99 0AA", "W06000015"), ("CF99 0AB", "W06000014"), ("S99 0AA", "E08000016"), ("AB99 0AA", "S12000033"))


@dataclass
class Editions:
    """An archive that a test fills edition by edition and then builds."""

    folder: Path
    count: int = field(default=0)

    @property
    def archive(self) -> Archive:
        return Archive(self.folder / "raw")

    def land(self, key: str, vintage: str, data: bytes, completeness: str = "complete", name: str | None = None) -> None:
        self.count += 1
        file = self.folder / f"in-{self.count}" / (name or f"{key}.{'zip' if data.startswith(b'PK') else 'csv'}")
        file.parent.mkdir(parents=True)
        file.write_bytes(data)
        import_file(self.archive, CATALOGUE[key], file, vintage, known={"completeness": completeness, "nature": "invented"})

    def reference(self, completeness: str = "complete") -> Editions:
        lad = [
            dict(zip(("LADCD", "LADCD_ACTIVE", "LADNM", "RGNCD", "RGNNM", "CTRYCD", "CTRYNM"), d, strict=True)) for d in _DISTRICTS
        ]
        self.land(
            "lad_lookup",
            "2026-06",
            text(
                CATALOGUE["lad_lookup"].headings,
                [{**d, "LADNM_ACTIVE": d["LADNM"], "Current": str(d["LADCD"] == d["LADCD_ACTIVE"]).upper()} for d in lad],
            ),
            completeness,
        )
        self.land(
            "lad_population",
            "2020",
            text(
                CATALOGUE["lad_population"].headings,
                [
                    {
                        "local-authority-code": d["LADCD"][-3:],
                        "nice-name": d["LADNM"],
                        "gss-code": d["LADCD"],
                        "pop-2020": "1000.0",
                        "lower-or-unitary": "True",
                        "current-authority": "True",
                        "nation": d["CTRYNM"],
                        "local-authority-type": "UA",
                    }
                    for d in lad
                    if d["LADCD"] != "E08000038"
                ],
            ),
            completeness,
        )
        lines = "pcds,lat,long,lad25cd,rgn25cd,ctry25cd\n" + "".join(f"{p},51.0,-3.0,{d},,{d[0]}92000004\n" for p, d in _POSTCODES)
        self.land("ons_postcodes", "2025-05", zipped("Data/ONSPD_MAY_2025_UK.csv", lines.encode()), completeness)
        return self

    def fca(self, vintage: str, rows: Iterable[Row], completeness: str = "complete") -> Editions:
        basis = {
            "Registered As": "Registered Society",
            "Society Status": "Registered",
            "Society Address": "1 Mill Lane, Cardiff, CF99 0AA",
        }
        self.land("fca_mutuals", vintage, text(CATALOGUE["fca_mutuals"].headings, [basis | dict(r) for r in rows]), completeness)
        return self

    def cuk(self, vintage: str, rows: Iterable[Row], completeness: str = "complete") -> Editions:
        basis = {"Registered Status": "Live", "UK Nation": "Wales", "Registered Postcode": "CF99 0AA"}
        names = [h for h in CATALOGUE["coops_uk_organisations"].headings if not h.ignored]
        self.land("coops_uk_organisations", vintage, text(names, [basis | dict(r) for r in rows]), completeness)
        return self

    def economic(self, vintage: str, rows: Iterable[Row]) -> Editions:
        names = [h for h in CATALOGUE["coops_uk_economic"].headings if h.name != "GVA"]
        self.land("coops_uk_economic", vintage, text(names, [{"Is Most Recent?": "1"} | dict(r) for r in rows]))
        return self

    def house(self, vintage: str, rows: Iterable[Row], completeness: str = "excerpt") -> Editions:
        basis = {"CompanyCategory": "Private Limited Company", "CompanyStatus": "Active", "SICCode.SicText_1": "None Supplied"}
        data = text(CATALOGUE["companies_house_basic"].headings, [basis | dict(r) for r in rows])
        self.land("companies_house_basic", vintage, data, completeness)
        return self

    def built(self, as_of: date) -> Built:
        return build(self.archive, self.folder / "staged", self.folder / f"{as_of}.duckdb", as_of, lambda _: None)

    def ask(self, as_of: date, sql: str) -> list[tuple[object, ...]]:
        """Build (staged files are cached) and run one query."""
        with duckdb.connect(str(self.built(as_of).scratch), read_only=True) as con:
            return con.execute(sql).fetchall()


def text(headings: Iterable[object], rows: Iterable[Row]) -> bytes:
    """Give a CSV under the source's own headings; columns that a row does not name are empty."""
    names = [getattr(h, "name", str(h)) for h in headings]
    out = io.StringIO()
    writer = csv.DictWriter(out, names, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def zipped(member: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(member, data)
    return out.getvalue()


def society(number: str, name: str, **more: str) -> Row:
    """A row of the Mutuals Public Register."""
    digits = number.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return {
        "Society Number": digits,
        "Society Suffix": number[len(digits) :],
        "Full Registation Number": number,
        "Society Name": name,
        "Registration Date": "2001-02-03",
    } | {key.replace("_", " "): value for key, value in more.items()}


def coop(cuk_id: str, number: str, registrar: str, name: str, form: str = "Society", **more: str) -> Row:
    """A row of Co-operatives UK's list."""
    return {
        "CUK Organisation ID": cuk_id,
        "Registered Number": number,
        "Registrar": registrar,
        "Registered Name": name,
        "Legal Form": form,
    } | {key.replace("_", " "): value for key, value in more.items()}


def figures(cuk_id: str, year: int, turnover: str, year_end: str, **more: str) -> Row:
    """A row of Co-operatives UK's figures."""
    return {
        "CUK Organisation ID": cuk_id,
        "Registered Name": "as listed",
        "Turnover": turnover,
        "Economic Year": str(year),
        "Year End Date": year_end,
    } | {key.replace("_", " "): value for key, value in more.items()}
