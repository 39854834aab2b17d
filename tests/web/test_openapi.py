"""The description of the public interface is whole and true: told of the routes, and fuzzed on a running server."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import httpx
import jsonschema_rs
import pytest
from click.testing import CliRunner
from schemathesis.cli import schemathesis
from sqlalchemy import func, select
from starlette.testclient import TestClient

from tests.web import fuzzed_checks
from tests.web.served import served
from zhenwang import registry_in_use, runtime
from zhenwang.domain.access import Actor
from zhenwang.settings import Settings
from zhenwang.store import intake_tokens
from zhenwang.store.report_schema import reports
from zhenwang.web import intake
from zhenwang.web.intake_openapi import OPENAPI

assert fuzzed_checks, "importing it registers the checks"

CONFIG = Path(__file__).with_name("schemathesis.toml")
GOOD = {"urls": ["http://qingliu-gov.example/cx"]}
REPORTS, BULK, OFFICIAL = "/api/v1/reports", "/api/v1/bulk", "/api/v1/official"
MANY = "1000000 per second"


@pytest.fixture
def described(public: TestClient) -> dict[str, Any]:
    told: dict[str, Any] = public.get(OPENAPI).json()
    return told


def paths_of(routes: Iterable[Any]) -> Iterator[str]:
    for route in routes:
        inner = getattr(route, "original_router", None)
        yield from paths_of(inner.routes) if inner else (getattr(route, "path", ""),)


def test_every_route_for_programs_is_described(public: TestClient, described: dict[str, Any]) -> None:
    assert described["openapi"].startswith("3.1")
    routes = {path for path in paths_of(public.app.routes) if path.startswith("/api/")}  # type: ignore[attr-defined]
    assert routes - {OPENAPI} == set(described["paths"])
    assert {"/api/v1/reports", "/api/v1/reports/{receipt}", "/api/v1/bulk", "/api/v1/official"} <= routes


def test_the_description_teaches(described: dict[str, Any]) -> None:
    for path, operations in described["paths"].items():
        for operation in operations.values():
            assert len(operation.get("description", "")) > 40, path
            for parameter in operation.get("parameters", []):
                assert parameter.get("description"), (path, parameter["name"])
            for status, answer in operation["responses"].items():
                assert answer["description"] not in ("", "Successful Response", "Validation Error"), (path, status)
    for name in ("ReportIn", "BulkReport", "Status", "Receipt"):
        schema = described["components"]["schemas"][name]
        assert schema["description"]
    fields = described["components"]["schemas"]["ReportIn"]["properties"]
    assert all(field["description"] for field in fields.values())
    assert re.search("[\u4e00-\u9fff]", str(described["paths"][REPORTS]["post"]["requestBody"]))
    assert described["components"]["securitySchemes"]["bulkToken"]["scheme"] == "bearer"
    assert described["paths"][BULK]["post"]["security"] == [{"bulkToken": []}]


def test_what_stands_before_the_routes_is_described_for_each(described: dict[str, Any]) -> None:
    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            always = {"400", "408", "429", "431", "500", "503"}
            with_body = {"403", "413", "415", "422"} if method == "post" else set()
            assert always | with_body <= set(operation["responses"]), path
            for status in ("429", "503"):
                assert "Retry-After" in operation["responses"][status]["headers"]


def test_every_reference_leads_somewhere(described: dict[str, Any]) -> None:
    for name in re.findall(r"'#/components/schemas/([^']+)'", str(described)):
        assert name in described["components"]["schemas"]


def test_examples_are_taken(public: TestClient, described: dict[str, Any]) -> None:
    body = described["paths"][REPORTS]["post"]["requestBody"]["content"]["application/json"]["example"]
    assert public.post(REPORTS, json=body).status_code == 202


PROVOKED: tuple[tuple[int, str, str, dict[str, Any]], ...] = (
    (202, "post", REPORTS, {"json": GOOD}),
    (400, "post", REPORTS, {"content": b"{", "headers": {"Content-Type": "application/json"}}),
    (400, "post", REPORTS, {"json": GOOD, "headers": {"Host": "evil.example"}}),
    (400, "get", f"{REPORTS}/{'0' * 32}", {"headers": {"Host": "evil.example"}}),
    (400, "post", REPORTS, {"json": GOOD, "headers": {"Content-Length": "x"}}),
    (401, "post", BULK, {"json": {"reports": [GOOD]}}),
    (403, "post", REPORTS, {"json": GOOD, "headers": {"Origin": "https://evil.example"}}),
    (404, "get", f"{REPORTS}/{'0' * 32}", {}),
    (413, "post", REPORTS, {"content": b" " * (6 * 1024 * 1024), "headers": {"Content-Type": "application/json"}}),
    (415, "post", REPORTS, {"json": GOOD, "headers": {"Content-Encoding": "gzip"}}),
    (422, "post", REPORTS, {"json": {"urls": 7}}),
    (422, "get", OFFICIAL, {"params": {"host": ""}}),
)


@pytest.mark.parametrize(("status", "method", "path", "sent"), PROVOKED)
def test_every_answer_is_described(
    public: TestClient, described: dict[str, Any], status: int, method: str, path: str, sent: dict[str, Any]
) -> None:
    answer = public.request(method, path, **sent)
    assert answer.status_code == status
    template = path if path in described["paths"] else REPORTS + "/{receipt}"
    content = described["paths"][template][method]["responses"][str(status)]["content"]
    kind = answer.headers["Content-Type"].partition(";")[0]
    assert kind in content
    if kind == "application/json":
        whole = {**content[kind]["schema"], "components": described["components"]}
        assert jsonschema_rs.is_valid(whole, answer.json()), answer.text


@pytest.fixture
def port(settings: Settings) -> Iterator[int]:
    """A running server without limits, so that what is tested is the interface and not the doorkeeper."""
    free = settings.model_copy(update={
        "reports_per_client": MANY, "reports_per_subnet": MANY, "reports_in_all": MANY, "questions_per_client": MANY,
    })  # fmt: skip
    with served(intake.create_app(free)) as found:
        yield found


def fuzz(settings: Settings, port: int, *words: str) -> str:
    """Every check of schemathesis and ours, with a token. What it said; it must have found nothing."""
    with registry_in_use.opened_store(settings) as store:
        token = intake_tokens.issue(store, "fuzz", Actor("", "test"), "", runtime.now(), again=True)
    run = [
        "--config-file", str(CONFIG), "run", f"http://127.0.0.1:{port}{OPENAPI}", "--header",
        f"Authorization: Bearer {token}", "--checks", "all", "--no-color", "--suppress-health-check", "all",
        "--continue-on-failure", "--generation-database", "none", *words,
    ]  # fmt: skip
    done = CliRunner().invoke(schemathesis, run)
    assert done.exit_code == 0, done.output[-6_000:]
    return done.output


@pytest.mark.slow
def test_R5_schemathesis_finds_nothing(settings: Settings, port: int) -> None:
    said = fuzz(settings, port, "--max-examples", "4", "--seed", "7", "--phases", "examples,fuzzing,stateful")
    assert "Tested: 5" in said
    with registry_in_use.opened_store(settings) as store, store.read() as connection:
        assert connection.execute(select(func.count()).select_from(reports)).scalar_one() > 0, "and not all was 503"


@pytest.mark.soak
def test_R5_schemathesis_finds_nothing_in_20_000_cases(settings: Settings, port: int) -> None:
    said = fuzz(settings, port, "--max-examples", "3500")
    found = re.search(r"(\d[\d,]*) generated", said)
    assert found
    assert int(found[1].replace(",", "")) >= 20_000, said[-3_000:]


@pytest.mark.slow
def test_R12_where_limits_are_hit_it_finds_nothing_but_that_there_are_limits(settings: Settings) -> None:
    few = settings.model_copy(update={"reports_per_client": "5 per hour", "questions_per_client": "5 per hour"})
    with served(intake.create_app(few)) as port:
        fuzz(few, port, "--max-examples", "8", "--seed", "7", "--phases", "fuzzing")
        base = f"http://127.0.0.1:{port}"
        assert httpx.get(f"{base}/api/v1/challenge").status_code == 429
        assert httpx.post(f"{base}{REPORTS}", json=GOOD).status_code == 429
