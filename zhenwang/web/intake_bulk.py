"""``POST /api/v1/bulk``: what 12345, 12377 and other offices were told, passed on with a token, many at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from pydantic import ValidationError

from zhenwang import runtime
from zhenwang.domain.report import Submission
from zhenwang.domain.workflow import Refused
from zhenwang.store import reports
from zhenwang.store.reports import Accepted
from zhenwang.web.bulk_models import MAX_REFERENCE, BulkOut, BulkReport, Envelope
from zhenwang.web.guard import BULK
from zhenwang.web.intake_api import store_of
from zhenwang.web.intake_faults import field_faults
from zhenwang.web.intake_models import Fault
from zhenwang.web.intake_submission import NoAddressError, submission_of
from zhenwang.web.json_body import read_json

MAX_PICTURES = 20
"""Pictures of one transfer: each takes a process of its own a moment."""
_MAX_VALUES = 500_000

router = APIRouter()


@router.post(
    BULK,
    response_model=BulkOut,
    responses={
        401: {
            "model": Fault,
            "description": "There is no such token, or it was revoked.",
            "headers": {
                "WWW-Authenticate": {"schema": {"type": "string"}, "description": "`Bearer`", "required": True}
            },
        }
    },
    response_description="What became of each report; all that is accepted is committed.",
    operation_id="bulk",
    summary="批量转办 · Pass on reports in bulk",
    openapi_extra={
        "security": [{"bulkToken": []}],
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/BulkIn"}}},
        },
    },
)
async def bulk(request: Request) -> Response:
    """12345、12377 等单位把收到的举报一次转来，最多 500 件。每件单独答复：收下、重复、退回（写明哪一项和原因）。

    Pass on up to 500 reports at once. All that is answered as accepted is committed; the same transfer sent again is
    answered with the same receipts. The token is given out by the office that runs this site (`zhenwang token issue`).
    """
    body = await request.body()
    given = await asyncio.to_thread(_read, body)
    if isinstance(given, list):
        return JSONResponse({"error": "the transfer was not taken", "fields": given}, 422)
    return JSONResponse(await _taken(request, str(request.state.sender), given.reports))


def _read(body: bytes) -> Envelope | list[dict[str, str]]:
    """The transfer, or its fields at fault. BadJsonError when it is no JSON."""
    try:
        return Envelope.model_validate(read_json(body, _MAX_VALUES))
    except ValidationError as error:
        return field_faults(error.errors(include_input=False, include_url=False))


async def _taken(request: Request, name: str, given: Sequence[Any]) -> dict[str, Any]:
    """Keep what can be kept, in one transaction, and say what became of each."""
    results = [_result(one) for one in given]
    ready: list[tuple[dict[str, Any], Submission]] = []
    pictures = 0
    for checked, result in zip(await asyncio.to_thread(_checked, given), results, strict=True):
        if isinstance(checked, list):
            result["fields"] = checked
            continue
        pictures += bool(checked.screenshot)
        if checked.screenshot and pictures > MAX_PICTURES:
            result["fields"] = [_fault("screenshot", f"a transfer may have {MAX_PICTURES}: send this in another")]
            continue
        try:
            ready.append((result, await _submission(request, name, checked)))
        except NoAddressError as fault:
            result["fields"] = [_fault("body", str(fault))]
    kept = await asyncio.to_thread(reports.accept_all, store_of(request), [one for _, one in ready], runtime.now())
    for (result, _), answer in zip(ready, kept, strict=True):
        _note(result, answer)
    counts = {word: sum(result["result"] == word for result in results) for word in ("accepted", "repeated", "refused")}
    return {**counts, "results": results}


def _checked(given: Sequence[Any]) -> list[BulkReport | list[dict[str, str]]]:
    """Each report by itself, or its fields at fault."""
    found: list[BulkReport | list[dict[str, str]]] = []
    for one in given:
        try:
            found.append(BulkReport.model_validate(one))
        except ValidationError as error:
            found.append(field_faults(error.errors(include_input=False, include_url=False)))
    return found


async def _submission(request: Request, name: str, given: BulkReport) -> Submission:
    """With the sender's number among the reporter's words, so that whoever calls the sender can name it."""
    note = f"转办单号：{given.reference}\n{given.note}".rstrip("\n")
    numbered = given.model_copy(update={"note": note})
    return await submission_of(request, numbered, channel="transfer", origin=name, key=given.reference)


def _result(given: Any) -> dict[str, Any]:
    """Refused, until it is kept."""
    reference = given.get("reference") if isinstance(given, dict) else ""
    readable = isinstance(reference, str) and len(reference) <= MAX_REFERENCE
    return {"reference": reference if readable else "", "result": "refused", "receipt": "", "fields": []}


def _note(result: dict[str, Any], answer: Accepted | Refused) -> None:
    if isinstance(answer, Refused):
        result["fields"] = [_fault("reference", "this reference was used for another report")]
    else:
        result["result"] = "repeated" if answer.repeated else "accepted"
        result["receipt"] = answer.receipt


def _fault(field: str, reason: str) -> dict[str, str]:
    return {"field": field, "reason": reason}
