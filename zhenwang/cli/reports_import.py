"""``zhenwang reports import``: forwarded messages become reports."""

from __future__ import annotations

from collections import Counter as Tally
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

from zhenwang import registry_in_use, runtime
from zhenwang.cli.output import err, fail, out, print_json
from zhenwang.report_sources import counter_of, trial_counter
from zhenwang.settings import Settings
from zhenwang.sources.forwarded import Fate, Forwarded, Outcome
from zhenwang.store import quarantine
from zhenwang.store.opening import Store

SHOWN = 20
_FATES: tuple[Fate, ...] = ("accepted", "no_address", "repeated", "unreadable")
_WORDS: dict[Fate, str] = {
    "accepted": "accepted",
    "no_address": "accepted without an address, for a person to read",
    "repeated": "known already",
    "unreadable": "unreadable, kept with their bytes and the reason",
}
_Flag = Annotated[bool, Parameter(negative=())]


def import_(
    paths: Annotated[list[Path], Parameter(negative=())],
    /,
    *,
    channel: Literal["mail", "sms"] | None = None,
    dry_run: _Flag = False,
    as_json: Annotated[bool, Parameter(name="--json", negative=())] = False,
) -> None:
    """Make reports of forwarded messages: mbox files, maildir folders, .eml files, and tables (.csv, one a row).

    Addresses are taken from words, links and QR codes in pictures; who sent a message is sealed. Nothing in the folders
    is moved or marked, and a message that was read before is known again, so the same folder may be given every day.
    The next `zhenwang daily` looks at what they name. Exit code 0: everything was read; 1: a message or path could not
    be; 2: there is nothing at a path.

        zhenwang reports import ~/Maildir/jubao 短信.csv

        zhenwang reports import transfer.mbox --dry-run --json

    Parameters
    ----------
    paths
        Files and folders. A folder with `new` or `cur` in it is a maildir; of any other its mails and tables are read.
    channel
        How the messages came. Default: mail, and sms for the rows of a table.
    dry_run
        Say what would be kept, and keep nothing.
    as_json
        Print counts and problems as JSON.
    """
    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        fail(f"no such file or folder: {', '.join(missing)}", 2)
    settings = Settings()
    opened = registry_in_use.found_store(settings) if dry_run else registry_in_use.opened_store(settings)
    with opened as store:
        counter = counter_of(settings, store) if store and not dry_run else lambda: trial_counter(store)
        source = Forwarded(tuple(paths), counter, channel or "")
        found = _read(source, None if dry_run else store)
    (_print_json if as_json else _print)(found, source.failures, dry_run)
    if source.failures or any(one.fate == "unreadable" for one in found):
        raise SystemExit(1)


def _read(source: Forwarded, store: Store | None) -> list[Outcome]:
    now, found = runtime.now(), []
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed} messages"))
    with Progress(*columns, console=err, transient=not err.is_terminal) as progress:
        bar = progress.add_task("reading", total=None)
        for outcome in source.hand_in(now):
            if outcome.bad and store:
                quarantine.keep(store, outcome.bad, now)
            found.append(outcome)
            progress.update(bar, advance=1)
        progress.update(bar, total=len(found) or 1, completed=len(found))
    return found


def _print_json(found: list[Outcome], failures: list[str], dry_run: bool) -> None:
    counted = Tally(one.fate for one in found)
    problems = [{"place": one.place, "reason": one.reason} for one in found if one.fate == "unreadable"]
    hosts = Tally(host for one in found for host in one.hosts)
    counts: dict[str, object] = {fate: counted[fate] for fate in _FATES}
    told = {"dry_run": dry_run, "hosts": dict(hosts.most_common()), "problems": problems, "failures": failures}
    print_json(counts | told)


def _print(found: list[Outcome], failures: list[str], dry_run: bool) -> None:
    counted = Tally(one.fate for one in found)
    if dry_run:
        out.print("nothing was kept (--dry-run)", markup=False)
    for fate in _FATES:
        out.print(f"{counted[fate]:6,}  {_WORDS[fate]}", markup=False)
    hosts = Tally(host for one in found for host in one.hosts)
    for host, times in hosts.most_common(SHOWN):
        out.print(f"{times:6,}  {host.replace('.', '[.]')}", markup=False)
    if len(hosts) > SHOWN:
        out.print(f"        … and {len(hosts) - SHOWN} more hosts: --json shows them", markup=False)
    for one in [one for one in found if one.fate == "unreadable"][:SHOWN]:
        err.print(f"unreadable: {one.place}: {one.reason}", markup=False, style="yellow")
    for failure in failures:
        err.print(f"zhenwang: {failure}", markup=False, style="red")
