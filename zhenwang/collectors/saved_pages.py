"""Saved pages in a visit's place: a page somebody kept as a file, with its logo and icon beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from zhenwang.collectors.pictures import PICTURE_BYTES
from zhenwang.domain.hosts import host_of
from zhenwang.domain.look import Gap, Look, Picture
from zhenwang.pages.markup import MAX_BYTES
from zhenwang.reading.in_process import read

MAX_PAGES = 20_000
MAX_LOGOS = 6
# What browsers write on top of a page that they save.
_SAVED_FROM = re.compile(rb"<!--\s?saved from url=\(\d{1,6}\)(https?://[^\s>]{1,2000})")


def saved_pages(folder: Path) -> list[Path]:
    """The pages of a folder (``*.html``, ``*.htm``) in order of their names, at most ``MAX_PAGES``."""
    return sorted(path for path in folder.iterdir() if path.suffix.lower() in (".html", ".htm"))[:MAX_PAGES]


def host_named(path: Path) -> str:
    """The host that a saved page's name begins with: ``www.a.gov.cn.html`` or ``www.a.gov.cn__home.html``."""
    return path.stem.partition("__")[0].lower()


def saved_look(path: Path, host: str, at: datetime) -> Look:
    """A saved page as what a visit to ``host`` at ``at`` would have brought back, read already.

    The address is the one that a browser noted on top of the page, else the host's front page. ``NAME*.png`` beside it
    are its logos, ``NAME.ico`` its icon. A file that cannot be read is a gap.
    """
    front = f"https://{host}/"
    try:
        with path.open("rb") as file:
            body = file.read(MAX_BYTES + 1)
        pictures = tuple(_pictures(path, front))
    except OSError as error:
        return Look(host, front, at, gaps=(Gap("file", f"无法读取 {path.name}：{error.strerror}"),))
    noted = _SAVED_FROM.search(body[:4_096])
    url = noted[1].decode("ascii", "replace") if noted else front
    headers = (("content-type", "text/html"),)
    return read(Look(host, front, at, url if host_of(url) else front, 200, headers, body, (), pictures))


def _pictures(path: Path, front: str) -> Iterator[Picture]:
    for logo in sorted(path.parent.glob(f"{_literally(path.stem)}*.png"))[:MAX_LOGOS]:
        yield Picture(f"{front}{logo.name}", "logo", _beginning(logo))
    icon = path.with_suffix(".ico")
    if icon.is_file():
        yield Picture(f"{front}favicon.ico", "icon", _beginning(icon))


def _beginning(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(PICTURE_BYTES)


def _literally(stem: str) -> str:
    return re.sub(r"([*?[])", r"[\1]", stem)
