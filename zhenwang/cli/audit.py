"""``zhenwang audit``: is the record of what was done still the one that was written, and did nothing get lost?"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter

from zhenwang import registry_in_use, runtime
from zhenwang.cli.output import fail, out, print_json
from zhenwang.domain.damage import Damage, Head
from zhenwang.settings import Settings
from zhenwang.store import chain, conserve, history, journal, promises
from zhenwang.store.conserve import Balance
from zhenwang.store.opening import Store

_Json = Annotated[bool, Parameter(name="--json", negative=())]
_Flag = Annotated[bool, Parameter(negative=())]
_CHAINS = {"history": history, "journal": journal}
_PLACES = ("done", "waiting", "leased", "quarantined", "refused")
_MOST = 4 * 1024 * 1024  # bytes of a file of heads: some 20,000 of them


def audit(
    *, conserve: _Flag = False, head: Path | None = None, against: Path | None = None, as_json: _Json = False
) -> None:
    """Verify the record of what was done: both hash chains, the two-person rule, and that nothing accepted got lost.

    Exit code 1 when anything is wrong. Keep heads where nobody who can write to the database can change them (another
    disk, paper): they show that rows at the end were cut off, or that an older copy of the database was put back.

    Parameters
    ----------
    conserve
        Print for every source what became of all it ever gave: accepted = done + waiting + leased + quarantined +
        refused.
    head
        Add the ends of both chains, as one line, to this file.
    against
        A file that `--head` wrote earlier: every end in it must still be in the chains.
    as_json
        Print the findings as JSON.
    """
    kept = _read(against) if against else []
    with registry_in_use.opened_store(Settings()) as store:
        damage = [found for name in _CHAINS for found in _damage(store, name, [one[name] for one in kept])]
        breaks = [*(found.sentence for found in damage), *history.strays(store)]
        broken = promises.broken(store)
        balances = _balances(store)
        heads = {name: asdict(book.head(store)) for name, book in _CHAINS.items()}
    odd = [balance for balance in balances if not balance.holds]
    if as_json:
        print_json({
            "chain": breaks, "damage": [asdict(found) for found in damage], "promises": broken,
            "balances": [asdict(balance) for balance in balances], "heads": heads,
        })  # fmt: skip
    else:
        _say([*breaks, *broken, *_equations(balances if conserve else odd)])
    if breaks or broken or odd:
        fail("the audit found faults")
    if head:
        _keep(head, heads)
    if not as_json:
        _say([f"{name}: {end['position']} rows, ends in {end['digest']}" for name, end in heads.items()])
        _say(["the record holds and everything accepted is accounted for"])


def _damage(store: Store, name: str, heads: Sequence[Head]) -> list[Damage]:
    """What is wrong with a chain, told against every head that was kept."""
    latest = max(heads, key=lambda one: one.position, default=None)
    with store.read() as connection:
        found = chain.verify(connection, _CHAINS[name].CHAIN, latest)
        return found or chain.missing(connection, _CHAINS[name].CHAIN, heads)


def _balances(store: Store) -> list[Balance]:
    return conserve.balance(store)


def _equations(balances: Iterable[Balance]) -> list[str]:
    return [
        f"{one.source}: {one.accepted} accepted = " + " + ".join(f"{getattr(one, place)} {place}" for place in _PLACES)
        for one in balances
    ]


def _say(sentences: Iterable[str]) -> None:
    for sentence in sentences:
        out.print(sentence, markup=False)


def _keep(file: Path, heads: dict[str, dict[str, Any]]) -> None:
    line = json.dumps({"at": runtime.now().isoformat(timespec="seconds"), **heads}, sort_keys=True)
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8") as opened:
        opened.write(line + "\n")


def _read(file: Path) -> list[dict[str, Head]]:
    """The heads of a file, oldest first. Leaves with a sentence when it holds anything else."""
    with file.open("rb") as opened:
        text = opened.read(_MOST + 1)
    found = [_heads(line) for line in text.splitlines() if line.strip()]
    bad = next((number for number, one in enumerate(found, 1) if one is None), 0)
    if bad or not found or len(text) > _MOST:
        fail(f"{file} is no file of heads{f': line {bad}' if bad else ''}; zhenwang audit --head FILE writes one", 2)
    return [one for one in found if one]


def _heads(line: bytes) -> dict[str, Head] | None:
    try:
        kept = json.loads(line)
        return {name: Head(int(kept[name]["position"]), str(kept[name]["digest"])) for name in _CHAINS}
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
