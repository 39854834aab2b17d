"""``zhenwang case``, ``handoff`` and ``evidence``: what people do with cases, from the command line."""

from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.table import Column, Table

from zhenwang import line, registry_in_use, runtime
from zhenwang.cli.output import fail, out, print_json
from zhenwang.cli.signing_in import signed_in
from zhenwang.domain.access import Actor
from zhenwang.domain.case import Case, Ruling, State
from zhenwang.domain.review import bound
from zhenwang.domain.workflow import Refused, allowed
from zhenwang.evidence.manifest import MAX_MANIFEST
from zhenwang.evidence.manifest import verify as verify_manifest
from zhenwang.handoff import package
from zhenwang.handoff.dossier import NotConfirmed, defang, instant
from zhenwang.registry.search import named
from zhenwang.settings import Settings
from zhenwang.store import cases, history, journal
from zhenwang.store.opening import Store
from zhenwang.text.personal import hidden

_PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_TERMINAL = Actor("", "命令行")
_Json = Annotated[bool, Parameter(name="--json", negative=())]


def list_cases(*, state: State | None = None, search: str = "", as_json: _Json = False) -> None:
    """List cases, most urgent first.

    Parameters
    ----------
    state
        Only cases in this state.
    search
        Only cases whose number, host, imitated site or that site's name contains this text.
    as_json
        Print the cases as JSON.
    """
    settings = Settings()
    with registry_in_use.opened_store(settings) as store:
        registry = registry_in_use.load(settings, store) if search.strip() else None
        bodies = [site.id for site in named(registry, search)] if registry else []
        found = cases.queue(store, states=(state,) if state else None, text=search, imitates=bodies)
    if as_json:
        print_json([_row(case) for case in found])
        return
    # A number that is cut off cannot be copied; the hosts fold instead.
    whole = (Column(name, no_wrap=True, min_width=16 if name == "case" else None) for name in ("case", "state", "band"))
    table = Table(*whole, "p", Column("host", overflow="fold"), Column("imitates", overflow="fold"), box=None)
    for case in found:
        p = f"{case.score.probability:.2f}"
        table.add_row(case.id, case.state, case.score.band, p, case.host.replace(".", "[.]"), case.imitates)
    out.print(table)
    out.print(f"{len(found)} case{'' if len(found) == 1 else 's'}", markup=False)


def show(case: str, /, *, as_json: _Json = False) -> None:
    """Show one case with its signals, history and what may be done next.

    Parameters
    ----------
    case
        The case's number, as ZW-20261120-0001.
    as_json
        Print the case as JSON.
    """
    with registry_in_use.opened_store(Settings()) as store:
        found = _found(store, case)
        events = history.of(store, case)
    if as_json:
        print_json({**asdict(found), "url": hidden(found.url), "history": [asdict(event) for event in events]})
        return
    out.print(
        f"{found.id}  {found.state}  {found.score.band}  {found.score.probability:.2f}", style="bold", markup=False
    )
    out.print(f"  {defang(hidden(found.url))}", markup=False)
    out.print(f"  imitates {found.imitates or '-'}  limb {found.score.limb or '-'}  harm {found.severity or '-'}")
    out.print(f"  evidence {found.evidence or '-'}  proposal {found.proposal or '-'}", markup=False)
    for signal in found.signals:
        out.print(f"  {signal.axis:12} {signal.name:26} {signal.value:.2f}  {signal.because}", markup=False)
    for event in events:
        out.print(f"  {instant(event.at)}  {event.actor}  {event.action} → {event.after}  {event.reason}", markup=False)
    out.print("  next: " + "; ".join(_next(found.state)), markup=False)


def decide(
    case: str,
    action: str,
    /,
    *,
    account: str,
    reason: str,
    fact: Annotated[list[str] | None, Parameter(negative=())] = None,
    password_file: Path | None = None,
    as_json: _Json = False,
) -> None:
    """Record a ruling, if the transition table allows it.

    A counterfeit takes two people: `analyse`, `fix_evidence` and `propose` by one, `confirm` by another. `zhenwang case
    show` names what is possible next, and for whom. Example: zhenwang case decide ZW-20261120-0001 exclude --account
    wangfang --reason "转载并注明来源" --fact exclusion=repost

    Parameters
    ----------
    case
        The case's number.
    action
        A transition: analyse, fix_evidence, propose, confirm, return, exclude, refer, watch, ...
    account
        Whose ruling it is: the login that the person has in the console. The password is asked for.
    reason
        Why, in a sentence.
    fact
        What the transition asks for, as name=value. May be given several times. limb is a or b, imitates a site's id in
        the registry, quote words of the page, severity S0 to S5, exclusion one of repost, encyclopaedia, gateway,
        institution, media, test_host, no_claim, neighbour, other.
    password_file
        A file with the password in its first line, where nobody can be asked.
    as_json
        Print the case afterwards as JSON.
    """
    odd = [part for part in fact or () if "=" not in part]
    if odd:
        fail(f"a fact is written name=value, not {', '.join(odd)}", 2)
    given = {name: value.strip() for name, value in (part.split("=", 1) for part in fact or ())}
    settings = Settings()
    known = [one.role for one in registry_in_use.load_pack(settings).offices().authorities]
    if given.get("authority", known[0] if known else "") not in known:
        fail(f"no authority {given.get('authority', '')!r} in this jurisdiction; there are {', '.join(known)}", 2)
    with registry_in_use.opened_store(settings) as store:
        actor = signed_in(store, account, password_file)
        found = _seen_by(actor, _found(store, case))
        if action == "fix_evidence":
            result = line.fix_evidence(store, found, actor, reason, runtime.now())
        else:
            ruling = Ruling(action, actor, reason, given, bound(found, action))
            registry = registry_in_use.load(settings, store)
            result = line.decide(store, registry, case, ruling, runtime.now(), found.version)
    if isinstance(result, Refused):
        fail(result.reason)
    if not isinstance(result, Case):
        fail(f"case {case} was changed by {result.actor} at the same moment: show it and rule again")
    print_json(_row(result)) if as_json else out.print(f"{result.id} is now '{result.state}'", markup=False)


