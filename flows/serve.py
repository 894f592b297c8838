"""The schedule on one machine: a Prefect server of our own where none is set, and one runner that takes turns."""

from __future__ import annotations

import logging
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast
from urllib.request import urlopen

from flows import schedule
from flows.settings import TIMEZONE, Settings, prefect_server, quieten, use_server

if TYPE_CHECKING:
    from prefect.deployments.runner import RunnerDeployment

logger = logging.getLogger(__name__)
STARTUP_SECONDS = 90


class ServerFailed(Exception):
    """The Prefect server did not come up."""


def serve(settings: Settings) -> None:
    """Run every cadence's refresh at its time, one at a time, until interrupted. Raises ServerFailed."""
    quieten(settings)
    with _server(settings) as address:
        logger.info("schedule served; runs and artifacts: %s", address.removesuffix("/api"))
        for cadence, cron in schedule.scheduled().items():
            logger.info("%s (%s): %s", cadence, cron, ", ".join(schedule.live_keys(cadence)))
        _serve_deployments()


def _serve_deployments() -> None:
    from prefect import serve as run_forever
    from prefect.schedules import Cron

    from flows.register import refresh

    deployments = [
        refresh.to_deployment(cadence, schedules=[Cron(cron, timezone=TIMEZONE)], parameters={"cadence": cadence})
        for cadence, cron in schedule.scheduled().items()
    ]
    run_forever(*cast("list[RunnerDeployment]", deployments), limit=1, print_starting_message=False)


@contextmanager
def _server(settings: Settings) -> Iterator[str]:
    """Give the address of the server that the user has set, else of one that lives as long as the with-block."""
    known = prefect_server()
    if known is not None:
        yield known
        return
    address = f"http://127.0.0.1:{settings.port}/api"
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(settings.port)]
    settings.prefect.mkdir(parents=True, exist_ok=True)
    with (settings.prefect / "server.log").open("ab") as log:
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
    try:
        _wait_until_healthy(process, address, settings)
        use_server(address)
        yield address
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_healthy(process: subprocess.Popen[bytes], address: str, settings: Settings) -> None:
    for _ in range(STARTUP_SECONDS * 2):
        if process.poll() is not None:
            break
        try:
            with urlopen(f"{address}/health", timeout=2):
                return
        except OSError:
            time.sleep(0.5)
    raise ServerFailed(
        f"the Prefect server did not come up on port {settings.port}; {settings.prefect / 'server.log'} says why. "
        "Is the port taken? COOP_REGISTER_PORT chooses another; PREFECT_API_URL names a server that runs already."
    )
