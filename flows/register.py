"""The scheduled run as a Prefect flow: land every source, build, examine, release.

Tasks pass keys, paths and hashes, never rows. The work itself stands in `flows/work.py`.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from extract.catalogue import CATALOGUE
from extract.fetch import FetchFailed
from extract.source import Cadence, Refused
from flows import notify, schedule, work
from flows.lock import run_lock
from flows.settings import Settings, load, now, owns_prefect, quieten, today

quieten(load())  # Prefect reads its environment once, while it is imported

from prefect import State, flow, get_client, task  # noqa: E402
from prefect.artifacts import create_markdown_artifact, create_table_artifact  # noqa: E402
from prefect.cache_policies import NO_CACHE  # noqa: E402
from prefect.client.schemas.filters import FlowFilter, FlowRunFilter  # noqa: E402
from prefect.runtime import flow_run as this_run  # noqa: E402
from prefect.states import Crashed  # noqa: E402
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner  # noqa: E402

if TYPE_CHECKING:
    from prefect import Flow
    from prefect.client.schemas.objects import FlowRun, TaskRun
    from prefect.futures import PrefectFuture

logger = logging.getLogger("flows.register")  # spelled out: a worker loads this file under a name of its own
logging.getLogger("flows").setLevel(logging.INFO)


class NoSourceAnswered(Exception):
    """Every source that was asked failed; what had been landed before was built and released all the same."""


@dataclass(frozen=True)
class Unlanded:
    """A source that could not be landed: why, and what stands in for it."""

    key: str
    why: str
    stands_in: str


@dataclass(frozen=True)
class Refreshed:
    """What a refresh did. `folder` is None where nothing was new and the last release stands."""

    release_id: str
    folder: Path | None
    arrivals: tuple[work.Arrival, ...]
    failed: tuple[Unlanded, ...]


def _worth_another_try(_task: object, _run: TaskRun, state: State[Any]) -> bool:
    """A file that is refused, or a layout that changed, is the same in a minute; a host that fails may not be."""
    problem = state.result(raise_on_failure=False)
    if isinstance(problem, FetchFailed):
        logger.warning("%s: %s; it will be asked again", problem.key, problem.why)
    return isinstance(problem, FetchFailed)


def _tell(flow: Flow[Any, Any], flow_run: FlowRun, state: State[Any]) -> None:
    address = load().webhook
    if address is not None:
        notify.post(str(address), f"{flow.name} {flow_run.name}: {state.name}", state.message or "")


@task(name="land", task_run_name="land {key}", cache_policy=NO_CACHE, retry_condition_fn=_worth_another_try)
def land(key: str) -> work.Arrival:
    """Ask one source and land what is new. The fetch engine keeps each host's pace."""
    settings = load()
    arrival = work.land_one(settings, CATALOGUE[key])
    outcome = f"landed {arrival.vintage}" if arrival.new else f"nothing new; {work.stands_in(settings, key, today())}"
    logger.info("%s: %s%s", key, outcome, f" ({arrival.note})" if arrival.note else "")
    return arrival


@task(cache_policy=NO_CACHE)
def build(as_of: date, force: bool) -> work.Build:
    """Build the scratch database."""
    return work.build(load(), as_of, logger.info, force=force)


@task(cache_policy=NO_CACHE)
def examine(made: work.Build) -> None:
    """Source and register gates; the scratch database becomes the warehouse when they are open."""
    work.examine(load(), made, logger.info)


@task(cache_policy=NO_CACHE)
def release() -> tuple[str, Path]:
    """Release gate, then the release folder."""
    released = work.release(load(), logger.info)
    return released.release_id, released.folder


# A thread a source: one that waits for its next try holds nobody up.
_SIDE_BY_SIDE = cast("TaskRunner[PrefectFuture[Any]]", ThreadPoolTaskRunner(max_workers=len(CATALOGUE)))


