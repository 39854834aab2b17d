"""The limit: a FastAPI endpoint that checks a body and makes one durable INSERT, and does nothing that a report needs.

No address is read, nobody is limited, nothing is sealed, no key is looked up, nothing is counted per host.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
from typing import Annotated

from fastapi import FastAPI
from pydantic import BaseModel, Field


class Body(BaseModel):
    """As much of a report as an insert needs."""

    text: Annotated[str, Field(max_length=20_000)]
    reached_by: str = ""
    note: str = ""


def create_app() -> FastAPI:
    app = FastAPI()
    connection = sqlite3.connect(os.environ["BARE_DATABASE"], isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE IF NOT EXISTS reports (receipt TEXT PRIMARY KEY, text TEXT, way TEXT, note TEXT)")

    @app.post("/api/v1/reports", status_code=202)
    async def accept(body: Body) -> dict[str, str]:
        receipt = secrets.token_hex(16)
        row = (receipt, body.text, body.reached_by, body.note)
        connection.execute("INSERT INTO reports VALUES (?, ?, ?, ?)", row)
        return {"receipt": receipt}

    return app
