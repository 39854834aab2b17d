"""``zhenwang check`` and ``zhenwang registry show``: questions to the registry, answered offline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from zhenwang import registry_in_use
from zhenwang.cli.output import err, fail, out, print_json
from zhenwang.cli.registry_entry import Entry, entry_of, print_entry, print_line
from zhenwang.domain.exemption import PERMANENT
from zhenwang.domain.hosts import Host, host_of, parse_host
from zhenwang.domain.registry import Registry
from zhenwang.registry.standing import Standing, address_of, standing
from zhenwang.settings import Settings

if TYPE_CHECKING:  # what asks by name and by mark is imported by ``show`` alone: ``check`` answers sooner
    from zhenwang.cli.nearest_sites import Nearest
    from zhenwang.registry.codes import CodeJudgement
    from zhenwang.registry.questions import Answer
    from zhenwang.store.opening import Store

WHOLE = 3  # entries shown in full; more are listed line by line
LISTED = 50
MAX_SHOWN = 200  # characters of a question that an answer repeats

_LOOSE = frozenset({"part", "latin"})
_INSTEAD = "Give a whole host such as www.hubei.gov.cn; names and numbers are asked with: zhenwang registry show"

_Json = Annotated[bool, Parameter(name="--json", negative=())]

_WORDS = {
    "official": "official: in the registry of protected sites",
    "neighbour": "neighbour: a genuine site that is not a subject of art. 31",
    "exempt": "exempt: a person said that it is not to be put forward",
    "retired": "retired: was official and is no more; whoever registers it inherits its visitors",
    "case": "a known case",
    "same_registrant": "not listed itself, but stands under an official registrable name",
    "unknown": "unknown: not in the registry, which does not make it a fake",
}
_WHAT = {"site_code": "site code", "icp": "ICP number", "psb": "公安备案 number", "conac": "CONAC id"}


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was asked for: as an A-label host or an address, and as people read it."""

    ascii: str
    unicode: str


def check_host(
    host: str,
    /,
    *,
    registry: Annotated[list[Path] | None, Parameter(negative=())] = None,
    jurisdiction: str = "",
    as_json: _Json = False,
) -> None:
    """Say whether a host is official, a neighbour, exempt, retired, a known case, or unknown. No network is used.

    Of an unknown host the nearest official sites are named, three at most, with what in its name speaks for each.
    ``same_registrant`` is a host that nobody lists under a name that belongs to an official site. For marks and names:
    ``zhenwang registry show``. The exit code is 0 whatever the answer (scripts read ``standing`` with --json), and 2
    for what is no host.

        zhenwang check www.hubei.gov.cn

        zhenwang check https://rst.hubei.gov.cn/a.html --json

        zhenwang check www-hubei-gov-cn.example.com

    Parameters
    ----------
    host
        A host name or URL.
    registry
        CSV file of official sites to ask instead of the registry in use. May be given several times.
    jurisdiction
        Jurisdiction pack whose list is asked: an id, or a file ending in .toml. See docs/jurisdictions.md.
    as_json
        Print the answer as JSON.
    """
    from zhenwang.store import cases

    settings, asked = Settings(), _asked_host(host)
    other = _other_list(settings, registry or (), jurisdiction)
    with registry_in_use.found_store(settings) as store:
        listed = other or registry_in_use.load(settings, store)
        known = cases.of_host(store, asked.ascii) if store else None
    found = standing(listed, asked.ascii, listed.day(datetime.now(UTC)))
    # What is known of a host that nobody lists goes before whose name it stands under.
    word = "case" if known and found.word in {"same_registrant", "unknown"} else found.word
    answer = {
        "host": asked.ascii,
        "standing": word,
        "site": asdict(found.site) if found.site else None,
        "role": asdict(found.role) if found.role else None,
        "retired": asdict(found.retired) if found.retired else None,
        "exemption": asdict(found.exemption) if found.exemption else None,
        "case": known.id if known else None,
        "registry": listed.version,
    }
    nearest = _nearest(asked, listed) if found.word == "unknown" else None
    if as_json:
        print_json(answer | {"nearest": nearest.as_json() if nearest else []})
        return
    out.print(f"{asked.unicode}: {_WORDS[word]}", markup=False)
    if known:
        out.print(f"  {'case':12} {known.id}", markup=False)
    _print_standing(found)
    if found.site:
        print_entry(Entry(found.site))
    if nearest:
        nearest.print()


