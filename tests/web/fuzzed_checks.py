"""What schemathesis cannot know of the public interface: judged on every answer, beside its own checks."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import jsonschema_rs
import schemathesis
from schemathesis import Case, CheckContext, Response

from zhenwang.web.bulk_models import BulkReport

_WITHOUT_ADDRESS = "no web address was found"


@schemathesis.check
def refused_only_for_what_the_description_cannot_say(_ctx: CheckContext, response: Response, case: Case) -> None:
    """A well-formed report is refused only because it names no site; every 422 names a field or a reason."""
    if response.status_code != 422:
        return
    told = response.json()
    assert told["error"]
    assert told.get("why") or all(one["field"] and one["reason"] for one in told["fields"])
    if case.path == "/api/v1/reports" and case.meta and case.meta.generation.mode.is_positive:
        (only,) = told["fields"]
        assert only["field"] == "body"
        assert only["reason"].lower().startswith(_WITHOUT_ADDRESS)


@schemathesis.check
def each_report_of_a_transfer_is_judged_by_itself(_ctx: CheckContext, response: Response, case: Case) -> None:
    """Refused is exactly what the description does not allow, and what names no site or repeats a reference."""
    if case.path != "/api/v1/bulk" or response.status_code != 200:
        return
    told, given = response.json(), _body(response)["reports"]
    assert len(told["results"]) == len(given)
    assert told["accepted"] + told["repeated"] + told["refused"] == len(given)
    for report, result in zip(given, told["results"], strict=True):
        if not _validator().is_valid(report):
            assert result["result"] == "refused"
        elif result["result"] == "refused":
            (only,) = result["fields"]
            assert _WITHOUT_ADDRESS in only["reason"].lower() or only["field"] == "reference"
        assert bool(result["receipt"]) == (result["result"] != "refused")


@schemathesis.check
def every_answer_has_the_headers_of_the_house(_ctx: CheckContext, response: Response, _case: Case) -> None:
    for name in ("content-security-policy", "x-content-type-options", "cache-control"):
        assert response.headers.get(name), name
    assert "server" not in response.headers


@schemathesis.check
def no_answer_shows_how_it_is_made(_ctx: CheckContext, response: Response, _case: Case) -> None:
    for trace in (b"Traceback", b'File "', b"sqlalchemy", b"pydantic.dev", b"site-packages"):
        assert trace not in response.content


@cache
def _validator() -> Any:
    return jsonschema_rs.validator_for(BulkReport.model_json_schema())


def _body(response: Response) -> Any:
    sent = response.request.body
    return json.loads(sent if isinstance(sent, (str, bytes)) else b"null")
