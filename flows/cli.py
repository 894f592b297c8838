"""The command line. Exit codes: 0 done, 1 error, 2 usage, 3 gate closed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from flows import asking, voice
from flows.asking import AsOf, day

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
    day(vintage)
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


for command in (asking.status, asking.ask, asking.trace, asking.find, asking.doctor):
    app.command()(command)


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


def _show_release(settings: Settings, folder: Path | None = None) -> None:
    from flows import show, work
    from warehouse.release import DATABASE

    database = folder / DATABASE if folder else work.released_database(settings)
    if database is not None:
        show.headline(voice.output(), database)


if __name__ == "__main__":
    main()
