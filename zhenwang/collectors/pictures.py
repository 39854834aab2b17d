"""The few pictures of a page that say whom it claims to be, fetched under the same guard."""

from __future__ import annotations

from base64 import b64decode
from dataclasses import replace

from zhenwang.collectors.client import GuardedClient
from zhenwang.collectors.limits import MIB
from zhenwang.collectors.references import References, Wanted, resolve
from zhenwang.collectors.urls import Target
from zhenwang.domain.look import Gap, Picture

PICTURE_BYTES = MIB
_SHOWN_ADDRESS = 64
SECONDS = 10.0
"""For all pictures of a page together."""

# First bytes of what a browser shows as a picture (WHATWG MIME Sniffing, section 6.1).
_SIGNATURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"BM", b"\x00\x00\x01\x00")


def fetch_pictures(
    references: References, here: Target, client: GuardedClient
) -> tuple[tuple[Picture, ...], tuple[Gap, ...]]:
    """The pictures that could be had, and a gap of kind ``picture`` for each that the page names and that could not."""
    pictures: list[Picture] = []
    gaps: list[Gap] = []
    until = client.clock() + SECONDS
    for wanted in references.pictures:
        got = _fetch(wanted, references, here, client, until - client.clock())
        if isinstance(got, Picture):
            pictures.append(got)
        elif wanted.named:
            gaps.append(Gap("picture", f"页面图片 {wanted.reference[:120]} 未取得：{got}"))
    return tuple(pictures), tuple(gaps)


def _fetch(
    wanted: Wanted, references: References, here: Target, client: GuardedClient, seconds: float
) -> Picture | str:
    """The picture, or why there is none."""
    if wanted.reference[:5].lower() == "data:":
        return _embedded(wanted)
    target = resolve(wanted.reference, references, here, client.ports)
    if not isinstance(target, Target):
        return target.reason
    if seconds <= 0:
        return "取图时间已用完"
    limits = replace(
        client.limits, decoded=PICTURE_BYTES, raw=PICTURE_BYTES, deadline=min(seconds, client.limits.deadline)
    )
    fetched = client.fetch(target.text, limits)
    lost = next((gap.detail for gap in fetched.gaps if gap.kind != "tls" or not fetched.status), "")
    if lost or fetched.status != 200:
        return lost or f"应答状态 {fetched.status}"
    if not is_picture(fetched.body):
        return "内容不是图片"
    return Picture(fetched.final_url, wanted.role, fetched.body)


def _embedded(wanted: Wanted) -> Picture | str:
    """A picture whose bytes stand in its address; no socket is opened."""
    try:
        body = b64decode(wanted.reference.partition(",")[2])
    except ValueError:
        return "内嵌数据不是 base64"
    if not is_picture(body):
        return "内容不是图片"
    return Picture(wanted.reference[:_SHOWN_ADDRESS], wanted.role, body)


def is_picture(body: bytes) -> bool:
    """Whether the first bytes are those of a picture format; what the server calls it does not count."""
    webp = body[:4] == b"RIFF" and body[8:12] == b"WEBP"
    return webp or body.startswith(_SIGNATURES) or b"<svg" in body[:1024].lower()
