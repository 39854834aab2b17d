"""The public intake as an ASGI application: reports in, receipts out, and what the registry says of a host."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from types import MappingProxyType

from fastapi import FastAPI
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.staticfiles import StaticFiles

from zhenwang import registry_in_use
from zhenwang.access.sealing import open_seal
from zhenwang.reading.sent_pictures import PictureReader
from zhenwang.settings import Settings
from zhenwang.web import (
    intake_api,
    intake_bulk,
    intake_docs,
    intake_form,
    official_api,
    official_page,
    proof,
    receipt_page,
)
from zhenwang.web.bounded_body import BoundedBody
from zhenwang.web.bulk_door import BulkDoor
from zhenwang.web.console import STATIC
from zhenwang.web.forgery import SameOrigin
from zhenwang.web.guard import BULK, Guard, Guarded
from zhenwang.web.headers import SecurityHeaders
from zhenwang.web.house import host_names
from zhenwang.web.in_flight import InFlight
from zhenwang.web.intake_faults import answer_faults
from zhenwang.web.intake_openapi import ABOUT, OPENAPI, TITLE, describe
from zhenwang.web.intake_queue import AcceptanceQueue
from zhenwang.web.official_desk import OfficialDesk

MAX_BODY = 64 * 1024
MAX_FORM = 8 * 1024 * 1024
"""More than a picture may have: a photograph that is too large is refused in the form, with what was typed."""
MAX_JSON = 5 * 1024 * 1024
"""A picture of 3 MiB takes 4 in base64."""
MAX_BULK = 4 * 1024 * 1024
ROOMY = MappingProxyType({intake_api.REPORTS: MAX_JSON, BULK: MAX_BULK})
FILES = MappingProxyType({"/report": MAX_FORM})


def create_app(settings: Settings | None = None) -> FastAPI:
    """The intake; the store is opened when the server starts. It shows no case."""
    chosen = settings or Settings()
    app = FastAPI(
        title=TITLE,
        version="1",
        description=ABOUT,
        lifespan=_lifespan(chosen),
        openapi_url=OPENAPI,
        docs_url=None,
        redoc_url=None,
    )
    app.include_router(intake_api.router)
    app.include_router(intake_bulk.router)
    app.include_router(intake_docs.router)
    app.include_router(intake_form.router)
    app.include_router(receipt_page.router)
    app.include_router(proof.router)
    app.include_router(official_api.router)
    app.include_router(official_page.router)
    app.mount("/static", StaticFiles(directory=STATIC))
    answer_faults(app)
    describe(app)
    app.state.settings = chosen
    app.state.guard = Guard.of(chosen)
    app.add_middleware(InFlight)
    app.add_middleware(BoundedBody, most=MAX_BODY, roomy=ROOMY, files=FILES)
    app.add_middleware(BulkDoor)
    app.add_middleware(Guarded, guard=app.state.guard)
    app.add_middleware(SameOrigin)
    names = host_names(chosen.intake_host, chosen.intake_url, chosen)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=names, www_redirect=False)
    app.add_middleware(SecurityHeaders)
    return app


def _lifespan(settings: Settings) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def open_store(app: FastAPI) -> AsyncIterator[None]:
        with registry_in_use.opened_store(settings) as store, PictureReader() as reader:
            app.state.store = store
            app.state.seal = open_seal(settings.reporter_key)
            app.state.picture_reader = reader
            app.state.queue = AcceptanceQueue(store)
            app.state.queue.start()
            app.state.official = OfficialDesk(settings, store)
            app.state.official.start()
            try:
                yield
            finally:
                app.state.official.close()
                await app.state.queue.close()

    return open_store