def _nearest(asked: _Asked, listed: Registry) -> Nearest | None:
    """Whom an unknown host resembles; None for an address, which resembles nobody."""
    from zhenwang.cli.nearest_sites import Nearest  # the name index is built for those alone that need it

    host = parse_host(asked.ascii)
    return Nearest.of(host, listed) if isinstance(host, Host) else None


def _other_list(settings: Settings, files: Sequence[Path], jurisdiction: str) -> Registry | None:
    """None when the registry in use is meant."""
    if not files and jurisdiction in ("", settings.jurisdiction):
        return None
    from zhenwang.cli.jurisdiction import registry_of

    return registry_of(settings, files, jurisdiction)


def show(what: str, /, *, host: str = "", icp: str = "", psb: str = "", as_json: _Json = False) -> None:
    """Show what the registry knows: names, hosts, marks and who else may show them, look-alikes, conflicts, history.

    Asks by whatever you have. Whoever bears the name itself is shown whole; of more than three entries, and of names
    that only contain it, there is a list to choose from, Hubei first. Exit code 1: nobody was found.

        zhenwang registry show rst.hubei.gov.cn

        zhenwang registry show 鄂ICP备05011090号-1

        zhenwang registry show 湖北省人社厅

    A site code is judged as well: whose it is, or what is wrong with it. Say where it was seen to learn whether it was
    copied there.

        zhenwang registry show 1100000159 --host www.example.cn --icp 冀ICP备12345678号

    Parameters
    ----------
    what
        A host, a URL, a site code, an ICP or 公安备案 number, a CONAC id, or a name: full, short, former, English,
        or in Latin letters (hbrst).
    host
        With a site code: the host or URL of the page that shows it.
    icp
        With a site code: the ICP number on the same page.
    psb
        With a site code: the 公安备案 number on the same page.
    as_json
        Print the entries as JSON.
    """
    from zhenwang.cli.registry_codes import Beside, judged, known_bearers
    from zhenwang.registry.questions import ask
    from zhenwang.rules.articles import at_home

    settings = Settings()
    beside = Beside(_asked_host(host).ascii if host else "", icp, psb)
    pack = registry_in_use.load_pack(settings)
    bearers = known_bearers(pack)
    with registry_in_use.found_store(settings) as store:
        registry = registry_in_use.load(settings, store)
        answer = ask(registry, what, bearers, lambda site: at_home(site, registry.jurisdiction))
        code = judged(pack, registry, answer, bearers, beside)
        whole = answer.sites[: _whole(answer)]
        entries = [_entry(registry, store, site.id) for site in whole]
    if as_json:
        print_json(_as_json(registry, answer, entries, code))
    else:
        _print(answer, entries, code)
    if not (answer.sites or answer.bearers or (answer.standing and answer.standing.retired)):
        fail(_nobody(answer))


def _whole(answer: Answer) -> int:
    """How many entries are shown whole: all of a few, else the few that were named themselves."""
    if len(answer.sites) <= WHOLE:
        return len(answer.sites)
    exact = sum(how not in _LOOSE for how in answer.how)
    return exact if exact <= WHOLE else 0


def _asked_host(text: str) -> _Asked:
    """A host name or the text of an IP address: a service that is reached by its address only is listed by it."""
    typed = text.strip().replace("：//", "://")
    named = host_of(typed if "://" in typed else f"//{typed}")
    host = parse_host(named)
    if isinstance(host, Host):
        return _Asked(host.ascii, host.unicode)
    address = address_of(named)
    if not address:
        fail(f"{text[:MAX_SHOWN]!r} is not a host name: {host.reason}. {_INSTEAD}", 2)
    return _Asked(address, address)


