"""An identity provider on this machine: real enough to sign in with, and to be told to lie."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "console", "a secret of the console"
Claims = dict[str, Any]


def signed(claims: Claims, key: RSAKey, algorithm: str = "RS256", **header: object) -> str:
    return jwt.encode({"alg": algorithm, "kid": key.kid, **header}, claims, key, algorithms=[algorithm])


@dataclass
class Provider:
    """``token`` makes the ID token of an honest claim set; ``told`` and ``published`` change what it says of itself."""

    issuer: str
    key: RSAKey
    subject: str = "7d1f-42"
    token: Callable[[Claims], str] | None = None
    told: dict[str, Any] = field(default_factory=dict)
    published: dict[str, Any] | None = None
    answer: bytes | None = None
    asked: list[str] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    now: Callable[[], datetime] | None = None

    def authorize(self, address: str, **more: str) -> str:
        """The way back that a browser is sent after the person agreed at ``address``."""
        query = dict(parse_qsl(urlsplit(address).query))
        code = secrets.token_urlsafe(16)
        self.codes[code] = query
        given = {"code": code, "state": query["state"], **more}
        return f"{query['redirect_uri']}?{urlencode({name: value for name, value in given.items() if value})}"

    def discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            **self.told,
        }

    def jwks(self) -> dict[str, Any]:
        return self.published or {"keys": [{**self.key.as_dict(private=False), "use": "sig", "alg": "RS256"}]}

    def exchange(self, form: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        asked = self.codes.pop(form.get("code", ""), None)
        named = form.get("client_id", "")
        basic = "" if named else "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        if asked is None or authorization != basic or asked["code_challenge"] != challenge.decode().rstrip("="):
            return 400, {"error": "invalid_grant"}
        return 200, {"access_token": "x", "token_type": "Bearer", "id_token": self.made(asked)}

    def made(self, asked: dict[str, str]) -> str:
        assert self.now
        at = int(self.now().timestamp())
        claims = {
            "iss": self.issuer, "sub": self.subject, "aud": CLIENT, "nonce": asked["nonce"], "iat": at, "exp": at + 300,
            "auth_time": at,
        }  # fmt: skip
        return self.token(claims) if self.token else signed(claims, self.key)


@contextmanager
def serving(key: RSAKey, now: Callable[[], datetime]) -> Iterator[Provider]:
    provider = Provider("", key, now=now)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path.startswith("/authorize?"):
                self.send_response(302)
                self.send_header("Location", provider.authorize(provider.issuer + self.path))
                self.end_headers()
                return
            pages = {"/.well-known/openid-configuration": provider.discovery, "/jwks": provider.jwks}
            made = pages.get(self.path)
            self.reply(200 if made else 404, made() if made else {})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            self.reply(*provider.exchange(form, self.headers.get("Authorization", "")))

        def reply(self, status: int, content: dict[str, Any]) -> None:
            provider.asked.append(self.path)
            body = json.dumps(content).encode() if provider.answer is None else provider.answer
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.issuer = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
