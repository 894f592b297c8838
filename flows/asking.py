"""The commands that only read: what is landed, what a release says, what this installation has."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from flows import voice


def day(text: str) -> date:
    """Read a day; a month or a year stands for its last day."""
    from extract.source import vintage_day

    try:
        return vintage_day(text)
    except ValueError as problem:
        raise typer.BadParameter(str(problem)) from None


AsOf = Annotated[
    date | None,
    typer.Option("--as-of", parser=day, metavar="DATE", help="Editions up to this day: 2016-06-30, or 2016-06 for its last day."),
]


def status() -> None:
    """List every landed file with its counts and age, the warehouse and the last release.

    Example: coop-register status
    """
    from extract.archive import receipts
    from extract.catalogue import CATALOGUE
    from flows import show, work
    from flows.settings import load, today

    settings, out = load(), voice.output()
    known = receipts(work.archive_of(settings))
    show.status(out, known, settings.warehouse, today())
    missing = [key for key in CATALOGUE if key not in {receipt.source for receipt in known}]
    if missing:
        out.print(f"Never landed: {', '.join(missing)}")
    kept, database = work.identity_of(settings.warehouse), work.released_database(settings)
    out.print(f"Warehouse: {f'{kept.release_id}, as of {kept.as_of}' if kept else 'none built yet'}")
    out.print(f"Last release: {database.parent if database else 'none yet'}")


def ask(
    question: Annotated[str | None, typer.Argument(help="SQL, or the name of a ready-made question; none lists them.")] = None,
    csv: Annotated[bool, typer.Option("--csv", help="Comma-separated, all rows.")] = False,
    json: Annotated[bool, typer.Option("--json", help="A JSON list of records, all rows.")] = False,
    as_of: AsOf = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="Rows shown as a table.")] = 100,
) -> None:
    """Run SQL, or a ready-made question, against the latest release (or, with --as-of, the latest up to a day).

    Example: coop-register ask headline

    Example: coop-register ask "SELECT nation, count(*) FROM register.organisation GROUP BY ALL" --csv
    """
    if csv and json:
        raise typer.BadParameter("choose --csv or --json")
    if question is None:
        _list_questions()
        return
    from flows import show
    from warehouse.ask import ask as answer_to

    answer = answer_to(_released(as_of), question)
    if csv:
        sys.stdout.write(answer.write_csv())
    elif json:
        sys.stdout.write(answer.write_json() + "\n")
    else:
        show.frame(voice.output(), answer, limit)


def trace(
    organisation: Annotated[str, typer.Argument(metavar="ORG_ID", help="Any id or number of one organisation.")],
    column: Annotated[
        str | None, typer.Argument(help="A column of register.organisation, or a measure; none walks the main ones.")
    ] = None,
    as_of: AsOf = None,
) -> None:
    """Walk a value back to publisher, file, line and retrieval time.

    Example: coop-register trace GB-COH-01629011 turnover
    """
    from flows import show
    from flows.settings import load
    from warehouse.trace import trace as walk

    show.steps(voice.output(), walk(_released(as_of), load().raw, organisation, column))


def find(
    text: Annotated[str, typer.Argument(help="Part of a name, a number in any spelling, or a postcode.")], as_of: AsOf = None
) -> None:
    """Find organisations by name, number or postcode.

    Example: coop-register find "IP 30027 R"
    """
    from flows import show
    from warehouse.find import find as search

    answers = search(_released(as_of), text)
    if not answers:
        voice.output().print(f"Nothing answers to {text!r}. Try fewer words, or the first half of the postcode.", markup=False)
        raise typer.Exit(1)
    show.found(voice.output(), answers)


def doctor(network: Annotated[bool, typer.Option("--network", help="Also ask each publisher's host once.")] = False) -> None:
    """Say what this installation has, lacks and can reach.

    Example: coop-register doctor --network
    """
    from flows import show
    from flows.doctor import examine
    from flows.settings import load

    findings = list(examine(load(), network=network))
    voice.output().print(show.table("", ("", "what", "found"), [(f.health, f.what, f.found) for f in findings]))
    if any(finding.health == "wrong" for finding in findings):
        raise typer.Exit(1)


def _released(as_of: date | None) -> Path:
    from flows.settings import load
    from flows.work import NoWarehouse, released_database

    settings = load()
    database = released_database(settings, as_of)
    if database is None:
        upto = f" up to {as_of}" if as_of else ""
        raise NoWarehouse(f"there is no release{upto} in {settings.published}: 'coop-register build', then 'coop-register release'")
    return database


def _list_questions() -> None:
    from flows import show
    from warehouse.questions import questions

    rows = [(name, question.title) for name, question in questions().items()]
    voice.output().print(show.table("Ready-made questions", ("name", "what it answers"), rows))
