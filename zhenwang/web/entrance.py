"""What the door works with: password cost, the count of failed tries, and the identity provider where there is one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from zhenwang.access.identity_provider import IdentityProvider, Registration, provider_client
from zhenwang.access.passwords import Cost, Passwords
from zhenwang.access.spent import Spent
from zhenwang.access.throttle import Throttle
from zhenwang.settings import Settings

RETURN_PATH = "/enter/provider/back"


@dataclass(frozen=True, slots=True)
class Entrance:
    """``provider`` is None where people sign in by password only; ``public`` is the console's address for browsers."""

    passwords: Passwords
    throttle: Throttle
    provider: IdentityProvider | None
    provider_name: str
    public: str
    spent: Spent = field(default_factory=Spent)

    @property
    def behind_https(self) -> bool:
        """Whether browsers reach this console over https, even where a gateway passes plain requests on."""
        return self.public.startswith("https://")


@contextmanager
def opened_entrance(settings: Settings, cost: Cost) -> Iterator[Entrance]:
    """Open for the life of the process. The client's secret is read from its file once."""
    public = settings.console_url.rstrip("/")
    with provider_client() as http:
        yield Entrance(
            Passwords(cost),
            Throttle(),
            IdentityProvider(_registration(settings, public), http) if settings.oidc_issuer else None,
            settings.oidc_name,
            public,
        )


def _registration(settings: Settings, public: str) -> Registration:
    secret = settings.oidc_secret_file.read_text(encoding="utf-8").strip() if settings.oidc_secret_file else ""
    home = public or f"http://{settings.console_host}:{settings.console_port}"
    return Registration(settings.oidc_issuer, settings.oidc_client_id, secret, home + RETURN_PATH)
