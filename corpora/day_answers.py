"""What the servers of the recorded day answer: the replay's ``answers.json`` and the files that it names."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Any

from corpora.ct_log import gzip_once
from corpora.day_cast import Member, bodies, cast
from corpora.day_disguises import disguise
from corpora.day_logos import banner, scales
from corpora.day_pages import official_page, plain_page, template_page

Answer = dict[str, Any]
Files = dict[str, bytes]

HTML = "text/html; charset=utf-8"
DEFAULT = "pages/default.html"
EMBLEM = "pages/emblem.png"
PACKAGE = "pages/package.bin"
BOMB = "pages/bomb.gz"
BOMB_MIB = 24
"""Decoded; more than any look takes."""
_IMAGE = re.compile(r'<img src="(/[^"]+)"')
# Documentation ranges (RFC 5737): the replay allows them, the network never would.
_NETWORKS = ("192.0.2.", "198.51.100.", "203.0.113.")


def answered() -> tuple[dict[str, Any], Files]:
    """The recording as the replay transport reads it, and its files by path."""
    files = _official_files()
    files[DEFAULT] = plain_page().encode()
    files[BOMB] = gzip_once(bytes(BOMB_MIB << 20))
    files[PACKAGE] = b"PK\x03\x04" + b"".join(hashlib.sha256(bytes([part])).digest() for part in range(64))
    files[EMBLEM] = scales()
    answers: list[Answer] = []
    for member in cast():
        answers += _of(member, files)
    default = {"url": ""} | _served(DEFAULT, "192.0.2.1")
    return {"default": default, "answers": answers}, files


def address_of(host: str) -> str:
    digest = hashlib.sha256(host.encode()).digest()
    return f"{_NETWORKS[digest[0] % 3]}{2 + digest[1] % 250}"


def _official_files() -> Files:
    files: Files = {}
    for host, body in bodies().items():
        files[f"official/{host}.html"] = official_page(body).encode()
        files[f"official/{host}.png"] = banner(host, body.facts["theme"])
    return files


def _of(member: Member, files: Files) -> Iterator[Answer]:
    trick = _TRICKS.get(member.kind)
    if trick:
        yield from trick(member)
        return
    path, encoding = _page(member, files)
    for url in _urls(member, member.paths):
        yield {"url": url} | _served(path, address_of(member.host), encoding=encoding)
    yield from _images(member, files, path)


def _page(member: Member, files: Files) -> tuple[str, str]:
    """Where the member's page stands, and its content encoding."""
    if member.kind == "official":
        return f"official/{member.of}.html", ""
    path = f"pages/{member.host}.html"
    if member.kind != "clone":
        files[path] = template_page(member).encode()
        return path, ""
    body = disguise(member.disguise, official_page(bodies()[member.of]), member.of)
    if member.disguise == "gzip":
        path, body = path + ".gz", gzip_once(body)
    files[path] = body
    return path, "gzip" if member.disguise == "gzip" else ""


def _images(member: Member, files: Files, page: str) -> Iterator[Answer]:
    packed = page.endswith(".gz")
    shown = ["/images/logo.png"] if packed else _IMAGE.findall(files[page].decode("utf-8", "replace"))
    for source in dict.fromkeys(shown):
        picture = f"official/{member.of}.png" if member.of else EMBLEM
        for url in _urls(member, (source,)):
            yield {"url": url} | _served(picture, address_of(member.host), kind="image/png")


def _fault(member: Member) -> Iterator[Answer]:
    for url in _urls(member, member.paths):
        yield {
            "url": url,
            "status": 0,
            "headers": [],
            "text": "",
            "address": address_of(member.host),
            "fault": member.fault,
        }


def _bomb(member: Member) -> Iterator[Answer]:
    for url in _urls(member, ("/",)):
        yield {"url": url} | _served(BOMB, address_of(member.host), encoding="gzip")


def _loop(member: Member) -> Iterator[Answer]:
    for scheme in ("https", "http"):
        yield _redirect(member, f"{scheme}://{member.host}/", "/index.php")
        yield _redirect(member, f"{scheme}://{member.host}/index.php", "/")


def _inside(member: Member) -> Iterator[Answer]:
    for url in _urls(member, ("/",)):
        yield _redirect(member, url, "http://169.254.169.254/latest/meta-data/")


def _endless(member: Member) -> Iterator[Answer]:
    for scheme in ("https", "http"):
        for step in range(40):
            here = "/" if step == 0 else f"/s/{step}"
            yield _redirect(member, f"{scheme}://{member.host}{here}", f"/s/{step + 1}")


def _onto_official(member: Member) -> Iterator[Answer]:
    for url in _urls(member, ("/",)):
        yield _redirect(member, url, f"https://{member.of}/")


def _download(member: Member) -> Iterator[Answer]:
    for url in _urls(member, ("/",)):
        answer = _served(PACKAGE, address_of(member.host), kind="application/octet-stream")
        answer["headers"].append(["Content-Disposition", 'attachment; filename="zwfw.apk"'])
        yield {"url": url} | answer


_TRICKS = {
    "fault": _fault,
    "bomb": _bomb,
    "loop": _loop,
    "inside": _inside,
    "endless": _endless,
    "redirect": _onto_official,
    "download": _download,
}


def _urls(member: Member, paths: tuple[str, ...]) -> Iterator[str]:
    for scheme in ("https", "http"):
        for path in paths:
            yield f"{scheme}://{member.host}{path}"


def _served(path: str, address: str, kind: str = "", encoding: str = "") -> Answer:
    # A GBK page names its encoding in the page alone, as old servers leave it.
    sent = kind or ("text/html" if path == "pages/gb.cyxx.example.html" else HTML)
    headers = [["Content-Type", sent], ["Server", "nginx"]]
    if encoding:
        headers.append(["Content-Encoding", encoding])
    return {"status": 200, "headers": headers, "file": path, "address": address, "fault": None}


def _redirect(member: Member, url: str, target: str) -> Answer:
    headers = [["Location", target], ["Server", "nginx"]]
    return {
        "url": url,
        "status": 302,
        "headers": headers,
        "text": "",
        "address": address_of(member.host),
        "fault": None,
    }
