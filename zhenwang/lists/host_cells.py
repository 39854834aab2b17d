"""Cells that should hold a host: addresses as people type them, several in one cell, afterthoughts behind."""

from __future__ import annotations

import re
import unicodedata

from zhenwang.domain.hosts import NotAHost
from zhenwang.domain.site import Status
from zhenwang.lists.cells import INVISIBLE, read_host
from zhenwang.lists.mending import Mended, status_of
from zhenwang.text.characters import HAN

MAX_HOSTS = 50
MAX_LENGTH = 2_048

_AS_IT_SHOULD_BE = re.compile(r"(?:https?://)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)/?\Z")
_SCHEME = re.compile(r"(?:h{1,3}t{1,3}ps?)\s*[:;.]?\s*[/\\]+\s*", re.IGNORECASE)
_RIGHT_SCHEME = re.compile(r"https?://(?!\s)", re.IGNORECASE)
_BRACKETED = re.compile(r"[(（\[【]([^()（）\[\]【】]{1,80})[)）\]】]")
_HAN_WORD = re.compile(f"[{HAN}]")
_LABEL = re.compile(r"\A[^\s:/.]{1,8}[:：]\s*(?=[\w\\/]*[.:])(?!//)")
_SEPARATORS = re.compile(r"(?:[\s,、|]|;(?!jsessionid))+|(?<=[^\s])(?=https?://)", re.IGNORECASE)
_JOINER = re.compile(r"\A(?:和|或|及|与|、|and|or)\Z")
_PORT = re.compile(r":[0-9]{1,5}(?=[/?#]|\Z)")
_TAIL = re.compile(r"[^/]/+[^/]")
_ADDRESS = re.compile(
    r"\A(?:https?://)?(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?::[0-9]{1,5})?(?:[/?#].*)?\Z|\A(?:https?://)?\[[0-9a-f:.]+\]"
)
_HOME_PAGE = re.compile(r"/(?:index|default|home|main)\.(?:s?html?|jspx?|aspx?|php|do)\Z", re.IGNORECASE)
_INTERPUNCTS = str.maketrans("·。．｡・", ".....")


def mend_hosts(text: str) -> Mended:
    """The hosts of a cell as it came, the first as ``text`` and the rest as ``further``, in their final form.

    What is no host stays as it stands, for the row's reader to refuse; an IP address too (``is_address``).
    """
    plain = text.strip(" \t\r\n")
    if right := _AS_IT_SHOULD_BE.match(plain):
        return Mended(right[1])
    if len(plain) > MAX_LENGTH:
        return Mended(plain)
    reasons: list[str] = []
    seen = _visible(plain, reasons)
    seen, note, status = _without_afterthought(seen, reasons)
    seen = _with_scheme(seen, reasons)
    found: list[str] = []
    for part in [part for part in _SEPARATORS.split(seen) if part and not _JOINER.match(part)][:MAX_HOSTS]:
        found.append(_one_host(part, reasons))
    hosts = [part for part in found if not isinstance(read_host(part), NotAHost)]
    strays = [part for part in found if part not in hosts and not is_address(part)]
    if any(re.search("[A-Za-z0-9]", part) and not _HAN_WORD.search(part) for part in strays):
        # A host amid other code or text that is no word of a list: whose it is cannot be known.
        return Mended(seen, tuple(dict.fromkeys(reasons)), (), note, status)
    if hosts and strays:
        reasons.append(f"{', '.join(repr(part[:40]) for part in strays[:5])} is no host")
        note = "; ".join(part for part in (note, *strays[:5]) if part)
    first, *rest = hosts or ([seen] if len(found) != 1 else found)
    further = tuple(dict.fromkeys(host for host in rest if host != first))
    if further:
        reasons.append(f"{1 + len(further)} addresses in one cell: the first is the site's, the others further hosts")
    return Mended(first, tuple(dict.fromkeys(reasons)), further, note, status)


def names_a_host(text: str) -> bool:
    """Whether a cell gives a host name or its URL and nothing else."""
    return bool(_AS_IT_SHOULD_BE.match(text.strip().lower()) or _RIGHT_SCHEME.match(text.strip())) and not isinstance(
        read_host(text), NotAHost
    )


def is_address(text: str) -> bool:
    """Whether a cell gives an IP address instead of a host name."""
    return bool(_ADDRESS.match(unicodedata.normalize("NFKC", text).strip().lower()))


def _visible(text: str, reasons: list[str]) -> str:
    seen = INVISIBLE.sub("", text)
    if seen != text:
        reasons.append("invisible characters removed")
    if text[:2] == '="' and seen[-1:] == '"':
        seen = seen[2:-1]
        reasons.append('written ="…" to keep a spreadsheet from changing it')
    dotted = seen.translate(_INTERPUNCTS)
    if dotted != seen:
        reasons.append("a printed dot (· 。) stands for the dot")
    wide = unicodedata.normalize("NFKC", dotted)
    if wide != dotted:
        blanks = wide.replace(" ", "") == "".join(dotted.split()).replace(" ", "")
        reasons.append("odd blanks removed" if blanks else "full-width characters made ordinary")
    return wide.strip().strip("'\"<>")


def _without_afterthought(text: str, reasons: list[str]) -> tuple[str, str, Status | None]:
    # Words in brackets, or brackets at the end; what stands inside a path is part of it.
    matches = [found for found in _BRACKETED.finditer(text) if _HAN_WORD.search(found[1]) or found.end() == len(text)]
    found = [match[1].strip() for match in matches if not re.fullmatch("[0-9a-f:.]+", match[1])]
    status = next((status for word in found if (status := status_of(word)) is not None), None)
    for word in found:
        text = re.sub(r"[(（\[【]" + re.escape(word) + r"\s*[)）\]】]", " ", text)
        means = f": the site counts as {status}" if status_of(word) else ""
        reasons.append(f"'{word}' is an afterthought, no part of the address{means}")
    return text.strip(), "; ".join(found), status if status is not Status.ACTIVE else None


def _with_scheme(text: str, reasons: list[str]) -> str:
    unlabelled = _LABEL.sub("", text) if not _SCHEME.match(text) else text
    if unlabelled != text:
        reasons.append("the words before the address are no part of it")
    right = re.sub(r"(?:https?://){2,}", "http://", _SCHEME.sub(_proper, unlabelled), flags=re.IGNORECASE)
    if right != unlabelled:
        reasons.append("the http:// was misspelt")
    return right


def _proper(found: re.Match[str]) -> str:
    written = found[0]
    if _RIGHT_SCHEME.fullmatch(written):
        return written
    return "https://" if "s" in written.lower() else "http://"


def _one_host(part: str, reasons: list[str]) -> str:
    """One address as a host, if it is one; what was cut off is told."""
    host = read_host(part)
    if isinstance(host, NotAHost):
        return part
    rest = _HOME_PAGE.sub("", _RIGHT_SCHEME.sub("", part))
    name = re.split("[/?#:]", rest, maxsplit=1)[0]
    if name != name.lower():
        reasons.append("host names are written in small letters")
    if _PORT.search(rest):
        reasons.append("the port is no part of a host")
    if _TAIL.search(rest) or "?" in rest or "#" in rest:
        reasons.append("the path is no part of a host: the whole host counts as the site's")
    return host.ascii
