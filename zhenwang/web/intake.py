"""The public intake as an ASGI application: reports in, receipts out, nothing else."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from fastapi import FastAPI
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.staticfiles import StaticFiles

from zhenwang import registry_in_use
from zhenwang.access.sealing import open_seal
from zhenwang.reading.sent_pictures import PictureReader
from zhenwang.settings import Settings
from zhenwang.web import intake_api, intake_form, proof
from zhenwang.web.console import STATIC
from zhenwang.web.forgery import SameOrigin
from zhenwang.web.guard import Guard, Guarded, InFlight
from zhenwang.web.headers import BoundedBody, SecurityHeaders
from zhenwang.web.house import host_names
from zhenwang.web.intake_faults import answer_faults
from zhenwang.web.intake_queue import AcceptanceQueue

MAX_BODY = 64 * 1024


def create_app(settings: Settings | None = None) -> FastAPI:
    """The intake; the store is opened when the server starts. It holds no registry and shows no case."""
    chosen = settings or Settings()
    app = FastAPI(
        title="甄网 Zhenwang intake",
        version="1",
        summary="Report suspected counterfeit government sites",
        lifespan=_lifespan(chosen),
        docs_url=None,
        redoc_url=None,
    )
    app.include_router(intake_api.router)
    app.include_router(intake_form.router)
    app.include_router(proof.router)
    app.mount("/static", StaticFiles(directory=STATIC))
    answer_faults(app)
    app.state.guard = Guard.of(chosen)
    app.add_middleware(InFlight)
    app.add_middleware(BoundedBody, most=MAX_BODY)
    app.add_middleware(Guarded, guard=app.state.guard)
    app.add_middleware(SameOrigin)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=host_names(chosen.intake_host, chosen), www_redirect=False)
    app.add_middleware(SecurityHeaders)
    return app


def _lifespan(settings: Settings) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def open_store(app: FastAPI) -> AsyncIterator[None]:
        with registry_in_use.opened_store(settings) as store:
            app.state.store = store
            app.state.seal = open_seal(settings.reporter_key)
            app.state.picture_reader = PictureReader()
            app.state.queue = AcceptanceQueue(store)
            app.state.queue.start()
            yield
            await app.state.queue.close()
            app.state.picture_reader.close()

    return open_store
