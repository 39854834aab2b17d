"""Parts of pages for htmx: one block of a template, with the words and frame that the whole page has."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2_fragments import render_block

from zhenwang.web.house import house_of, visitor_of
from zhenwang.web.rendering import environment, language_of
from zhenwang.web.words import words


def partial(request: Request) -> bool:
    """Whether htmx asks for a part; a page that the browser takes back from its history is asked for whole."""
    return request.headers.get("hx-request") == "true" and "hx-history-restore-request" not in request.headers


def fragment(request: Request, template: str, block: str, status: int = 200, **context: object) -> HTMLResponse:
    """One block of a template."""
    visitor, language = visitor_of(request), language_of(request)
    templates = environment(language)
    shared = {
        "parts": templates.get_template("parts.html.j2").module,  # what the frame imports for whole pages
        "t": words(language),
        "language": language,
        "visitor": visitor,
        "token": house_of(request).sessions.token(visitor),
        "path": request.url.path,
        "here": request.url.path,
    }
    return HTMLResponse(render_block(templates, template, block, shared | context), status)
