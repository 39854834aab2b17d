"""The description of the public interface (OpenAPI 3.1): every answer that any part of the intake may give."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from zhenwang.web.bulk_models import BulkIn
from zhenwang.web.guard import BULK
from zhenwang.web.guard_answers import CHALLENGE
from zhenwang.web.intake_models import Fault, Invalid, ProofWanted, Unreadable

OPENAPI = "/api/v1/openapi.json"
OFFICIAL = "/api/v1/official"
TITLE = "甄网公众接口 · Zhenwang public interface"
ABOUT = """举报仿冒政府网站，查询一个网址是不是官方网站。可以不登录使用；批量转办另需令牌。

Report sites that pose as a Chinese government body, and ask whether a site is official. No account is needed; passing
on reports in bulk takes a token.

- A report is answered with `202` only after it is committed. After anything else, or nothing, send it again with the
  same `Idempotency-Key`: it stays one report.
- Bodies are JSON in UTF-8 (RFC 8259, and I-JSON, RFC 7493): one name stands once in an object, no `NaN`, no half
  surrogate pairs, no byte order mark, at most 32 levels deep. Fields that are not described are refused (`422`).
- No `Content-Encoding` is taken. Slow senders get `408`, too many `429` or `503`; both say `Retry-After` in seconds.
- What was sent is never repeated in an error.
"""
_RETRY = {
    "Retry-After": {
        "schema": {"type": "integer", "minimum": 1}, "required": True, "description": "Seconds to wait.",
    }
}  # fmt: skip
_PROOF = {
    "name": "X-Proof",
    "in": "header",
    "required": False,
    "schema": {"type": "string"},
    "description": "Only after a `429` that names a `challenge`: the solution, as base64. Good for one report.",
}
_SCHEME = {
    "type": "http",
    "scheme": "bearer",
    "description": "A token of `zhenwang token issue`, from the office that runs this site. Keep it like a password.",
}
_MEANS = {
    CHALLENGE: "A challenge, and a question in words that stands for it in forms.",
    OFFICIAL: "What the registry says, with its date, its sources, and what that does not mean.",
}
_EXAMPLE = {
    "urls": ["hxxp://www-qingliu-gov[.]example/cx"],
    "claims": "青柳市人民政府",
    "reached_by": "sms",
    "note": "短信里的链接，点开以后要填身份证号",
}


def describe(app: FastAPI) -> None:
    """Let the application describe itself wholly; made once, when it is first asked for."""
    made = app.openapi

    def whole() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _completed(made())
        return app.openapi_schema

    app.openapi = whole  # type: ignore[method-assign]  # FastAPI's own way to extend a description


def _completed(told: dict[str, Any]) -> dict[str, Any]:
    components = told.setdefault("components", {})
    components["schemas"] = components.get("schemas", {}) | _schemas(Fault, Unreadable, Invalid, ProofWanted, BulkIn)
    for unused in ("HTTPValidationError", "ValidationError"):
        components["schemas"].pop(unused, None)
    components["securitySchemes"] = {"bulkToken": _SCHEME}
    for path, operations in told["paths"].items():
        for method, operation in operations.items():
            _complete(path, method, operation)
    _give_examples(told["paths"])
    return told


def _complete(path: str, method: str, operation: dict[str, Any]) -> None:
    answers = operation["responses"]
    answers["400"] = _answer("The request or its JSON cannot be read.", Unreadable, plain=True)
    answers["408"] = _answer("The request came too slowly.", Fault if method == "post" else None, plain=True)
    answers["431"] = _answer("The request's head is too large.", None, plain=True)
    answers["429"] = _answer("Too many requests from here, or altogether.", ProofWanted, _RETRY)
    answers["503"] = _answer("Not now; nothing was kept.", Fault, _RETRY)
    answers["500"] = _answer("A fault of ours, with a number to ask about.", Fault)
    if "422" in answers and "HTTPValidationError" in str(answers["422"]):
        answers["422"] = _answer("The fields at fault, each with its reason; nothing was taken.", Invalid)
    if method == "post":
        answers["403"] = _answer("A browser says that another site caused this request.", Fault)
        answers["413"] = _answer("The body is too large.", Fault)
        answers["415"] = _answer("The body is not JSON in UTF-8 as it is.", Fault)
        answers["422"] = _answer("The fields at fault, each with its reason; nothing was taken.", Invalid)
        if path != BULK:
            operation.setdefault("parameters", []).append(_PROOF)
    if (means := _MEANS.get(path)) and "200" in answers:
        answers["200"]["description"] = means
    operation["responses"] = dict(sorted(answers.items()))


def _answer(
    means: str, model: type[BaseModel] | None, headers: dict[str, Any] | None = None, *, plain: bool = False
) -> dict[str, Any]:
    content: dict[str, Any] = {}
    if model:
        content["application/json"] = {"schema": {"$ref": f"#/components/schemas/{model.__name__}"}}
    if plain:
        content["text/plain"] = {"schema": {"type": "string"}}
    return {"description": means, "content": content} | ({"headers": headers} if headers else {})


def _give_examples(paths: dict[str, Any]) -> None:
    report, bulk = paths["/api/v1/reports"]["post"], paths[BULK]["post"]
    report["requestBody"]["content"]["application/json"]["example"] = _EXAMPLE
    item = _EXAMPLE | {"reference": "WH12345-20261123-000871"}
    bulk["requestBody"]["content"]["application/json"]["example"] = {"reports": [item]}
    report["responses"]["202"]["headers"] = {
        "Location": {
            "schema": {"type": "string", "pattern": "^/api/v1/reports/[0-9a-f]{32}$"},
            "required": True,
            "description": "Where the status stands.",
        }
    }


def _schemas(*models: type[BaseModel]) -> dict[str, Any]:
    wanted = [(model, "validation") for model in models]
    _, found = models_json_schema(wanted, ref_template="#/components/schemas/{model}")  # type: ignore[arg-type]
    return dict(found["$defs"])
