"""``zhenwang generate``: which look-alikes of an official site could somebody register?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, NoReturn

from cyclopts import Parameter
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn
from rich.table import Column, Table

from zhenwang.cli.jurisdiction import registry_of
from zhenwang.cli.output import err, fail, nobody_reads, out, print_json
from zhenwang.cli.registry_entry import print_line
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.matching.absent_registry import matcher_of
from zhenwang.matching.look_alike_classes import MEANING, LookAlikeClass
from zhenwang.matching.look_alike_names import MOST_NAMES, LookAlike, LookAlikes, look_alike_names, variations
from zhenwang.matching.site_words import words_for
from zhenwang.registry.questions import Answer, ask
from zhenwang.rules.articles import at_home
from zhenwang.settings import Settings

LISTED = 20
MAX_SHOWN = 200  # characters of a question that an answer repeats
_LOOSE = frozenset({"part", "latin"})

_Flag = Annotated[bool, Parameter(negative=())]


def generate(
    site: str,
    /,
    *,
    registry: Annotated[list[Path] | None, Parameter(negative=())] = None,
    jurisdiction: str = "",
    limit: int = 1_000,
    classes: Annotated[list[LookAlikeClass] | None, Parameter(name="--class", negative=())] = None,
    plain: _Flag = False,
    as_json: Annotated[bool, Parameter(name="--json", negative=())] = False,
) -> None:
    """List registrable look-alikes of one official site, best first by the score of `zhenwang match`.

    Below gov.cn, go.jp or .gov nobody else can register, so the name is moved to suffixes that anybody can buy, and put
    together anew from the body's host, place, office, pinyin, initials and Chinese name. No network is used: whether a
    name exists is asked of a DNS checker.

        zhenwang generate www.hubei.gov.cn

        zhenwang generate 湖北省人社厅 --class native --class place_office

        zhenwang generate www.irs.gov --registry us.csv --limit 0 --plain > names.txt

    A name with score 0 would not be put forward by `zhenwang match`; it is listed last. Names that resemble another
    official site more are left out. The limit is shared out over classes, texts and suffixes. Exit code 1: no such
    site.

    Parameters
    ----------
    site
        A host, a URL, the id of a site, or a name of one, as for `zhenwang registry show`.
    registry
        CSV file of official sites; needs only the columns `name` and `domain`. May be given several times.
        Without it the registry in use, or the list of the jurisdiction pack that is named.
    jurisdiction
        Jurisdiction pack: an id such as `us`, or a file ending in .toml. See docs/jurisdictions.md.
    limit
        How many names at most; 0 is all there are, up to 200,000.
    classes
        Only look-alikes of this class. May be given several times.
    plain
        Print only hosts, in ASCII (Punycode), one a line.
    as_json
        Print one JSON object: `site`, `made` (by class, listed or not) and `names`.
    """
    if limit < 0 or limit > MOST_NAMES:
        fail(f"--limit is {limit}: give a number from 0 (all) to {MOST_NAMES}", 2)
    if plain and as_json:
        fail("--plain and --json are two forms of one answer: give one of them", 2)
    known = registry_of(Settings(), registry or (), jurisdiction, pages=False)
    meant = _site(known, site)
    tried = variations(meant, words_for(meant))
    if classes:
        tried = tuple(one for one in tried if one.kind in classes)
    with _watching(len(tried)) as watch:
        found = look_alike_names(meant, matcher_of(known), tried, limit, watch)
    if as_json:
        print_json(_as_json(known, meant, found))
    elif plain:
        _lines(name.host for name in found.names)
    else:
        _print(meant, found)


def _site(registry: Registry, asked: str) -> OfficialSite:
    """The one site that is meant. Where several could be, they are listed to choose from, and that is the end."""
    if asked in registry.sites:
        return registry.sites[asked]
    answer = ask(registry, asked, home=lambda site: at_home(site, registry.jurisdiction))
    meant = _closest(answer)
    if len(meant) != 1:
        _refuse(answer, asked[:MAX_SHOWN])
    return meant[0]


def _refuse(answer: Answer, shown: str) -> NoReturn:
    if not answer.sites:
        fail(f"no official site is known by {shown!r}: give a host, or a name as zhenwang registry show takes it")
    for one, how in zip(answer.sites[:LISTED], answer.how, strict=False):
        print_line(one, how)
    fail(f"{len(answer.sites)} sites are known by {shown!r}: give the host of one of them", 2)


def _closest(answer: Answer) -> tuple[OfficialSite, ...]:
    """Those that bear the name itself, if any do; the first of a host is its own."""
    if answer.kind == "host":
        return answer.sites[:1]
    pairs = tuple(zip(answer.sites, answer.how, strict=True))
    return tuple(site for site, how in pairs if how not in _LOOSE) or answer.sites


@contextmanager
def _watching(texts: int) -> Iterator[Callable[[int, int], None]]:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(
        *columns, TimeRemainingColumn(), console=err, transient=True, disable=not err.is_terminal
    ) as progress:
        bar = progress.add_task("names", total=texts)
        yield lambda done, whole: progress.update(bar, completed=done, total=whole)


def _as_json(registry: Registry, site: OfficialSite, found: LookAlikes) -> dict[str, object]:
    return {
        "site": site.id,
        "name": site.name,
        "registry": registry.version,
        "made": {kind.value: number for kind, number in found.made.items()},
        "others": found.others,
        "names": [_row(name) for name in found.names],
    }


def _row(name: LookAlike) -> dict[str, object]:
    row = asdict(name)
    return {"host": row.pop("host"), "class": row.pop("kind").value, **row}


def _print(site: OfficialSite, found: LookAlikes) -> None:
    made, listed = sum(found.made.values()), len(found.names)
    told = sum(name.score > 0 for name in found.names)
    out.print(f"{site.id} {site.name}: {made:,} names could be bought, {listed:,} are listed", markup=False)
    out.print(f"{told:,} of them zhenwang match would put forward for this site", markup=False)
    if found.others:
        out.print(f"{found.others:,} more were left out: they resemble another site more", markup=False)
    out.print(_by_class(found))
    _lines(_line(name) for name in found.names)


def _by_class(found: LookAlikes) -> Table:
    table = Table(Column("class"), Column("made", justify="right"), Column("listed", justify="right"), "what", box=None)
    listed = Counter(name.kind for name in found.names)
    for kind in LookAlikeClass:
        if found.made.get(kind):
            table.add_row(kind.value, f"{found.made[kind]:,}", f"{listed[kind]:,}", " · ".join(MEANING[kind]))
    return table


def _line(name: LookAlike) -> str:
    shown = name.host if name.host == name.unicode else f"{name.unicode}  {name.host}"
    why = f"{name.rule} {name.span}" if name.rule else "–"
    return f"{name.score:.3f}  {name.kind.value:16} {shown}  ({why})"


def _lines(lines: Iterator[str] | Sequence[str]) -> None:
    try:
        for line in lines:
            print(line)
    except BrokenPipeError:
        nobody_reads()
