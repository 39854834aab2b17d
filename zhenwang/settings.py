"""Settings: where things are and which keys open them. What counts as counterfeit is in git, never here.

Every field can be set by an environment variable with the prefix ``ZHENWANG_`` (``ZHENWANG_DATABASE_URL=...``).
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

Plan = Literal["recorded", "files", "live"]

_PACKAGE = Path(__file__).resolve().parent


def find_seeds(package: Path = _PACKAGE) -> Path:
    """The seed data: beside the package in a checkout, inside it when installed from a wheel."""
    beside = package.parent / "seeds"
    return beside if beside.is_dir() else package / "_seeds"


class Settings(BaseSettings):
    """Read once by a shell and handed down; nothing below ``runtime`` asks the environment."""

    model_config = SettingsConfigDict(env_prefix="ZHENWANG_", extra="forbid")

    var: Path = Field(default=Path("var"), description="folder for everything this installation writes")
    seeds: Path = Field(default_factory=find_seeds, description="folder of the seed data")
    database_url: str = Field(default="", description="SQLAlchemy URL; empty = SQLite under var")
    jurisdiction: str = Field(default="cn-hubei", description="jurisdiction pack: an id, or a file ending in .toml")

    plan: Plan = Field(default="recorded", description="what a daily run reads: the recorded day, files, or live logs")
    ct: tuple[Path, ...] = Field(default=(), description="certificate-log files and folders for the plan 'files'")
    hosts: Path | None = Field(default=None, description="host list, one host or URL a line")
    contact: str = Field(default="", description="e-mail in the User-Agent of log requests; logs throttle without one")

    look_budget: int = Field(default=300, ge=1, description="pages visited a day at most; the best-ranked first")
    unmatched_sample: int = Field(default=20, ge=0, description="hosts looked at although their name says nothing")
    batch: int = Field(default=20, ge=1, le=500, description="candidates leased at once")

    jit: bool = Field(
        default=True, description="compile the name engine's kernels (numba); off: the same answers, slower"
    )
    console_host: str = Field(default="127.0.0.1", description="address the console listens on")
    console_port: int = Field(default=8710, ge=1, le=65535)
    intake_host: str = Field(default="127.0.0.1", description="address the public intake listens on")
    intake_port: int = Field(default=8711, ge=1, le=65535)
    intake_url: str = Field(
        default="",
        pattern=r"^(https?://[A-Za-z0-9.\-\[\]:]+/?)?$",
        description="address of the public intake for browsers: stands in receipts and letters",
    )
    trusted_hops: int = Field(
        default=0, ge=0, le=3, description="gateways in front of the intake that add to X-Forwarded-For; 0 trusts none"
    )
    reports_per_client: str = Field(default="30 per 10 minutes", description="beyond it a report needs proof of work")
    reports_per_subnet: str = Field(default="300 per 10 minutes", description="of one /24 or IPv6 /56; beyond it: 429")
    reports_in_all: str = Field(default="600 per second", description="beyond it: 429, whoever asks")
    questions_per_client: str = Field(default="120 per minute", description="look-ups and receipts; beyond it: 429")
    proof_work: int = Field(
        default=500_000, ge=0, le=5_000_000, description="hashes that a proof of work takes on average; 0 asks for none"
    )
    reporter_key_file: Path | None = Field(
        default=None, description="key of contact data, 32 bytes in hexadecimal; empty = made beside var on first use"
    )
    mail: tuple[Path, ...] = Field(
        default=(), description="forwarded messages that become reports: mbox files, maildir folders, CSV files"
    )
    host_names: tuple[str, ...] = Field(
        default=(), description="further host names under which console and intake are called, as behind a gateway"
    )

    console_url: str = Field(
        default="",
        pattern=r"^(https?://[A-Za-z0-9.\-\[\]:]+/?)?$",
        description="address of the console for browsers, as https://zhenwang.example: behind a gateway",
    )
    session_idle_minutes: int = Field(
        default=60, ge=5, le=720, description="an unused console session ends after these"
    )
    session_hours: int = Field(default=10, ge=1, le=24, description="and a used one after these: one working day")
    fresh_minutes: int = Field(
        default=15, ge=1, le=60, description="how long a sign-in opens hand-off and administration"
    )
    oidc_issuer: str = Field(default="", description="issuer of the identity provider; empty = local passwords only")
    oidc_client_id: str = Field(default="", description="what the identity provider calls this console")
    oidc_secret_file: Path | None = Field(default=None, description="file with the client secret; none = public client")
    oidc_name: str = Field(default="统一身份认证", description="what people call the identity provider")

    @property
    def store_url(self) -> str:
        return self.database_url or f"sqlite:///{(self.var / 'zhenwang.db').resolve()}"

    @property
    def reporter_key(self) -> Path:
        """The key that opens what reporters said of themselves: never in the database, never in its backup."""
        return self.reporter_key_file or self.var / "reporter.key"

    @property
    def blobs(self) -> Path:
        return self.var / "blobs"

    @property
    def recorded_day(self) -> Path:
        return self.seeds / "recorded_day"
