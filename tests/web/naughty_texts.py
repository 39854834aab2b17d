"""Texts that break programs which do not expect them. Each must come back character for character."""

from __future__ import annotations

NAUGHTY_TEXTS = (
    "", " ", "undefined", "null", "NULL", "None", "nil", "true", "-1", "1e400", "NaN", "Infinity", "0x0", "1/0",
    "--", "\\", "\\0", "\\u0000", "\\\\x00", "%00", "%s%n%d", "{0}", "{{7*7}}", "${7*7}", "#{7*7}", "<%= 7 %>",
    "$(id)", "`id`", "| id", "; id", "&& id", "../../../etc/passwd", "..\\..\\win.ini", "file:///etc/passwd",
    "' OR 1=1 --", "'; DROP TABLE reports; --", '" OR ""="', "1;SELECT pg_sleep(9)", "%' ESCAPE '", "*", "?",
    "[a-z]", "(?=", "a{99999}", "=1+1", "+1+1", "-1+1", "@SUM(1)", '=HYPERLINK("http://evil.example","x")',
    "\t=1+1", "\uff1d1+1", "=cmd|' /C calc'!A0", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>",
    "\"'><svg onload=alert(1)>", "javascript:alert(1)", "data:text/html,<script>x</script>",
    "</textarea><script>x</script>", "<!--", "]]>", "<![CDATA[", "&lt;b&gt;", "&#0;",
    "<?xml version='1.0'?><!DOCTYPE x>", "\x00", "a\x00b", "\x01\x02\x03\x04\x05\x06\x07\x08",
    "\x0b\x0c\x0e\x1f\x7f", "\x80\x85\x9f", "\r", "\r\n", "\n\n\n", "\t", "\x1b[31mred\x1b[0m",
    "\x1b]0;title\x07", "line\nSet-Cookie: a=b", "a\r\n\r\nHTTP/1.1 200 OK", "\u2028\u2029", "\ufeff",
    "\ufeffa", "a\ufeff", "\ufffe", "\uffff", "\ufffd", "\U0001fffe", "\U0010ffff", "\u00ad",
    "\u200b\u200c\u200d", "\u2060", "\u202emoc.live\u202c", "\u2066x\u2069", "\u061c", "\u180e", "\u3164",
    "\u115f", "e\u0301", "\u00e9", "\u212b", "\uff21", "Z\u0351\u036b\u0343a\u0322l\u0337g\u0337o\u0321",
    "\u0e49" * 60, "\u1100\u1161\u11a8", "\ud55c", "湖北省人民政府", "青柳市人民政府。", "㐂㐄㐌", "𠀀𠂊𡃁",
    "\U00030000", "艹\ue000", "𝕘𝕠𝕧", "①②⑦", "ｇｏｖ．ｃｎ", "𝟙𝟚", "☺", "👩‍👩‍👧‍👦", "🇨🇳",
    "🏴\U000e0067\U000e0062\U000e007f", "👍🏿", "مرحبا", "שלום", "हिन्दी", "ไทย", "İıſK", "ß", "ﬀ", "Ǆ", "ǰ",
    "ΐ", "\u0345", "CON", "aux.txt", "nul", ".", "..", "~", "C:\\", "\\\\?\\C:\\", "a" * 200, "中" * 200,
    "👍" * 200, "\u202e" * 200, "42010119900101123X", "13800000000", "6222020000000000000",
    "zhenwang_" + "A" * 43, "Bearer x", "Authorization: Bearer x", "{\"a\":1}", "[]", "\"", "'",
    "\u2018\u2019\u201c\u201d", "「」『』", "\U0001f600", "0", "00", "٣", "²", "½",
)  # fmt: skip
TORN = ("\ud800", "a\udfffb", "\ud83d", "\ude00\ud83d")
"""Half characters: no JSON of ours and no form can hold one, but a program's own call can."""