def handoff(case: str, /, *, to: Path = Path("handoffs"), as_json: _Json = False) -> None:
    """Write a confirmed case up: JSON for machines, a page to print, and the evidence with its manifest.

    Parameters
    ----------
    case
        The case's number. A case that two people have not confirmed is refused.
    to
        Folder that gets a sub-folder named after the case.
    as_json
        Print where it was written as JSON.
    """
    settings = Settings()
    with registry_in_use.opened_store(settings) as store:
        found = _found(store, case)
        registry = registry_in_use.load(settings, store)
        offices = registry_in_use.load_pack(settings).offices()
        dossier = line.hand_off(store, registry, found, runtime.now(), offices)
        if isinstance(dossier, NotConfirmed):
            fail(dossier.reason)
        # What leaves the house is written down before it does.
        facts = {"case": found.id, "proposal": found.proposal, "folder": str(to)[:500]}
        with store.write() as connection:
            journal.append(connection, _TERMINAL, "export", "handoff", "zhenwang handoff", facts, runtime.now())
    folder = to / found.id
    files = package.files(dossier)
    for name, body in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
    if as_json:
        print_json({"case": found.id, "folder": str(folder), "files": list(files)})
        return
    out.print(f"{found.id}: written to {folder}/ (open case.html; zhenwang evidence verify {folder})", markup=False)


def verify(path: Path, /, *, as_json: _Json = False) -> None:
    """Check a handoff folder: every file of the evidence against the manifest.

    Parameters
    ----------
    path
        The folder that `zhenwang handoff` wrote, or its manifest.json.
    as_json
        Print the faults as JSON.
    """
    manifest = path / "evidence" / "manifest.json" if path.is_dir() else path
    if not manifest.is_file():
        fail(f"no manifest at {manifest}", 2)
    folder = manifest.parent

    def read(name: str) -> bytes | None:
        # Plain files of this folder only: a manifest from outside may name anything, and a link may lead anywhere.
        file = folder / name
        plain = _PLAIN_NAME.fullmatch(name) and file.is_file() and not file.is_symlink()
        return file.read_bytes() if plain else None

    with manifest.open("rb") as opened:
        faults = verify_manifest(opened.read(MAX_MANIFEST + 1), read)
    if as_json:
        print_json({"manifest": str(manifest), "faults": faults})
    else:
        for fault in faults:
            out.print(fault, markup=False)
    if faults:
        fail(f"{len(faults)} faults: this is not the evidence that was fixed")
    if not as_json:
        out.print("the evidence is whole", markup=False)


def _found(store: Store, case: str) -> Case:
    found = cases.get(store, case)
    if found is None:
        fail(f"no case {case}; zhenwang case list shows the cases there are", 2)
    return found


def _seen_by(actor: Actor, found: Case) -> Case:
    """Whoever has no role that covers a case is not told that it exists."""
    if not actor.sees(found.region, found.system):
        fail(f"no case {found.id}; zhenwang case list shows the cases there are", 2)
    return found


def _next(state: State) -> dict[str, None]:
    """What may be done in a state, and by which roles."""
    steps = (step for step in allowed(state) if step.roles)
    return dict.fromkeys(f"{step.action} ({', '.join(sorted(step.roles))})" for step in steps)


def _row(case: Case) -> dict[str, object]:
    return {
        "id": case.id,
        "host": case.host,
        "url": hidden(case.url),
        "state": case.state.value,
        "band": case.score.band.value,
        "probability": case.score.probability,
        "imitates": case.imitates,
        "limb": case.score.limb,
        "opened_at": case.opened_at.isoformat(),
        "severity": case.severity,
        "region": case.region,
    }