@flow(
    task_runner=_SIDE_BY_SIDE,
    log_prints=False,
    on_failure=[_tell],
    on_crashed=[_tell],
)
def refresh(
    cadence: Cadence | None = None,
    keys: list[str] | None = None,
    fetch: bool = True,
    as_of: date | None = None,
    force: bool = False,
) -> Refreshed:
    """Land the live sources (of one cadence, or those named, or all), then build, examine and release.

    With `fetch` false, what is landed is built as a scheduled run would. With nothing new the rest is skipped.
    Raises GateClosed, NothingLanded, Busy, NoSourceAnswered; one failing source is reported and the others go on.
    """
    settings, day = load(), as_of or today()
    asked = [] if not fetch else keys if keys is not None else schedule.live_keys(cadence)
    with run_lock(settings.lock, "refresh", now(), logger.warning):
        if owns_prefect(settings):
            _close_killed_runs()
        arrivals, failed = _land_all(settings, asked)
        if not force and not any(a.new for a in arrivals) and work.is_current(settings, day, exactly=as_of is not None):
            logger.info("nothing new: the warehouse and the latest release rest on what is landed")
            done = Refreshed(work.planned(settings, day).release_id, None, arrivals, failed)
        else:
            release_id, folder = _make(day, force)
            done = Refreshed(release_id, folder, arrivals, failed)
    _report(done)
    if asked and len(failed) == len(asked):
        raise NoSourceAnswered(f"none of the {len(asked)} sources asked could be landed: {', '.join(asked)}")
    return done


def _land_all(settings: Settings, keys: Iterable[str]) -> tuple[tuple[work.Arrival, ...], tuple[Unlanded, ...]]:
    """Land sources side by side; a failing one does not stop the others."""
    delays = list(settings.retry_delays)
    patient = land.with_options(retries=len(delays), retry_delay_seconds=delays)
    futures = {key: patient.submit(key) for key in keys}
    arrivals: list[work.Arrival] = []
    failed: list[Unlanded] = []
    for key, future in futures.items():
        result = future.result(raise_on_failure=False)
        if isinstance(result, work.Arrival):
            arrivals.append(result)
            continue
        failed.append(Unlanded(key, str(result).removeprefix(f"{key}: "), work.stands_in(settings, key, today())))
        unforeseen = None if isinstance(result, FetchFailed | Refused) else result
        logger.warning("%s was not landed: %s (%s)", key, failed[-1].why, failed[-1].stands_in, exc_info=unforeseen)
    return tuple(arrivals), tuple(failed)


def _make(day: date, force: bool) -> tuple[str, Path]:
    try:
        examine(build(day, force))
        return release()
    except work.GateClosed as closed:
        create_table_artifact(
            [{"gate": c.gate, "table": c.table_name, "expected": c.expectation, "observed": c.observed} for c in closed.failures],
            key="gates",
            description=f"Closed: {closed}",
        )
        raise


def _report(done: Refreshed) -> None:
    """Leave the run's outcome where Prefect shows it."""
    settings = load()
    create_table_artifact(work.gate_counts(settings), key="gates", description=f"Gates of {done.release_id}")
    lines = [f"# Release {done.release_id}", "", str(done.folder or "Nothing new; the last release stands.")]
    lines += ["", *(f"- landed {a.key} {a.vintage}" for a in done.arrivals if a.new)]
    lines += [f"- **{u.key} was not landed**: {u.why}; {u.stands_in}" for u in done.failed]
    create_markdown_artifact("\n".join(lines), key="release")


def _close_killed_runs() -> None:
    """Mark earlier runs of this flow that never ended as crashed. The run lock is ours, so none of them is alive."""
    running = FlowRunFilter.model_validate({"state": {"type": {"any_": ["RUNNING"]}}})
    with get_client(sync_client=True) as client:
        for run in client.read_flow_runs(
            flow_filter=FlowFilter.model_validate({"name": {"any_": ["refresh"]}}), flow_run_filter=running
        ):
            if str(run.id) != this_run.id:
                client.set_flow_run_state(run.id, Crashed(message="killed before it was done"), force=True)
                logger.warning("run %s had been killed; it is marked as crashed", run.name)
