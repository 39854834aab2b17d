"""Which characters the bytes of a page stand for, when header, meta tag and bytes disagree.

A byte order mark decides (WHATWG Encoding, "decode"); a body that is valid UTF-8 beats any label; otherwise the label
is taken unless another Chinese encoding reads clearly more like Chinese. ``gb2312`` and ``gbk`` mean GB18030, as in
browsers. What browsers refuse (UTF-7, HZ) is refused.
"""

from __future__ import annotations

import codecs

from zhenwang.text.prescan import header_codec, meta_codec

SAMPLE = 65_536
_MARGIN = 0.05  # how much more common Chinese a rival must show before it overrules the label

_READS_CHINESE = 0.2  # of the characters beyond ASCII; any Chinese page has more, anything else read as Chinese less
_WIDE = ("utf-16-le", "utf-16-be")  # only the header can declare these: a meta tag could not have been read

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (b"\x84\x31\x95\x33", "gb18030"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Frequent in any Chinese page, half of them frequent in government pages, in both scripts.
_COMMON = frozenset(
    "的一是在不有和人我他这這中大来來上个個国國们們为為到说說时時要就出会會可也你对對生能而子那得于於着下自之年发發后後作里"
    "用道行所然家种種事成方多经經么麼去法学學如都同现現当當没沒动動面起看定天分还還进進好小部其些主样樣理心她本前开開但因只从從"
    "政府网網站省市县縣区區信息公务務办辦机機关關新闻聞通知管服局厅廳委员員会會首页頁日月第条條位业業单單安全地"
)


def decode(body: bytes, content_type: str = "") -> tuple[str, str]:
    """Text of a page and the name of the charset it was read in (a Python codec name). Never raises.

    Bytes that the charset does not know become U+FFFD. ``content_type`` is the HTTP header as served, or empty.
    """
    for mark, charset in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(charset, "replace"), charset
    charset = _unmarked(body, content_type)
    return body.decode(charset, "replace"), charset


def labels(body: bytes, content_type: str = "") -> tuple[str, ...]:
    """The charsets that the header and the markup declare, as Python codec names, the header's first."""
    declared = (header_codec(content_type), meta_codec(body))
    return tuple(dict.fromkeys(codec for codec in declared if codec))


def _unmarked(body: bytes, content_type: str) -> str:
    sample = body[:SAMPLE]
    wide = _utf16(sample)
    if wide:
        return wide
    declared = labels(body, content_type)
    named = tuple(name for name in declared if name not in _WIDE)
    if declared != named and _plausible(sample, declared[0]) > _READS_CHINESE:
        return declared[0]
    if sample.isascii() and body.isascii():
        return named[0] if named else "utf-8"
    if _is_utf8(body):
        return "utf-8"
    return _best(sample[_first_high(sample) :] if not sample.isascii() else body[_first_high(body) :][:SAMPLE], named)


def _best(sample: bytes, named: tuple[str, ...]) -> str:
    rivals = [name for name in ("gb18030", "big5hkscs", "utf-8") if name not in named]
    favourite = max(named, key=lambda name: _plausible(sample, name), default="gb18030")
    held = _plausible(sample, favourite)
    for rival in rivals:
        score = _plausible(sample, rival)
        if score > held + _MARGIN:
            favourite, held = rival, score
    # Neither labelled nor Chinese: what browsers fall back to knows every byte.
    return favourite if named or held >= 0 else "cp1252"


def _plausible(sample: bytes, charset: str) -> float:
    """Share of common Chinese among the characters beyond ASCII, less twice the share that could not be read."""
    beyond = [char for char in sample.decode(charset, "replace") if char > "\x7f"]
    if not beyond:
        return 0.0
    return (sum(char in _COMMON for char in beyond) - 2 * beyond.count("�")) / len(beyond)


def _is_utf8(body: bytes) -> bool:
    # An incremental decoder does not mind a last character cut in two: bodies are cut at a size limit.
    try:
        codecs.getincrementaldecoder("utf-8")("strict").decode(body, final=False)
    except UnicodeDecodeError:
        return False
    return True


def _utf16(sample: bytes) -> str | None:
    """UTF-16 without a mark shows as NULs in the other half of its ASCII; a label alone is not enough."""
    head = sample[:512]
    if len(head) < 4 or b"\0" not in head:
        return None
    low, high = head[0::2].count(0), head[1::2].count(0)
    charset = "utf-16-le" if high > low else "utf-16-be"
    clear = max(low, high) > 4 * min(low, high)
    many = max(low, high) > len(head) // 2 * 0.2
    return charset if clear and (many or _plausible(sample, charset) > _READS_CHINESE) else None


def _first_high(body: bytes) -> int:
    return next((place for place, byte in enumerate(body) if byte > 0x7F), 0)
