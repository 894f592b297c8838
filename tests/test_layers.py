"""The shape of the code: imports look left, rooms keep their libraries, modules stay small and say what they are."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("extract", "transform", "quality", "warehouse", "flows")  # data moves right, imports look left
MODULES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))

# library -> where it may be imported: a room, or one module
KEPT = {
    "prefect": "flows/",
    "prefect_dask": "flows/",
    "pydantic_settings": "flows/settings.py",
    "typer": "flows/",
    "requests": "extract/fetch.py",
    "bs4": "extract/read.py",
    "protego": "extract/fetch.py",
    "great_expectations": "quality/",
    "frictionless": "warehouse/",
}
LONGEST = 320
LONGER: dict[str, str] = {}  # module -> why it is longer
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "base", "misc", "core", "shared"}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """Give (line, dotted name) of every import of a module, those inside functions too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)}:{node.lineno} imports relatively"
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def test_there_is_something_to_look_at() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in MODULES} == set(ROOMS)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_look_left(path: Path) -> None:
    place = ROOMS.index(path.relative_to(ROOT).parts[0])
    wrong = [f"line {line}: {name}" for line, name in imported(path) if name.split(".")[0] in ROOMS[place + 1 :]]
    assert not wrong, f"{name_of(path)} looks right: {wrong}"
    assert not [name for _, name in imported(path) if name.split(".")[0] == "tests"]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_library_stays_in_its_room(path: Path) -> None:
    wrong = [
        f"line {line}: {name} belongs to {KEPT[name.split('.')[0]]}"
        for line, name in imported(path)
        if not name_of(path).startswith(KEPT.get(name.split(".")[0], ""))
    ]
    assert not wrong, f"{name_of(path)}: {wrong}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_the_clock_and_the_environment_are_read_in_settings_only(path: Path) -> None:
    if name_of(path) == "flows/settings.py":
        return
    clock = {"now", "utcnow", "today"}
    wrong = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            spoken = f"{node.value.id}.{node.attr}"
            if (node.value.id in ("datetime", "date") and node.attr in clock) or spoken in (
                "time.time", "os.environ", "os.getenv", "pl.datetime_now", "pendulum.now",
            ):  # fmt: skip
                wrong.append(f"line {node.lineno}: {spoken}")
    assert not wrong, f"{name_of(path)}: {wrong}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_modules_are_short_and_named_for_what_they_hold(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST or name_of(path) in LONGER, f"{name_of(path)} has {lines} lines"
    assert not FORBIDDEN_NAMES & set(path.relative_to(ROOT).with_suffix("").parts), name_of(path)


def test_reasons_for_length_are_still_needed() -> None:
    for name in LONGER:
        assert len((ROOT / name).read_text(encoding="utf-8").splitlines()) > LONGEST, f"{name} is short again"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_and_its_public_names_say_what_they_are(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if not tree.body:
        return  # an empty __init__
    assert ast.get_docstring(tree), f"{name_of(path)} has no docstring"
    silent = [
        f"line {node.lineno}: {node.name}"
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_") and not ast.get_docstring(node)
    ]
    assert not silent, f"{name_of(path)}: no docstring: {silent}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_nothing_is_caught_in_silence_or_printed(path: Path) -> None:
    wrong = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ExceptHandler) and all(isinstance(step, ast.Pass) for step in node.body):
            wrong.append(f"line {node.lineno}: except ...: pass")
        if isinstance(node, ast.ExceptHandler) and node.type is None:
            wrong.append(f"line {node.lineno}: bare except")
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
            wrong.append(f"line {node.lineno}: print")
    assert not wrong, f"{name_of(path)}: {wrong}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_default_argument_is_a_clock_or_can_change(path: Path) -> None:
    wrong = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.Lambda):
            defaults = [*node.args.defaults, *(default for default in node.args.kw_defaults if default)]
            wrong += [
                f"line {default.lineno}: {ast.unparse(default)}"
                for default in defaults
                if isinstance(default, ast.Dict | ast.List | ast.Set)
                or (isinstance(default, ast.Call) and ast.unparse(default.func).split(".")[-1] in ("now", "today", "time"))
            ]
    assert not wrong, f"{name_of(path)}: {wrong}"


def test_only_rooms_and_tests_stand_at_the_top() -> None:
    kept_out = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    folders = {path.name for path in ROOT.iterdir() if path.is_dir()}
    ignored = {name.strip("/") for name in kept_out} | {".git", ".ci", ".github"}
    found = {name for name in folders - ignored if not name.endswith(".egg-info")}
    assert found == {*ROOMS, "tests"}


def test_sql_files_stand_beside_a_contract_of_the_same_name() -> None:
    for query in sorted((ROOT / "transform" / "register").glob("*.sql")) + sorted((ROOT / "transform" / "summary").glob("*.sql")):
        assert query.with_suffix(".py").exists(), f"{name_of(query)} has no contract beside it"
