"""Settings: the only place that reads the environment and the clock.

Every field can be set as `COOP_REGISTER_<FIELD>`; lists and mappings are JSON, for instance
`COOP_REGISTER_RETRY_DELAYS='[10, 60]'`.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.request import getproxies
from zoneinfo import ZoneInfo

from pydantic import AliasChoices, Field, HttpUrl, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

PREFIX = "COOP_REGISTER_"
TIMEZONE = "Europe/London"
ROOMS = ("extract", "transform", "quality", "warehouse", "flows")


class Settings(BaseSettings):
    """Where the data are, and how the web is asked for them. Frozen; `data` is always an absolute path."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="ignore", validate_default=True)

    data: Path = Field(default=Path("data"), description="Data root; everything that is made stands under it.")
    contact: str = Field(default="", description="E-mail or page put into the user agent, so that a publisher can reach you.")
    connect_timeout: float = Field(default=10.0, gt=0, description="Seconds to wait for a connection.")
    read_timeout: float = Field(default=60.0, gt=0, description="Seconds to wait for the next bytes.")
    tries: int = Field(default=3, ge=1, description="Tries for one request, and for one download, the first included.")
    backoff: float = Field(default=5.0, ge=0, description="Seconds before the second try; doubled before each further.")
    retry_delays: tuple[float, ...] = Field(default=(20.0, 60.0), description="Seconds before each new try of a source.")
    pace: float | None = Field(default=None, ge=0, description="Seconds between two requests to a host, if not the source's own.")
    proxies: dict[str, str] = Field(default_factory=getproxies, description='Proxies by scheme, {"https": "..."}.')
    mirrors: dict[str, str] = Field(default_factory=dict, description="Host -> base address that stands in for it.")
    ca_bundle: str | None = Field(
        default=None,
        validation_alias=AliasChoices(f"{PREFIX}CA_BUNDLE", "REQUESTS_CA_BUNDLE", "SSL_CERT_FILE"),
        description="Certificates to trust instead of the bundled ones.",
    )
    webhook: HttpUrl | None = Field(default=None, description="Address that is told, by POST, of a failed or crashed refresh.")
    port: int = Field(default=4200, ge=1, le=65535, description="Loopback port of the server that `serve` starts.")

    @field_validator("data")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        """Absolute once, so that a later change of directory does not move it."""
        return value.expanduser().absolute()

    @property
    def raw(self) -> Path:
        return self.data / "raw"

    @property
    def staged(self) -> Path:
        return self.data / "staged"

    @property
    def scratch(self) -> Path:
        return self.data / "scratch"

    @property
    def warehouse(self) -> Path:
        return self.data / "warehouse.duckdb"

    @property
    def published(self) -> Path:
        return self.data / "published"

    @property
    def prefect(self) -> Path:
        return self.data / "prefect"

    @property
    def fetch_log(self) -> Path:
        return self.data / "fetch-log.jsonl"

    @property
    def lock(self) -> Path:
        return self.data / "lock"


class Misconfigured(Exception):
    """A setting that cannot be used; the message names the variable."""


def load() -> Settings:
    """Read the settings from the environment. Raises Misconfigured naming every wrong variable."""
    try:
        return Settings()
    except (ValidationError, SettingsError) as problem:
        if isinstance(problem, SettingsError):  # what should be JSON is none
            raise Misconfigured(f"{problem}: lists and mappings are written as JSON") from problem
        wrong = (f"{PREFIX}{'.'.join(map(str, e['loc'])).upper()}: {e['msg']}, not {e['input']!r}" for e in problem.errors())
        raise Misconfigured("; ".join(wrong)) from problem


def use_data(folder: Path) -> None:
    """Make `folder` the data root of this process and of those it starts."""
    os.environ[f"{PREFIX}DATA"] = str(folder.expanduser().absolute())


def today() -> date:
    """Give the current day where the registers are kept."""
    return datetime.now(ZoneInfo(TIMEZONE)).date()


def now() -> datetime:
    """Give the current time in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def prefect_server() -> str | None:
    """Give the address of the Prefect server that the user has set, or None where runs start one of their own."""
    return os.environ.get("PREFECT_API_URL") or None


def owns_prefect(settings: Settings) -> bool:
    """Say whether Prefect's records are those of this data root alone, and no server keeps them for us."""
    home = os.environ.get("PREFECT_HOME")
    return prefect_server() is None and home is not None and Path(home) == settings.prefect


def use_server(address: str) -> None:
    """Make `address` the Prefect server of this process and of those it starts. Call before Prefect is imported."""
    os.environ["PREFECT_API_URL"] = address


def quieten(settings: Settings) -> None:
    """Make Prefect quiet, offline and at home under the data root. Call before Prefect is imported.

    What the user has set stands. Raises OSError when the data root cannot be written.
    """
    if "PREFECT_HOME" not in os.environ:
        settings.prefect.mkdir(parents=True, exist_ok=True)
    for name, value in {
        "PREFECT_HOME": str(settings.prefect),
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
        "PREFECT_LOGGING_LEVEL": "WARNING",
        # A failed task is told in one line by the flow; Prefect would print its traceback.
        "PREFECT_LOGGING_LOGGERS_PREFECT_FLOW_RUNS_LEVEL": "CRITICAL",
        "PREFECT_LOGGING_LOGGERS_PREFECT_TASK_RUNS_LEVEL": "CRITICAL",
        "PREFECT_LOGGING_EXTRA_LOGGERS": ",".join(ROOMS),
        "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
        "PREFECT_CLI_PROMPT": "false",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "90",
    }.items():
        os.environ.setdefault(name, value)
