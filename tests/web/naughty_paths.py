"""Where somebody might want a browser to be sent after signing in (W9)."""

from __future__ import annotations

HOSTS = (
    "evil.example",
    "evil.example:80",
    "user@evil.example",
    "127.0.0.1.evil.example",
    "[::1]",
    "EVIL.EXAMPLE",
    "2130706433",
)
BEFORE = (
    "//", "///", "////", "\\\\", "/\\", "\\/", "/\\/", "\\", "http://", "https://", "HTTP://",
    "http:", "https:/", "http:\\\\", "ftp://", "ws://", "\t//", " //", "\n//", "/\t/", "/\n/", "/\r/",
    "\x00//", "\u200b//", "/\u2028/", "%0a//", "//%09/", "/%5c/",
    "\uff0f\uff0f", "/\uff0f", "\u2044\u2044", "x://", "://", ":", "//\u3002",
)  # fmt: skip
AFTER = ("", "/", "/queue", "?x=1", "#x", "/%2e%2e/", "/..//", "\\@127.0.0.1")
OTHER = (
    "", " ", ".", "..", "evil", "javascript:alert(1)", "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)", "\x01javascript:x",
    "data:text/html,<script>x</script>", "data:,x", "vbscript:x", "blob:x", "about:blank",
    "file:///etc/passwd", "mailto:x",
    "view-source:x", "?back=//evil.example", "#//evil.example", "queue", "./queue", "../queue",
    "湖北", "/湖北", "/" + "a" * 2000,
    "/a\nSet-Cookie: x=1", "/a\r\nLocation: //evil", "/\x7f", "/\ud800", "/a\\b",
)  # fmt: skip
NAUGHTY = (*(before + host + after for before in BEFORE for host in HOSTS for after in AFTER), *OTHER)
