"""The command line. Exit codes: 0 done, 1 error, 2 usage, 3 gate closed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from flows import voice

if TYPE_CHECKING:
    from flows.settings import Settings

ERROR, CLOSED = 1, 3
_HELP = """The co-op sector register: land public registers, build one register of organisations, publish it.

Where to start: 'coop-register sample' lands invented rows, 'refresh --no-fetch' builds them as a scheduled run would, and
'ask headline' shows the result. For real editions use another data root: 'coop-register --data data/real refresh'.

Exit codes: 0 done, 1 error, 2 wrong usage, 3 a gate is closed (nothing was released, the last release stands).
"""
app = typer.Typer(
    name="coop-register",
    help=_HELP,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
_state = {"debug": False}


def _day(text: str) -> date:
    """Read a day; a month or a year stands for its last day."""
    from extract.source import vintage_day

    try:
        return vintage_day(text)
    except ValueError as problem:
        raise typer.BadParameter(str(problem)) from None


AsOf = Annotated[
    date | None,
    typer.Option("--as-of", parser=_day, metavar="DATE", help="Editions up to this day: 2016-06-30, or 2016-06 for its last day."),
]
Force = Annotated[bool, typer.Option("--force", help="Build even where nothing is new.")]


@app.callback()
def _start(
    data: Annotated[
        Path | None, typer.Option("--data", metavar="DIR", help="Data root, instead of COOP_REGISTER_DATA or ./data.")
    ] = None,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks and every log line.")] = False,
) -> None:
    _state["debug"] = debug
    if data is not None:
        from flows.settings import use_data

        use_data(data)


@app.command()
def refresh(
    fetch: Annotated[bool, typer.Option("--fetch/--no-fetch", help="Ask the publishers, or build from what is landed.")] = True,
    only: Annotated[list[str] | None, typer.Option("--only", metavar="KEY", help="Ask only this source; may be repeated.")] = None,
    as_of: AsOf = None,
    force: Force = False,
) -> None:
    """Land every live source, build, examine, release: what the schedule runs.

    Example: coop-register refresh --only fca_mutuals
    """
    from flows.lock import require_free

    settings = _settings()
    for key in only or []:
        _known(key)
    require_free(settings.lock)  # the flow asks again; here it costs nothing to be told
    with _at_work("refreshing"):
        from flows.register import refresh as run

        done = run(keys=only or None, fetch=fetch, as_of=as_of, force=force)
    _show_release(settings)
    if done.failed:
        from flows import show

        rows = [(one.key, one.why, one.stands_in) for one in done.failed]
        voice.output().print(show.table("\nNot landed", ("source", "why", "what stands in"), rows))


@app.command()
def sample() -> None:
    """Land the embedded sample: invented organisations in the publishers' layouts.

    Example: coop-register --data data/sample sample
    """
    from flows import show, work

    with _at_work("landing the sample"):
        report = work.sample(_settings())
    show.landed(voice.output(), report)
    if report.refused:
        raise typer.Exit(ERROR)


@app.command("import")
def import_(
    key: Annotated[str | None, typer.Argument(help="Source key, as 'coop-register status' lists them.")] = None,
    file: Annotated[Path | None, typer.Argument(exists=True, dir_okay=False, help="The publisher's file.")] = None,
    vintage: Annotated[
        str | None,
        typer.Option(
            "--vintage", metavar="DATE", help="The publisher's date, at the precision it is given: 2024-05-31, 2024-05, 2024."
        ),
    ] = None,
    archive: Annotated[
        Path | None,
        typer.Option("--archive", metavar="DIR", exists=True, file_okay=False, help="A tree laid out <key>/<vintage>/<file>."),
    ] = None,
) -> None:
    """Land a file taken by hand, or a whole tree of them.

    Example: coop-register import fca_mutuals SocietyList.csv --vintage 2024-05-31

    Example: coop-register import --archive ../shared/registers
    """
    from flows import show, work

    if archive is not None:
        if key is not None or vintage is not None:
            raise typer.BadParameter("--archive takes keys and vintages from its folders: give neither")
        with _at_work("landing"):
            report = work.import_archive(_settings(), archive)
        show.landed(voice.output(), report)
        if report.refused:
            raise typer.Exit(ERROR)
        return
    if key is None or file is None or vintage is None:
        raise typer.BadParameter("give KEY FILE --vintage DATE, or --archive DIR")
    _day(vintage)
    _known(key)
    show.one_landed(voice.output(), work.import_one(_settings(), key, file, vintage))


@app.command()
def build(as_of: AsOf = None, force: Force = False) -> None:
    """Build from what is landed, run the source and register gates, keep the result as the warehouse.

    Example: coop-register build --as-of 2016-06
    """
    from flows import work

    settings = _settings()
    with _at_work("building"), _alone(settings, "build"):
        made = work.build_and_examine(settings, as_of or _today(), voice.say, force=force)
    voice.output().print(f"Warehouse {made.release_id}: {settings.warehouse}. Publish it with 'coop-register release'.")


@app.command()
def release() -> None:
    """Run the release gate on the warehouse and publish it.

    Example: coop-register release
    """
    from flows import work

    settings = _settings()
    with _at_work("releasing"), _alone(settings, "release"):
        done = work.release(settings, voice.say)
    _show_release(settings, done.folder)


@app.command()
def check() -> None:
    """Run all three gates on a copy of the warehouse and show what did not pass. Nothing is kept.

    Example: coop-register check
    """
    from flows import show, work

    settings = _settings()
    with _at_work("checking"), _alone(settings, "check"):
        verdict = work.check(settings, voice.say)
    show.verdict(voice.output(), verdict.checks)
    if verdict.closed:
        raise typer.Exit(CLOSED)


@app.command()
def status() -> None:
    """List every landed file with its counts and age, the warehouse and the last release.

    Example: coop-register status
    """
    from extract.archive import receipts
    from extract.catalogue import CATALOGUE
    from flows import show, work

    settings, out = _settings(), voice.output()
    known = receipts(work.archive_of(settings))
    show.status(out, known, settings.warehouse, _today())
    missing = [key for key in CATALOGUE if key not in {receipt.source for receipt in known}]
    if missing:
        out.print(f"Never landed: {', '.join(missing)}")
    kept, database = work.identity_of(settings.warehouse), work.released_database(settings)
    out.print(f"Warehouse: {f'{kept.release_id}, as of {kept.as_of}' if kept else 'none built yet'}")
    out.print(f"Last release: {database.parent if database else 'none yet'}")


@app.command()
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


@app.command()
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
    from warehouse.trace import trace as walk

    show.steps(voice.output(), walk(_released(as_of), _settings().raw, organisation, column))


@app.command()
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
        raise typer.Exit(ERROR)
    show.found(voice.output(), answers)


@app.command()
def doctor(network: Annotated[bool, typer.Option("--network", help="Also ask each publisher's host once.")] = False) -> None:
    """Say what this installation has, lacks and can reach.

    Example: coop-register doctor --network
    """
    from flows import show
    from flows.doctor import examine

    findings = list(examine(_settings(), network=network))
    voice.output().print(show.table("", ("", "what", "found"), [(f.health, f.what, f.found) for f in findings]))
    if any(finding.health == "wrong" for finding in findings):
        raise typer.Exit(ERROR)


@app.command()
def serve() -> None:
    """Run the schedule on this machine until interrupted.

    Example: coop-register serve
    """
    from flows.serve import serve as run
    from flows.settings import ROOMS

    voice.listen(ROOMS, debug=_state["debug"])
    run(_settings())


def main() -> None:
    """Run the command line; messages for people, tracebacks only with --debug."""
    try:
        app()
    except Exception as problem:  # the last door: whatever is left becomes a message and an exit code
        if _state["debug"]:
            raise
        _stop(problem)


def _stop(problem: Exception) -> NoReturn:
    from flows.work import GateClosed

    if isinstance(problem, GateClosed):
        from flows import show

        show.closed(voice.output(), problem.failures, problem.rejected)
        raise SystemExit(CLOSED)
    if isinstance(problem, OSError) and problem.strerror:
        text = f"{problem.strerror}: {problem.filename}" if problem.filename else problem.strerror
    else:
        text = str(problem) or type(problem).__name__
    expected = type(problem).__module__.split(".")[0] in ("extract", "transform", "quality", "warehouse", "flows")
    expected = expected or isinstance(problem, OSError) or type(problem) is LookupError
    hint = "" if expected else f" ({type(problem).__name__}; --debug shows where)"
    sys.stderr.write(f"error: {text}{hint}\n")
    raise SystemExit(ERROR)


def _settings() -> Settings:
    from flows.settings import load

    return load()


def _today() -> date:
    from flows.settings import today

    return today()


def _known(key: str) -> None:
    from extract.catalogue import CATALOGUE

    if key not in CATALOGUE:
        raise typer.BadParameter(f"{key!r} is no source; the keys are {', '.join(CATALOGUE)}")


@contextmanager
def _at_work(what: str) -> Iterator[None]:
    from flows.settings import ROOMS

    console = voice.listen(ROOMS, debug=_state["debug"])
    with voice.progress(console, what):
        yield


@contextmanager
def _alone(settings: Settings, purpose: str) -> Iterator[None]:
    from flows.lock import run_lock
    from flows.settings import now

    with run_lock(settings.lock, purpose, now(), voice.say):
        yield


def _released(as_of: date | None) -> Path:
    from flows.work import NoWarehouse, released_database

    settings = _settings()
    database = released_database(settings, as_of)
    if database is None:
        upto = f" up to {as_of}" if as_of else ""
        raise NoWarehouse(f"there is no release{upto} in {settings.published}: 'coop-register build', then 'coop-register release'")
    return database


def _show_release(settings: Settings, folder: Path | None = None) -> None:
    from flows import show, work
    from warehouse.release import DATABASE

    database = folder / DATABASE if folder else work.released_database(settings)
    if database is not None:
        show.headline(voice.output(), database)


def _list_questions() -> None:
    from flows import show
    from warehouse.questions import questions

    rows = [(name, question.title) for name, question in questions().items()]
    voice.output().print(show.table("Ready-made questions", ("name", "what it answers"), rows))


if __name__ == "__main__":
    main()
