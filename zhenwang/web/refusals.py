"""Why a decision is not this person's, or not now, and why one was refused: in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping

from zhenwang.domain.case import Case
from zhenwang.domain.handoff_steps import without_outcome
from zhenwang.domain.transitions import Guard, Transition
from zhenwang.domain.workflow import Refused, allowed
from zhenwang.web.decision_fields import missing

STALE = 412
"""Precondition Failed (RFC 9110, 15.5.13): what the person saw is not what there is."""
_STATUS: Mapping[str, int] = {
    "role": 403, "account": 403, "name": 422, "reason": 422, "case": 404, "claim": STALE,
    Guard.SAME_EVIDENCE: STALE, Guard.SAME_PROPOSAL: STALE,
    Guard.TWO_PLACES: 422, Guard.SIGNED: 422, Guard.SPONSOR_HEARD: 422, Guard.STEP_FOLLOWS: 422,
}  # fmt: skip


def why_not(
    refused: Refused, step: Transition, case: Case, authorities: Mapping[str, str], t: Mapping[str, str]
) -> str:
    """One sentence: ``复核须由另一人进行：分析员为王芳``. The workflow's own sentence is the last resort."""
    text = t.get(f"blocked_{refused.about}")
    return text.format(**_names(step, case, authorities, t)) if text else refused.reason


def why_refused(
    refused: Refused,
    case: Case,
    action: str,
    form: Mapping[str, str],
    authorities: Mapping[str, str],
    t: Mapping[str, str],
) -> tuple[int, str]:
    """403 for whom it is not, 422 for what can be filled in, 412 for what moved on, 409 for what the case does not
    allow; with why, in the reader's language.
    """
    step = next((step for step in allowed(case.state) if step.action == action), None)
    if refused.about == "case":
        return 404, t["error_404"]
    if step is None:
        act = t.get(f"act_{action}", action[:40])
        return 409, t["refused_state"].format(state=t[f"state_{case.state.value}"], action=act)
    lacking = missing(action, case, form)
    if lacking and refused.about in (*lacking, "reason", Guard.SPONSOR_HEARD):
        both = [t[f"fact_{fact}"] for fact in lacking]
        return 422, t["refused_missing"].format(fields=t["and_between"].join(both))
    if text := t.get(f"refused_fact_{refused.about}"):
        return 422, text.format(given=form.get(refused.about, "").strip()[:80])
    if refused.about == Guard.STEP_FOLLOWS and form.get("step"):
        held = case.handoffs.get(form.get("authority", "").strip(), "")
        words = {"held": t.get(f"step_{held}", t["no_step_yet"]), "step": t.get(f"step_{form['step']}", "?")}
        return 422, t["refused_step"].format(**words)
    return _STATUS.get(refused.about, 409), why_not(refused, step, case, authorities, t)


def _names(step: Transition, case: Case, authorities: Mapping[str, str], t: Mapping[str, str]) -> dict[str, str]:
    between = t["and_between"]
    lacking = without_outcome(case.handoffs)
    return {
        "action": t.get(f"act_{step.action}", step.action),
        "roles": t["or_between"].join(t[f"by_role_{role}"] for role in sorted(step.roles)),
        "analysts": between.join(dict.fromkeys(one.name for one in case.analysts)) or t["nobody_yet"],
        "held": case.score.held_back or t[f"band_{case.score.band.value}"],
        "lacking": between.join(authorities.get(role, role) for role in lacking) or t["no_authority_yet"],
        "claimer": case.claim.name if case.claim else t["somebody_else"],
        "state": t[f"state_{case.state.value}"],
    }
