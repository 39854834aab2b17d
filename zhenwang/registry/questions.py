"""One question, whatever it is asked by: a host, a mark or a name, and the official sites that answer it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from zhenwang.domain.hosts import Host, host_of, parse_host
from zhenwang.domain.registry import OfficialSite, Registry, icp_subject
from zhenwang.registry.code_shapes import meant_as_code
from zhenwang.registry.hostless import Bearer, Hostless
from zhenwang.registry.printed_marks import read_mark
from zhenwang.registry.search import Hit, How, search
from zhenwang.registry.standing import Standing, address_of, standing

MAX_ANSWERS = 200
_LOOSE = frozenset({How.PART, How.LATIN})
"""Of names that only contain the text, and of those that are spelt so, none is closer than another."""
_AROUND = " \t\r\n　“”\"'《》<>"


@dataclass(frozen=True, slots=True)
class Answer:
    """``kind`` is ``host``, ``name`` or a kind of mark; ``value`` the question in normal form.

    ``sites`` come closest first, ``how`` says of each in what way it is meant: ``owner``, ``last_site``,
    ``registrant``, ``holder``, ``same_subject`` (another number of one ICP subject) or a ``search.How``. ``standing``
    is a host's. ``bearers`` were seen with the mark on hosts that nobody knows. ``more`` says that further sites bear
    the name and only the first ``MAX_ANSWERS`` stand here.
    """

    kind: str
    value: str
    sites: tuple[OfficialSite, ...] = ()
    how: tuple[str, ...] = ()
    standing: Standing | None = None
    bearers: tuple[Bearer, ...] = ()
    more: bool = False


def ask(
    registry: Registry,
    text: str,
    hostless: Hostless | None = None,
    home: Callable[[OfficialSite], bool] | None = None,
) -> Answer:
    """Answer a host, a URL, a mark in any printed form, or a name of any kind. Never raises; nobody is an answer.

    Of sites that are equally close those for which ``home`` is true come first.
    """
    asked = text.strip(_AROUND).replace("：//", "://", 1)
    mark = read_mark(asked)
    if mark and "://" not in asked[:32]:
        return _of_mark(registry, hostless or Hostless(), *mark)
    if (host := _host_in(asked)) and (found := _of_host(registry, host)).sites:
        return found
    if mark:
        return _of_mark(registry, hostless or Hostless(), *mark)
    hits = _in_order(search(registry, asked), home)
    if host and not hits:
        return found
    if not hits and (code := meant_as_code(asked)):
        return Answer("site_code", code)
    shown, more = hits[:MAX_ANSWERS], len(hits) > MAX_ANSWERS
    return Answer("name", asked, tuple(hit.site for hit in shown), tuple(hit.how.value for hit in shown), more=more)


def _in_order(hits: Iterable[Hit], home: Callable[[OfficialSite], bool] | None) -> list[Hit]:
    """All that was found: what is cut off before it was put in order may be what was meant."""
    if home is None:
        return list(hits)
    return sorted(hits, key=lambda hit: (hit.how is How.PART, hit.how in _LOOSE and not home(hit.site)))


def _host_in(text: str) -> str:
    """The host of a URL or of a text that may be one; an IP address as it stands; empty for anything else."""
    if "://" in text[:32]:
        return host_of(text)
    if any(character.isspace() for character in text):
        return ""
    named = host_of(f"//{text}")
    parsed = parse_host(named)
    return parsed.ascii if isinstance(parsed, Host) else address_of(named)


def _of_host(registry: Registry, host: str) -> Answer:
    found = standing(registry, host)
    how = {"retired": "last_site", "same_registrant": "registrant"}.get(found.word, "owner")
    return Answer("host", host, (found.site,), (how,), found) if found.site else Answer("host", host, standing=found)


def _of_mark(registry: Registry, hostless: Hostless, kind: str, value: str) -> Answer:
    holders = registry.holders(kind, value)
    others = registry.subject_holders(value) if kind == "icp" else ()
    how = {site.id: "same_subject" for site in others} | {site.id: "holder" for site in holders}
    sites = (*holders, *(site for site in others if site not in holders))
    shown = icp_subject(value) if others and not holders else value
    return Answer(kind, shown, sites, tuple(how[site.id] for site in sites), bearers=hostless.of(kind, value))
