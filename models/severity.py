"""Severity: how urgent the harm is that a look's signals speak of (requirements 3.4). Pure."""

from __future__ import annotations

from collections.abc import Sequence

from zhenwang.domain.score import Band
from zhenwang.domain.signal import Axis, Signal

TAKES_DATA_OR_MONEY = frozenset({
    "asks_identity", "asks_bank", "asks_code", "asks_payment", "certificate_query", "certificate_sale", "app_download",
})  # fmt: skip
"""S1: what people lose at once, if it is more than a password box (``SURE``)."""

SOLICITS = frozenset({"solicits_people", "personal_channel", "asks_code", "form_sent_elsewhere"})
"""S2: fees, memberships, recruiting, accounts, a stranger's telephone or form."""

PARASITE = frozenset({
    "injected_betting", "injected_on_official_host", "conditional_redirect", "redirect_elsewhere",
})  # fmt: skip
"""S3: a mirror or a broken-into page that lives from betting or pornography, there or where it takes people."""

REBORN = frozenset({"retired_host"})
RESOLVES_ONTO = frozenset({"resolves_onto_official"})
TAMPERED = "injected_on_official_host"
SURE = 0.5


def severity(signals: Sequence[Signal], band: Band) -> str:
    """``S1`` (takes data or money) to ``S5`` (a copy that takes nothing); ``S0`` when nothing speaks for a counterfeit.

    Harm alone is no counterfeit: without a claim it is S0, whatever the page asks for, and so is all that is clear. A
    genuine page that was broken into is S3, an official address under a stranger's name S5.
    """
    names = {signal.name for signal in signals if signal.value}
    if TAMPERED in names:
        return "S3"
    if names & RESOLVES_ONTO and band is not Band.CLEAR:
        return "S5"
    if band is Band.CLEAR or not any(signal.axis is Axis.CLAIM and signal.value for signal in signals):
        return "S0"
    if any(signal.name in TAKES_DATA_OR_MONEY and signal.value >= SURE for signal in signals):
        return "S1"
    ranks = ((SOLICITS, "S2"), (PARASITE, "S3"), (REBORN, "S4"))
    return next((rank for kinds, rank in ranks if names & kinds), "S5")
