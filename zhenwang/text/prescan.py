"""Which charset a page declares in its markup, read as browsers read it.

The prescan of the HTML standard ("prescan a byte stream to determine its encoding") and the labels of the Encoding
standard. Browsers stop at 1,024 bytes, but change the encoding when a tag further down is parsed; here both are one.
"""

from __future__ import annotations

import re

WINDOW = 65_536

_TAG = re.compile(rb"<(?:(!--)|(meta)(?=[\t\n\f\r /])|(/?[a-z])|([!/?]))", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    rb"(?<![\t\n\f\r /])[\t\n\f\r /]*+(?:(?P<end>>)|(?P<name>[^\t\n\f\r />][^\t\n\f\r />=]*+)"
    rb"(?P<value>[\t\n\f\r ]*+=[\t\n\f\r ]*+"
    rb"(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'|(?P<bare>[^\t\n\f\r >\"'][^\t\n\f\r >]*+)|(?=>)))?)"
)
_OPEN_QUOTE = re.compile(rb"(?<![\t\n\f\r ])[\t\n\f\r ]*+=[\t\n\f\r ]*+[\"']")
_NAME_END = re.compile(rb"[\t\n\f\r >]")
_CHARSET = re.compile(
    rb"charset[\t\n\f\r ]*+=[\t\n\f\r ]*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\t\n\f\r ;\"'][^\t\n\f\r ;]*+))", re.IGNORECASE
)
_HEADER = re.compile(r"charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{1,40})", re.IGNORECASE | re.ASCII)

# Python codec, then the labels of the Encoding standard that mean it. Of the labels that browsers refuse (UTF-7,
# HZ, ISO-2022-CN and -KR) there is none.
_LABELS = """
utf-8: unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf8 x-unicode20utf8
gb18030: gbk chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 iso-ir-58 x-gbk cp936
big5hkscs: big5 big5-hkscs cn-big5 csbig5 x-x-big5
utf-16-le: utf-16 utf-16le csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff
utf-16-be: utf-16be unicodefffe
cp932: shift_jis shift-jis csshiftjis ms932 ms_kanji sjis windows-31j x-sjis
euc-jp: cseucpkdfmtjapanese x-euc-jp
iso2022-jp: iso-2022-jp csiso2022jp
cp949: euc-kr cseuckr csksc56011987 iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949
cp1252: windows-1252 x-cp1252 ansi_x3.4-1968 ascii us-ascii cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100
cp1252: iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 l1 latin1
iso8859-2: csisolatin2 iso-8859-2 iso-ir-101 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2
iso8859-3: csisolatin3 iso-8859-3 iso-ir-109 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3
iso8859-4: csisolatin4 iso-8859-4 iso-ir-110 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4
iso8859-5: csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso88595 iso_8859-5 iso_8859-5:1988
iso8859-6: arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6 iso-8859-6-e
iso8859-6: iso-8859-6-i iso-ir-127 iso88596 iso_8859-6
iso8859-7: csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 iso88597 iso_8859-7
iso8859-7: iso_8859-7:1987 sun_eu_greek
iso8859-8: csiso88598e csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-8859-8-i iso-ir-138 iso88598
iso8859-8: iso_8859-8 logical visual
iso8859-10: csisolatin6 iso-8859-10 iso-ir-157 iso885910 l6 latin6
iso8859-13: iso-8859-13 iso885913
iso8859-14: iso-8859-14 iso885914
iso8859-15: csisolatin9 iso-8859-15 iso885915 iso_8859-15 l9
iso8859-16: iso-8859-16
cp866: 866 csibm866 ibm866
koi8-r: cskoi8r koi koi8 koi8_r
koi8-u: koi8-ru
mac-roman: csmacintosh mac macintosh x-mac-roman
mac-cyrillic: x-mac-cyrillic x-mac-ukrainian
cp874: dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874
windows-1250: cp1250 x-cp1250
windows-1251: cp1251 x-cp1251
windows-1253: cp1253 x-cp1253
windows-1254: cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 l5 latin5 x-cp1254
windows-1255: cp1255 x-cp1255
windows-1256: cp1256 x-cp1256
windows-1257: cp1257 x-cp1257
windows-1258: cp1258 x-cp1258
"""
_CODECS = {
    label: codec
    for codec, _, labels in (line.partition(":") for line in _LABELS.strip().split("\n"))
    for label in (codec, *labels.split())
}
CODECS = tuple(sorted(set(_CODECS.values())))
"""Every Python codec that a page may be read with."""


def codec_of(label: str) -> str | None:
    """The Python codec that a label means; None for labels that no browser reads."""
    return _CODECS.get(label.strip("\t\n\f\r ").lower())


def header_codec(content_type: str) -> str | None:
    """What the ``Content-Type`` header declares."""
    found = _HEADER.search(content_type[:1000])
    return codec_of(found[1]) if found else None


def meta_codec(body: bytes) -> str | None:
    """What the first ``meta`` tag declares that declares a charset. UTF-16 means UTF-8 there: the tag could be read."""
    body = body[:WINDOW]
    place = 0
    while tag := _TAG.search(body, place):
        comment, meta, name, _ = tag.groups()
        if comment:
            place = body.find(b"-->", tag.start() + 2) + 3
            if place < 3:
                return None
            continue
        if not (meta or name):
            place = body.find(b">", tag.end()) + 1
            if not place:
                return None
            continue
        start = tag.end() if meta else _name_end(body, tag.end())
        attributes, place = _attributes(body, start)
        if place < 0:
            return None
        declared = _declared(attributes) if meta else None
        if declared:
            return "utf-8" if declared.startswith("utf-16") else declared
    return None


def _name_end(body: bytes, place: int) -> int:
    found = _NAME_END.search(body, place)
    return found.start() if found else len(body)


def _attributes(body: bytes, place: int) -> tuple[dict[bytes, bytes], int]:
    """The attributes of a tag, each as first given, and the place behind it; -1 when the tag does not end."""
    attributes: dict[bytes, bytes] = {}
    while found := _ATTRIBUTE.match(body, place):
        place = found.end()
        if found["end"]:
            return attributes, place
        if found["value"] is None and _OPEN_QUOTE.match(body, place):
            break
        value = found["double"] or found["single"] or found["bare"] or b""
        attributes.setdefault(found["name"].lower(), value)
    return attributes, -1


def _declared(attributes: dict[bytes, bytes]) -> str | None:
    if b"charset" in attributes:
        return codec_of(attributes[b"charset"].decode("latin-1"))
    if attributes.get(b"http-equiv", b"").lower() != b"content-type":
        return None
    found = _CHARSET.search(attributes.get(b"content", b""))
    return codec_of((found[1] or found[2] or found[3] or b"").decode("latin-1")) if found else None
