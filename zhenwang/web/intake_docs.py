"""``/docs``: how programs report, ask and pass on, with commands to copy; OpenAPI says the same to machines."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from zhenwang.settings import Settings
from zhenwang.store.report_status import STATUSES
from zhenwang.web import bulk_models, intake_models
from zhenwang.web.intake_openapi import OPENAPI
from zhenwang.web.rendering import plain_page

router = APIRouter(include_in_schema=False)

_KEY = "0b6c1f5e-6d0e-4c57-9f0b-6a1c3f0e2d11"
_RECEIPT = "3f0c9a1be5d24c7f8a6b1d2e4f907c35"
_LIMITS = {
    "urls": intake_models.MAX_URLS,
    "url": intake_models.MAX_URL,
    "text": intake_models.MAX_TEXT,
    "claims": intake_models.MAX_CLAIMS,
    "note": intake_models.MAX_NOTE,
    "contact": intake_models.MAX_CONTACT,
    "picture": intake_models.MAX_PICTURE // (1024 * 1024),
    "reports": bulk_models.MAX_REPORTS,
    "reference": bulk_models.MAX_REFERENCE,
}


@router.get("/docs", response_class=HTMLResponse)
def docs(request: Request) -> HTMLResponse:
    settings: Settings = request.app.state.settings
    return plain_page(
        request,
        "intake_docs.html.j2",
        base=(settings.intake_url or str(request.base_url)).rstrip("/"),
        key=_KEY,
        receipt=_RECEIPT,
        limits=_LIMITS,
        statuses=STATUSES,
        openapi=OPENAPI,
    )
