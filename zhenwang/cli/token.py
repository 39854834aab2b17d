"""``zhenwang token``: who may pass on reports in bulk, as a 12345 hotline does with those it was told."""

from __future__ import annotations

from typing import Annotated, NoReturn

from cyclopts import Parameter

from zhenwang import registry_in_use, runtime
from zhenwang.cli.operator import operator
from zhenwang.cli.output import err, fail, out, print_json
from zhenwang.settings import Settings
from zhenwang.store import intake_tokens
from zhenwang.store.intake_tokens import NotIssued, Token

_Json = Annotated[bool, Parameter(name="--json", negative=())]
_Flag = Annotated[bool, Parameter(negative=())]
_WHY = {
    NotIssued.NAME_BAD: "a name has 1 to 64 letters, digits, dots, hyphens or brackets: it stands on every report",
    NotIssued.NAME_TAKEN: "{name} has a token: revoke it first, or say --again to replace it now",
    NotIssued.UNKNOWN: "{name} has no token that could be revoked; zhenwang token list shows those there are",
}


def issue(name: str, /, *, again: _Flag = False, why: str = "发放批量转办令牌") -> None:
    """Issue a token for POST /api/v1/bulk and print it, once: only its digest is kept.

    Hand it to the office over a way that nobody reads along, and never by mail or chat. The office sends it as
    `Authorization: Bearer <token>`; docs/api.md shows a whole transfer. Every report that comes with it bears the name.

    Example: zhenwang token issue 武汉12345 > token.txt

    Parameters
    ----------
    name
        Which office it is for, as it will stand on every report: 武汉12345, 12377.
    again
        Replace the token in use, as when it was lost: the old one opens nothing from now on.
    why
        Reason for the journal.
    """
    with registry_in_use.opened_store(Settings()) as store:
        token = intake_tokens.issue(store, name, operator(), why, runtime.now(), again=again)
    if isinstance(token, NotIssued):
        _not_done(token, name)
    print(token)
    err.print(f"this is the only time that the token of {name} is shown; keep it like a password", markup=False)


def list_(*, as_json: _Json = False) -> None:
    """List who has a token, since when, and when it was last used. The tokens themselves are kept nowhere.

    Parameters
    ----------
    as_json
        Print JSON.
    """
    with registry_in_use.opened_store(Settings()) as store:
        found = intake_tokens.everyone(store)
    if as_json:
        print_json([_row(token) for token in found])
        return
    for token in found:
        used = f"last used {token.used_at:%Y-%m-%d}" if token.used_at else "never used"
        state = f"revoked {token.revoked_at:%Y-%m-%d}" if token.revoked_at else used
        out.print(f"{token.name}  issued {token.made_at:%Y-%m-%d} by {token.made_by}  {state}", markup=False)
    if not found:
        err.print("nobody has a token; zhenwang token issue NAME makes one", markup=False)


def revoke(name: str, /, *, why: str = "撤销批量转办令牌") -> None:
    """Revoke a token, from the next request on. Reports that it brought stay.

    Parameters
    ----------
    name
        The office, as `zhenwang token list` shows it.
    why
        Reason for the journal.
    """
    with registry_in_use.opened_store(Settings()) as store:
        fault = intake_tokens.revoke(store, name, operator(), why, runtime.now())
    if fault:
        _not_done(fault, name)
    out.print(f"the token of {name} opens nothing any more", markup=False)


def _not_done(fault: NotIssued, name: str) -> NoReturn:
    fail(_WHY[fault].format(name=name[:80]), 2)


def _row(token: Token) -> dict[str, object]:
    return {
        "name": token.name,
        "made_by": token.made_by,
        "made_at": token.made_at,
        "revoked_at": token.revoked_at,
        "used_at": token.used_at,
    }
