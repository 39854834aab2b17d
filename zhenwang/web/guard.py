"""The doorkeeper of the intake: how often somebody may ask or report, decided before a body is read."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from zhenwang.access.proof import Proofs
from zhenwang.settings import Settings
from zhenwang.web.client_address import address_of, nets_of
from zhenwang.web.guard_answers import asks_for_proof, busy
from zhenwang.web.quotas import Quota

BULK = "/api/v1/bulk"
"""Limited by whose token it is (``Guard.passes_on``), not by address: a hot line's centre sends all from one."""
PROOF = "x-proof"
WRONG = "10 per 10 minutes"
_SUBNET_QUESTIONS = 10
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_UNCOUNTED = frozenset({"/", "/docs", "/api/v1/openapi.json", "/robots.txt", "/health", "/favicon.ico"})
_IN_ALL = "all"


@dataclass(slots=True)
class Guard:
    """The limits of one running intake. Clients are counted under keyed digests; the key lives as long as the process,
    addresses are kept nowhere.
    """

    hops: int
    proofs: Proofs
    client: Quota
    subnet: Quota
    in_all: Quota
    questions: Quota
    questions_of_subnet: Quota
    questions_in_all: Quota
    passed_on: Quota
    wrong: Quota
    _key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    @classmethod
    def of(cls, settings: Settings) -> Guard:
        """ValueError when a setting says no limit, as "30 per 10 minutes" does."""
        return cls(
            settings.trusted_hops,
            Proofs(settings.proof_work),
            Quota.of(settings.reports_per_client),
            Quota.of(settings.reports_per_subnet),
            Quota.of(settings.reports_in_all),
            Quota.of(settings.questions_per_client),
            Quota.of(settings.questions_per_client, _SUBNET_QUESTIONS),
            Quota.of(settings.reports_in_all),
            Quota.of(settings.reports_in_all),
            Quota.of(WRONG),
        )

    def digest(self, net: str) -> str:
        """What a client or subnet is counted under; it cannot be turned back, and differs after every restart."""
        return hashlib.blake2b(net.encode(), key=self._key, digest_size=16).hexdigest()

    def passes_on(self, token: str) -> int:
        """Count a request of the bulk route for the token of this name: 0, or the seconds to wait."""
        return 0 if self.passed_on.take(token) else self.passed_on.wait(token)

    def guessed(self, client: str) -> None:
        """Note a wrong answer or token of a client (``scope["state"]["client"]``)."""
        self.wrong.take(client)

    def may_guess(self, client: str) -> bool:
        return self.wrong.free(client)


@dataclass(frozen=True, slots=True)
class Guarded:
    """Sets ``client`` and ``subnet`` (keyed digests) and ``must_prove`` in the request's state, or answers 429 with
    Retry-After.

    A report beyond the client's limit must be proven: programs in the header ``X-Proof``, judged here; a form's proof
    stands in its body and is judged by who reads that (``proof.proven``). With no proofs to ask for it is refused.
    """

    app: ASGIApp
    guard: Guard

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        nets = nets_of(address_of(scope, self.guard.hops))
        client, subnet = self.guard.digest(nets.client), self.guard.digest(nets.subnet)
        state = scope.setdefault("state", {})
        state["client"], state["must_prove"] = client, not self.guard.client.free(client)
        state["subnet"] = subnet
        path: str = scope["path"]
        wait = 0
        if scope["method"] == "POST" and path == BULK:
            wait = self._passing_on(scope, client, subnet)
        elif scope["method"] not in _SAFE:
            if self._lacks_proof(scope, client):
                await asks_for_proof(Request(scope), self.guard.client.wait(client))(scope, receive, send)
                return
            wait = _counted(((self.guard.subnet, subnet), (self.guard.in_all, _IN_ALL)), (self.guard.client, client))
        elif scope["method"] in _SAFE and path not in _UNCOUNTED and not path.startswith("/static/"):
            wait = self._questioned(client, subnet)
        if wait:
            await busy(Request(scope), 429, wait)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _lacks_proof(self, scope: Scope, client: str) -> bool:
        state = scope["state"]
        if not state["must_prove"]:
            return False
        if not self.guard.proofs.work:
            return True
        if not scope["path"].startswith("/api/"):
            return False
        headers = Headers(scope=scope)
        given = headers.get(PROOF, "")
        if given and self.guard.may_guess(client):
            if self.guard.proofs.solved(given, headers.get("idempotency-key", "")):
                state["must_prove"] = False
                return False
            self.guard.guessed(client)
        return True

    def _passing_on(self, scope: Scope, client: str, subnet: str) -> int:
        # Whoever shows a token is counted under it once it is read; whoever shows none asked a question.
        if not self.guard.may_guess(client):
            return self.guard.wrong.wait(client)
        return 0 if "authorization" in Headers(scope=scope) else self._questioned(client, subnet)

    def _questioned(self, client: str, subnet: str) -> int:
        of_subnet, in_all = self.guard.questions_of_subnet, self.guard.questions_in_all
        return _counted(((self.guard.questions, client), (of_subnet, subnet), (in_all, _IN_ALL)))


def _counted(quotas: tuple[tuple[Quota, str], ...], also: tuple[Quota, str] | None = None) -> int:
    """Count one in every quota, or in none: who is refused uses up nobody else's. The seconds to wait, or 0."""
    for quota, key in quotas:
        if not quota.free(key):
            return quota.wait(key)
    for quota, key in (*quotas, *((also,) if also else ())):
        quota.take(key)
    return 0