def _entry(registry: Registry, store: Store | None, site: str) -> Entry:
    if store is None:
        return entry_of(registry, registry.sites[site])
    from zhenwang.store import revisions

    return entry_of(registry, registry.sites[site], revisions.of_site(store, site))


def _as_json(registry: Registry, answer: Answer, entries: list[Entry], code: CodeJudgement | None) -> dict[str, object]:
    brief = zip(answer.sites[len(entries) :], answer.how[len(entries) :], strict=True)
    return {
        "asked": answer.value,
        "kind": answer.kind,
        "standing": answer.standing.word if answer.standing else None,
        "retired": asdict(answer.standing.retired) if answer.standing and answer.standing.retired else None,
        "verdict": code.verdict.value if code else None,
        "judgement": _sentence(code) if code else None,
        "bearers": [asdict(bearer) for bearer in answer.bearers],
        "entries": [{"how": how, **entry.as_json()} for entry, how in zip(entries, answer.how, strict=False)],
        "listed": [{"id": site.id, "name": site.name, "region": site.region, "how": how} for site, how in brief],
        "more": answer.more,
        "registry": registry.version,
    }


def _print(answer: Answer, entries: list[Entry], code: CodeJudgement | None) -> None:
    if answer.standing:
        out.print(f"{answer.value}: {_WORDS[answer.standing.word]}", markup=False)
        _print_standing(answer.standing)
    if code:
        out.print(f"{code.value[:MAX_SHOWN]}: {_sentence(code)}", markup=False)
    for bearer in answer.bearers:
        seen = f"seen with {bearer.name} {bearer.region}, whose host is not known ({bearer.sources})"
        out.print(f"{answer.value}: {seen}", markup=False)
    for entry, how in zip(entries, answer.how, strict=False):
        if len(entries) > 1 or how not in {"owner", "name"}:
            print_line(entry.site, how)
        print_entry(entry)
    further = tuple(zip(answer.sites, answer.how, strict=True))[len(entries) :]
    for site, how in further[:LISTED]:
        print_line(site, how)
    if further:
        err.print(_count(len(further), len(entries), more=answer.more), style="dim", markup=False)


def _count(further: int, whole: int, *, more: bool) -> str:
    most = f"{'more than ' if more else ''}{further} {'further ' if whole else ''}entries"
    cut = f", the first {LISTED} are listed: ask for more of the name" if further > LISTED else ""
    return f"{most}{cut}; ask with a host to see one whole"


def _sentence(code: CodeJudgement) -> str:
    return f"{code.verdict}: {code.reason_en} {code.reason}"


def _print_standing(found: Standing) -> None:
    if found.role:
        since, until = found.role.valid_from or "", found.role.valid_to or ""
        out.print(f"  {'role':12} {found.role.role.value} {since}{'–' if until else ''}{until}".rstrip(), markup=False)
    if held := found.exemption:
        until = f"until {held.until}" if held.until else PERMANENT
        out.print(f"  {'exemption':12} {until}, by {held.who} ({held.kind}): {held.reason}", markup=False)
    if found.retired:
        past = found.retired
        when = f", retired {past.retired_on}" if past.retired_on else ""
        out.print(f"  {'was':12} {past.name} ({past.last_site}{when}) {past.note}".rstrip(), markup=False)


def _nobody(answer: Answer) -> str:
    asked = answer.value if len(answer.value) <= MAX_SHOWN else f"{answer.value[:MAX_SHOWN]}…"
    if not asked:
        return "nothing was asked: give a host, a number or a name; a part of a name is enough"
    if answer.kind == "host":
        return f"no entry lists {asked}, and it stands under nobody's name"
    if answer.kind == "name":
        return f"nobody in the registry is called {asked!r}; a part of a name is enough"
    return f"nobody in the registry is known to show the {_WHAT[answer.kind]} {asked}"
