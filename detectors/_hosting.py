"""Hosts on which pages are shown before they are anybody's site: code hosting, tunnels, test names, bare ports.

Suffixes from the private section of the public suffix list (publicsuffix.org) where it holds them; the Chinese ones
from what these services publish about themselves.
"""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

SHOWROOMS = frozenset({
    # Code hosting and the pages of projects
    "github.io", "githubpreview.dev", "gitlab.io", "gitee.io", "coding.me", "coding.net", "codeberg.page",
    "bitbucket.io", "readthedocs.io", "readthedocs-hosted.com", "gitbook.io", "surge.sh",
    # What is built there and shown at once
    "vercel.app", "now.sh", "netlify.app", "netlify.com", "pages.dev", "workers.dev", "onrender.com", "render.com",
    "herokuapp.com", "fly.dev", "deno.dev", "glitch.me", "replit.app", "replit.dev", "repl.co", "csb.app",
    "stackblitz.io", "webcontainer.io", "codepen.io", "jsfiddle.net", "web.app", "firebaseapp.com", "amplifyapp.com",
    "azurewebsites.net", "azurestaticapps.net", "zeabur.app", "edgeone.app", "railway.app", "tcloudbaseapp.com",
    "sinaapp.com", "vipsinaapp.com", "kuaizhan.com",
    # Tunnels to somebody's own machine
    "ngrok.io", "ngrok.app", "ngrok-free.app", "ngrok.dev", "ngrok-free.dev", "trycloudflare.com", "loca.lt",
    "natappfree.cc", "cpolar.cn", "cpolar.top", "vicp.fun", "vicp.net", "zicp.vip", "gnway.cc", "nat123.net",
})  # fmt: skip

_TEST = frozenset({
    "demo", "demos", "test", "tests", "testing", "staging", "stage", "dev", "develop", "uat", "preview", "sandbox",
    "beta", "yanshi", "ceshi", "moban", "muban", "template", "templates", "sit", "pre",
})  # fmt: skip
_SHOWN = frozenset({
    "demo", "demos", "template", "templates", "moban", "muban", "yanshi", "preview", "theme", "themes", "sample",
    "samples", "example", "examples", "showcase",
})  # fmt: skip
_NUMBERED = re.compile(r"\d{1,3}\Z")
_INSIDE = ("localhost", "local", "lan", "internal", "intranet")
_USUAL_PORTS = frozenset({None, 80, 443})
# Not ``is_private``: ranges for documentation are private by the book, and nobody's inside.
_NETWORKS = tuple(map(ipaddress.ip_network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")))


def showroom(host: str) -> str:
    """The provider's suffix that a host stands under; empty when it is under none. The suffix itself is its own."""
    name = host.partition(".")[2]
    while name:
        if name in SHOWROOMS:
            return name
        name = name.partition(".")[2]
    return ""


def test_label(host: str, registrable: str) -> str:
    """The label before the registrable part that calls the host a test (``demo2``, ``gov-demo``); empty without one.

    What stands in the registrable part was bought as a name, not given to a machine.
    """
    before = host.removesuffix(registrable).rstrip(".")
    for label in before.split("."):
        for part in label.split("-"):
            if _NUMBERED.sub("", part) in _TEST:
                return label
    return ""


def test_path(url: str) -> str:
    """The segment of an address's path that calls what lies below it a showpiece; empty without one."""
    try:
        segments = urlsplit(url[:4096]).path.lower().split("/")[:-1]
    except ValueError:
        return ""
    return next((segment for segment in segments if _NUMBERED.sub("", segment) in _SHOWN), "")


def bare_port(url: str) -> str:
    """``host:port`` of an address that is on no usual port of an IP, or on a machine's inside name; empty otherwise."""
    try:
        parts = urlsplit(url[:4096])
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    if host.rpartition(".")[2] in _INSIDE:
        return host
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return ""
    if port not in _USUAL_PORTS:
        return f"{host}:{port}"
    inside = address.is_loopback or any(address.version == net.version and address in net for net in _NETWORKS)
    return host if inside else ""
