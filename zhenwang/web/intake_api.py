"""The intake for programs: ``POST /api/v1/reports`` and what became of a receipt."""

from __future__ import annotations

import re
import secrets
from typing import Annotated, cast

from fastapi import APIRouter, Header, HTTPException, Request
from fastapi.responses import JSONResponse

from zhenwang import runtime
from zhenwang.domain.report import Report
from zhenwang.domain.workflow import Refused
from zhenwang.store import reports, runs
from zhenwang.store.opening import Store
from zhenwang.web.intake_models import Fault, Receipt, ReportIn, Status
from zhenwang.web.words import words

_RECEIPT = re.compile(r"[0-9a-f]{32}\Z")

router = APIRouter()

_Key = Annotated[str | None, Header(alias="Idempotency-Key", min_length=1, max_length=200, pattern=r"^[!-~]+$")]


@router.post(
    "/api/v1/reports",
    status_code=202,
    response_model=Receipt,
    responses={code: {"model": Fault} for code in (408, 409, 413, 415, 503)},
)
def accept(request: Request, report: ReportIn, idempotency_key: _Key = None) -> Receipt | JSONResponse:
    """Keep a report. 202 is answered only after it is committed; the same Idempotency-Key gives the same receipt."""
    found = keep(store_of(request), to_report(report), idempotency_key or "")
    if isinstance(found, Refused):
        return JSONResponse({"error": found.reason}, 409)
    return Receipt(receipt=found)


@router.get("/api/v1/reports/{receipt}", response_model=Status, responses={404: {"model": Fault}})
def status(request: Request, receipt: str) -> Status:
    """What became of a report, for whoever holds its receipt."""
    found = status_of(store_of(request), receipt)
    if found is None:
        raise HTTPException(404)
    return Status(receipt=receipt, status=found, zh=words("zh")[f"status_{found}"], en=words("en")[f"status_{found}"])


@router.get("/health", include_in_schema=False)
def health(request: Request) -> JSONResponse:
    """Whether the store answers; 503 when it does not."""
    runs.latest(store_of(request), "daily")
    return JSONResponse({"status": "ok"})


def to_report(given: ReportIn) -> Report:
    note = "\n".join(part for part in (given.note, given.text) if part)
    return Report(secrets.token_hex(16), runtime.now(), given.named, given.claims, given.reached_by, note)


def keep(store: Store, report: Report, key: str) -> str | Refused:
    """The receipt, once the report is committed."""
    accepted = reports.accept(store, report, key, runtime.now())
    return accepted if isinstance(accepted, Refused) else accepted.receipt


def status_of(store: Store, receipt: str) -> str | None:
    return reports.status(store, receipt) if _RECEIPT.match(receipt) else None


def store_of(request: Request) -> Store:
    return cast(Store, request.app.state.store)
