"""The stand-in internet for a person.

    python -m tests.internet serve                           serve it, and say how to be led there
    python -m tests.internet faults DIR                      let every fault happen; a table of what came of it
    python -m tests.internet run [--fault NAME] -- COMMAND   coop-register COMMAND, led there, with row windows that fit
    python -m tests.internet sources DIR                     what a refresh of that data root landed, as a table

`run` leaves the declarations of the catalogue as they are but for the fewest rows of an edition: the stand-in's have some
hundreds, where a gate rightly wants thousands.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from threading import Event

import duckdb

from extract.catalogue import CATALOGUE
from extract.log import entries
from tests.internet.faults import FAULTS, befall
from tests.internet.server import Internet, internet
from tests.internet.world import attempt, copied, fitted, populate, settings_for


def main(arguments: list[str]) -> None:
    """Do what the arguments say."""
    parser = argparse.ArgumentParser(prog="python -m tests.internet", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("serve")
    commands.add_parser("faults").add_argument("folder", type=Path)
    commands.add_parser("sources").add_argument("folder", type=Path)
    run = commands.add_parser("run")
    run.add_argument("--fault", action="append", default=[], choices=[fault.name for fault in FAULTS])
    run.add_argument("rest", nargs=argparse.REMAINDER)
    chosen = parser.parse_args(arguments)
    if chosen.command == "sources":
        sources(chosen.folder)
        return
    with internet() as sites:
        if chosen.command == "serve":
            serve(sites)
        elif chosen.command == "faults":
            table(sites, chosen.folder)
        else:
            coop_register(sites, chosen.fault, chosen.rest)


def serve(sites: Internet) -> None:
    """Serve until interrupted."""
    sys.stdout.write(f"export COOP_REGISTER_PACE=0 COOP_REGISTER_MIRRORS='{json.dumps(sites.mirrors)}'\n")
    sys.stdout.flush()
    with suppress(KeyboardInterrupt):
        Event().wait()


def coop_register(sites: Internet, faults: list[str], arguments: list[str]) -> None:
    """Run one command of the command line in this process, led to the stand-in internet."""
    for fault in FAULTS:
        if fault.name in faults:
            befall(sites, fault)
    os.environ |= {
        "COOP_REGISTER_MIRRORS": json.dumps(sites.mirrors),
        "COOP_REGISTER_PROXIES": "{}",
        "COOP_REGISTER_PACE": "0",
        "COOP_REGISTER_BACKOFF": "0.01",
        "COOP_REGISTER_READ_TIMEOUT": "5",
        "COOP_REGISTER_RETRY_DELAYS": "[]",
    }
    CATALOGUE.update({key: fitted(source) for key, source in CATALOGUE.items()})
    from flows import cli

    sys.argv = ["coop-register", *(word for word in arguments if word != "--")]
    cli.main()


def sources(data: Path) -> None:
    """Write what the warehouse holds of each source, beside what the fetch log says of its last attempt."""
    with duckdb.connect(str(data / "warehouse.duckdb"), read_only=True) as con:
        rows = con.execute(
            "SELECT source, edition, sum(records_read), sum(staged), sum(rejected_rows + rejected_values), sum(out_of_scope), "
            "min(door) FROM register.source GROUP BY ALL ORDER BY ALL"
        ).fetchall()
    last = {one.source: one for one in entries(data / "fetch-log.jsonl")}
    titles = ("source", "vintage", "rows", "staged", "rejects", "out of scope", "door", "outcome", "bytes", "seconds")
    sys.stdout.write(f"| {' | '.join(titles)} |\n|{'---|' * len(titles)}\n")
    for row in rows:
        one = last.get(row[0])
        asked = (one.outcome, f"{one.bytes:,}", f"{one.seconds:.1f}") if one else ("", "", "")
        sys.stdout.write(f"| {' | '.join(map(str, (*row, *asked)))} |\n")


def table(sites: Internet, folder: Path) -> None:
    """Let every fault happen to a copy of one released data root in `folder`; write what came of it as a table."""
    CATALOGUE.update({key: fitted(source) for key, source in CATALOGUE.items()})
    world = folder / "world"
    populate(settings_for(world, sites))
    sys.stdout.write("| fault | source | ended | requests | what is told | archive | release |\n|---|---|---|---|---|---|---|\n")
    for number, fault in enumerate(FAULTS):
        sites.mend()
        befall(sites, fault)
        trial = attempt(settings_for(copied(world, folder / str(number)), sites), fault.key)
        archive = "one file more" if trial.landed and trial.archive_stands else "as it was" if trial.archive_stands else "CHANGED"
        cells = (fault.name, fault.key, trial.outcome, str(sites.asked[sites.file_of(fault.key)]), trial.said.replace("|", "/"),
                 archive, "stands" if trial.release_stands else "GONE")  # fmt: skip
        sys.stdout.write(f"| {' | '.join(cells)} |\n")


if __name__ == "__main__":
    main(sys.argv[1:])
