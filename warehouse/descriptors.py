"""The release described for machines: a Frictionless data package, and schema.org and DCAT terms as JSON-LD."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from transform.table import Column, Table
from warehouse.database import column_comment, literal, quoted, table_comment
from warehouse.files import file_name, sha256_and_bytes
from warehouse.papers import DESCRIPTION, TITLE, Edition, Facts

_TYPES = {
    "VARCHAR": "string",
    "DATE": "date",
    "BIGINT": "integer",
    "INTEGER": "integer",
    "DOUBLE": "number",
    "DECIMAL(18,2)": "number",
    "BOOLEAN": "boolean",
}
_MEDIA = {".csv": "text/csv", ".parquet": "application/vnd.apache.parquet", ".duckdb": "application/vnd.duckdb"}


@dataclass(frozen=True)
class Held:
    """What holds in a table as it is: constraints by column, the key, references. Only what holds is declared."""

    constraints: frozenset[tuple[str, str]]  # (column, name of the constraint)
    empty_text: frozenset[str]  # required columns in which an empty text is a value
    key: bool
    references: frozenset[str]


def datapackage(con: duckdb.DuckDBPyConnection, tables: tuple[Table, ...], folder: Path, facts: Facts) -> dict[str, Any]:
    """Give the data package of the CSV files in `folder`: Table Schema, keys, hashes, sources, licences.

    A constraint, key or reference of a contract is declared where the released rows obey it (a warning of the gates
    tells where they do not).
    """
    names = {table.full_name: table for table in tables}
    return {
        "profile": "data-package",
        "name": "co-op-sector-register",
        "id": facts.release_id,
        "title": TITLE,
        "description": facts.heading,
        "version": facts.release_id,
        "keywords": ["co-operatives", "mutuals", "credit unions", "community interest companies", "United Kingdom"],
        "licenses": _licences(facts),
        "sources": [{"title": e.cited, "path": e.url if e.url.startswith("http") else e.page} for e in facts.editions],
        "resources": [_resource(con, table, names, folder) for table in tables],
    }


def dataset_jsonld(folder: Path, facts: Facts) -> dict[str, Any]:
    """Give the dataset in schema.org terms, with the DCAT and Dublin Core terms that harvesters look for."""
    files = sorted(p for p in folder.rglob("*") if p.suffix in _MEDIA and p.name not in ("checks.csv", "sources.csv"))
    licences = sorted({e.licence_url or e.licence for e in facts.editions})
    return {
        "@context": {
            "@vocab": "https://schema.org/",
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "contentUrl": {"@type": "@id"},
            "license": {"@type": "@id"},
        },
        "@type": ["Dataset", "dcat:Dataset"],
        "name": TITLE,
        "dct:title": TITLE,
        "description": f"{DESCRIPTION} {facts.heading}",
        "identifier": facts.release_id,
        "version": facts.release_id,
        "dcat:version": facts.release_id,
        "dateModified": facts.as_of,
        "temporalCoverage": f"{facts.first_day}/{facts.as_of}",
        "spatialCoverage": {"@type": "Place", "name": "United Kingdom"},
        "inLanguage": "en-GB",
        "isAccessibleForFree": True,
        "license": licences,
        "creditText": facts.citation,
        "isBasedOn": [_based_on(e) for e in facts.editions],
        "distribution": [_distribution(path, folder, licences) for path in files],
    }


def write_json(target: Path, content: dict[str, Any]) -> None:
    """Write JSON as people and differences read it: one item a line, in the given order, UTF-8."""
    target.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _licences(facts: Facts) -> list[dict[str, str]]:
    seen = {(e.licence, e.licence_url) for e in facts.editions}
    ordered = sorted(seen, key=lambda pair: (pair[0], pair[1] or ""))
    return [{"title": title} | ({"path": path} if path else {}) for title, path in ordered]


def _based_on(edition: Edition) -> dict[str, str]:
    return {
        "@type": "Dataset",
        "name": edition.cited,
        "publisher": edition.publisher,
        "url": edition.url,
        "license": edition.licence_url or edition.licence,
        "creditText": edition.attribution,
    }


def _distribution(path: Path, folder: Path, licences: list[str]) -> dict[str, Any]:
    digest, size = sha256_and_bytes(path)
    relative = path.relative_to(folder).as_posix()
    return {
        "@type": ["DataDownload", "dcat:Distribution"],
        "name": relative,
        "contentUrl": relative,
        "encodingFormat": _MEDIA[path.suffix],
        "dcat:mediaType": _MEDIA[path.suffix],
        "contentSize": f"{size} B",
        "dcat:byteSize": size,
        "sha256": digest,
        "license": licences,
    }


def _resource(con: duckdb.DuckDBPyConnection, table: Table, names: dict[str, Table], folder: Path) -> dict[str, Any]:
    path = f"csv/{file_name(table)}.csv"
    digest, size = sha256_and_bytes(folder / path)
    return {
        "profile": "tabular-data-resource",
        "name": file_name(table),
        "path": path,
        "title": table.full_name,
        "description": table_comment(table),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{digest}",
        "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "lineTerminator": "\n", "header": True},
        "schema": _schema(table, names, _held(con, table, names)),
    }


def _schema(table: Table, names: dict[str, Table], held: Held) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(column, held) for column in table.columns], "missingValues": [""]}
    if held.key:
        schema["primaryKey"] = list(table.key)
    foreign = []
    for column in table.columns:
        if column.references and column.name in held.references:
            place, _, referred = column.references.rpartition(".")
            resource = "" if place == table.full_name else file_name(names[place])
            foreign.append({"fields": [column.name], "reference": {"resource": resource, "fields": [referred]}})
    if foreign:
        schema["foreignKeys"] = foreign
    return schema


def _field(column: Column, held: Held) -> dict[str, Any]:
    description = column_comment(column)
    if column.name in held.empty_text:
        description += " An empty text is a value here: it is never missing."
    field: dict[str, Any] = {"name": column.name, "type": _TYPES[column.type], "description": description}
    given = {
        "required": True,
        "enum": list(column.values),
        "pattern": column.pattern,
        "minimum": column.minimum,
        "maximum": column.maximum,
    }
    constraints = {name: value for name, value in given.items() if (column.name, name) in held.constraints}
    if constraints:
        field["constraints"] = constraints
    return field


def _held(con: duckdb.DuckDBPyConnection, table: Table, names: dict[str, Table]) -> Held:
    place = f"{quoted(table.schema)}.{quoted(table.name)}"
    tests = [test for column in table.columns for test in _tests(column)]
    sums = ", ".join(f"count(*) FILTER (WHERE {broken})" for _, _, broken in tests) or "0"
    broken = con.execute(f"SELECT {sums} FROM {place}").fetchall()[0]
    holding = {(column, name) for (column, name, _), count in zip(tests, broken, strict=False) if count == 0}
    required = {column.name for column in table.columns if column.required}
    keys = ", ".join(map(quoted, table.key))
    repeated = con.execute(f"SELECT 1 FROM {place} GROUP BY {keys} HAVING count(*) > 1 LIMIT 1").fetchall()
    return Held(
        frozenset(holding),
        frozenset(c for c in required if (c, "never null") in holding and (c, "required") not in holding),
        key=not repeated and any((name, "required") in holding for name in table.key),
        references=frozenset(c.name for c in table.columns if c.references and _refers(con, place, c, names)),
    )


def _tests(column: Column) -> list[tuple[str, str, str]]:
    """Give (column, constraint, SQL that is true where it is broken) for the constraints of a column."""
    name = quoted(column.name)
    filled = f"{name} IS NOT NULL AND {name}::VARCHAR <> ''"
    tests = []
    if column.required:
        tests += [("never null", f"{name} IS NULL"), ("required", f"NOT ({filled})")]
    if column.values:
        tests.append(("enum", f"{filled} AND {name} NOT IN ({', '.join(map(literal, column.values))})"))
    if column.pattern:
        tests.append(("pattern", f"{filled} AND NOT regexp_full_match({name}, {literal(column.pattern)})"))
    if column.minimum is not None:
        tests.append(("minimum", f"{name} < {column.minimum}"))
    if column.maximum is not None:
        tests.append(("maximum", f"{name} > {column.maximum}"))
    return [(column.name, constraint, broken) for constraint, broken in tests]


def _refers(con: duckdb.DuckDBPyConnection, place: str, column: Column, names: dict[str, Table]) -> bool:
    target, _, referred = str(column.references).rpartition(".")
    if target not in names:
        return False
    schema, _, table = target.partition(".")
    orphans = con.execute(
        f"SELECT 1 FROM {place} AS here ANTI JOIN {quoted(schema)}.{quoted(table)} AS there "
        f"ON here.{quoted(column.name)} = there.{quoted(referred)} WHERE here.{quoted(column.name)} IS NOT NULL LIMIT 1"
    ).fetchall()
    return not orphans
