"""The one way to a suspect's server: resolve once, judge every address, connect to the one that was judged.

No proxies, no cookies, no credentials, no connection kept for the next request; HTTP/1.1 only. Nothing here follows a
redirect or decodes a body.
"""

from __future__ import annotations

import functools
import ssl
from collections.abc import Iterator, Sequence

import httpcore
import httpx

from zhenwang.collectors.addresses import Address, Network, judge
from zhenwang.collectors.errand import Errand, errand_of
from zhenwang.collectors.faults import Fault, no_name, refused_address, translated
from zhenwang.collectors.resolving import Resolver, SystemResolver
from zhenwang.collectors.streams import Meter, PinnedBackend
from zhenwang.domain.hosts import Host
from zhenwang.domain.look import Gap

MOST_TRIED = 4

# Names that never belong to the public Internet (RFC 6761, 6762, 7686, 8375, 9476, and .internal as reserved by ICANN).
_LOCAL_NAMES = frozenset(
    {"localhost", "local", "internal", "localdomain", "lan", "home", "corp", "svc", "arpa", "onion", "alt", "invalid"}
    | {"test", "example"}
)
# A public name that its cloud answers with the machine's own metadata.
_METADATA_NAMES = frozenset({"metadata.tencentyun.com"})

_LEGACY_SERVER_CONNECT = 0x4  # OP_LEGACY_SERVER_CONNECT of OpenSSL, which the ssl module names only from Python 3.12 on


class NetworkTransport(httpx.BaseTransport):
    """Sends a request to the public Internet and nowhere else.

    ``also`` names networks allowed besides (a test range); ``backend`` opens the connections. The response carries the
    extensions ``address`` (where it came from) and ``gaps`` (what its certificate did not prove).
    """

    def __init__(
        self,
        resolver: Resolver | None = None,
        also: Sequence[Network] = (),
        backend: httpcore.NetworkBackend | None = None,
    ) -> None:
        self._resolver = resolver or SystemResolver()
        self._also = tuple(also)
        self._backend = backend or httpcore.SyncBackend()

    @functools.cached_property
    def _strict(self) -> ssl.SSLContext:
        return ssl.create_default_context()

    @functools.cached_property
    def _lenient(self) -> ssl.SSLContext:
        return _lenient_context()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send it to the first address that answers, of at most four; raises ``Fault``."""
        errand = errand_of(request)
        failure = no_name(errand.target.host_text)
        for address in self._addresses(errand)[:MOST_TRIED]:
            try:
                return self._send(request, errand, address)
            except Fault as fault:
                fault.address = str(address)
                if not _never_connected(fault):
                    raise
                failure = fault
        raise failure

    def _addresses(self, errand: Errand) -> tuple[Address, ...]:
        host = errand.target.host
        if isinstance(host, Host):
            if host.labels[-1] in _LOCAL_NAMES or host.ascii in _METADATA_NAMES:
                raise refused_address(f"{host} 不是公网域名")
            addresses = self._resolver(host.ascii, min(errand.limits.dns, errand.deadline.left()))
        else:
            addresses = (host,)
        for address in addresses:
            # One bad address refuses the name: whoever publishes it hopes that the next lookup picks it.
            if reason := judge(address, self._also):
                raise refused_address(reason)
        return addresses

    def _send(self, request: httpx.Request, errand: Errand, address: Address) -> httpx.Response:
        if errand.target.scheme == "http":
            return self._exchange(request, errand, address, None)
        try:
            return self._exchange(request, errand, address, self._strict)
        except Fault as fault:
            if fault.gap.kind != "tls":
                raise
            doubt = Gap("tls", f"{fault.gap.detail}；不验证证书后再次连接")
        # A fake often has a bad certificate, and it is the fake that we want to see. Nothing secret is ever sent.
        response = self._exchange(request, errand, address, self._lenient)
        response.extensions["gaps"] = (doubt,)
        return response

    def _exchange(
        self, request: httpx.Request, errand: Errand, address: Address, context: ssl.SSLContext | None
    ) -> httpx.Response:
        meter = Meter(errand.deadline, errand.limits)
        backend = PinnedBackend(self._backend, address, meter)
        outgoing = _outgoing(request, errand)
        connection = httpcore.HTTPConnection(outgoing.url.origin, ssl_context=context, network_backend=backend)
        try:
            with translated(lambda: meter.start):
                answer = connection.handle_request(outgoing)
        except Fault:
            connection.close()
            backend.close()
            raise
        meter.body_begins()
        return httpx.Response(
            answer.status,
            headers=answer.headers,
            stream=_Body(connection, answer),
            extensions={"address": str(address), "gaps": ()},
        )


def _never_connected(fault: Fault) -> bool:
    silent = isinstance(fault.__cause__, httpcore.ConnectTimeout)
    return silent or fault.gap.kind in ("connection_refused", "unreachable")


class _Body(httpx.SyncByteStream):
    """The raw body as it arrives; closing it closes the connection."""

    def __init__(self, connection: httpcore.HTTPConnection, answer: httpcore.Response) -> None:
        self._connection = connection
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        with translated(started=True):
            yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()
        self._connection.close()


def _outgoing(request: httpx.Request, errand: Errand) -> httpcore.Request:
    target = errand.target
    url = httpcore.URL(
        scheme=target.scheme, host=target.host_text, port=target.port, target=target.path_and_query.encode("ascii")
    )
    kept = [(name, value) for name, value in request.headers.raw if name.lower() != b"host"]
    connect = min(errand.limits.connect, errand.deadline.left())
    return httpcore.Request(
        "GET",
        url,
        headers=[(b"Host", target.authority.encode("ascii")), *kept],
        extensions={"timeout": {"connect": connect}},
    )


def _lenient_context() -> ssl.SSLContext:
    """Talks to everything that speaks TLS at all, however old, expired or misnamed: captured, never trusted."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.options |= _LEGACY_SERVER_CONNECT
    return context
