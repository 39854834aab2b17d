"""The analysts' console as an ASGI application."""

from __future__ import annotations

from pathlib import Path

from fastapi import Depends, FastAPI
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.staticfiles import StaticFiles

from zhenwang.access.passwords import USUAL, Cost
from zhenwang.settings import Settings
from zhenwang.web import (
    account_page,
    annual_page,
    attachments,
    audit_page,
    bulk_page,
    campaign_page,
    case_links_page,
    case_page,
    claims_page,
    conflicts_pages,
    entering,
    findings_pages,
    handoffs_page,
    identity_pages,
    inbox_page,
    people_page,
    queue_page,
    records_pages,
    registry_pages,
    reply_page,
    report_entry,
    report_page,
    samples_page,
    site_page,
    sponsor_page,
    statistics_page,
    today_page,
    tokens_page,
    workdays_page,
)
from zhenwang.web.bounded_body import BoundedBody
from zhenwang.web.faults import answer_faults
from zhenwang.web.forgery import SameOrigin
from zhenwang.web.headers import SecurityHeaders
from zhenwang.web.house import host_names, lifespan, with_newest_registry
from zhenwang.web.permissions import check_routes
from zhenwang.web.selection import ROOMY

STATIC = Path(__file__).parent / "static"


def create_app(settings: Settings | None = None, cost: Cost = USUAL) -> FastAPI:
    """The console; store and registry are opened when the server starts. ``cost`` is what comparing a password costs.

    Layers of middleware, outermost first: headers on every answer, known host names only, no other site's requests,
    bounded bodies.
    """
    chosen = settings or Settings()
    app = FastAPI(title="Zhenwang", lifespan=lifespan(chosen, cost), openapi_url=None, docs_url=None, redoc_url=None)
    newest = [Depends(with_newest_registry)]
    judging = (
        queue_page,
        bulk_page,
        campaign_page,
        case_page,
        case_links_page,
        claims_page,
        registry_pages,
        conflicts_pages,
        site_page,
        findings_pages,
        handoffs_page,
        report_entry,
        reply_page,
        inbox_page,
        report_page,
        people_page,
        annual_page,
        audit_page,
        samples_page,
        sponsor_page,
        statistics_page,
        today_page,
        tokens_page,
    )
    for pages in judging:
        app.include_router(pages.router, dependencies=newest)
    for pages in (account_page, attachments, records_pages, entering, identity_pages, workdays_page):
        app.include_router(pages.router)
    app.mount("/static", StaticFiles(directory=STATIC))
    answer_faults(app)
    app.add_middleware(BoundedBody, most=128 * 1024, roomy=ROOMY, files={report_entry.PATH: report_entry.ROOM})
    app.add_middleware(SameOrigin)
    names = host_names(chosen.console_host, chosen.console_url, chosen)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=names, www_redirect=False)
    app.add_middleware(SecurityHeaders)
    check_routes(app)
    return app
