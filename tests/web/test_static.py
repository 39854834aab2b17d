from __future__ import annotations

import base64
import hashlib
import json
import re

import pytest

from zhenwang.web.console import STATIC

VENDORED = sorted(STATIC.glob("vendor/*/manifest.json"))


def test_something_is_vendored() -> None:
    assert VENDORED


@pytest.mark.parametrize("manifest", VENDORED, ids=lambda path: path.parent.name)
def test_vendored_files_are_what_was_published(manifest) -> None:
    told = json.loads(manifest.read_text())
    body = (manifest.parent / told["file"]).read_bytes()
    assert base64.b64encode(hashlib.sha384(body).digest()).decode() == told["sha384"]
    assert told["version"] in manifest.parent.name
    assert told["licence"]


def test_templates_hold_no_inline_script_style_or_foreign_address() -> None:
    for path in (STATIC.parent / "templates").glob("*.j2"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"<script(?![^>]*\bsrc=)|\bstyle=|\son\w+=|javascript:", text), path
        assert not re.search(r"(?:src|href|action)=[\"']?(?:https?:)?//", text), path
        assert "|safe" not in text.replace(" ", ""), path


def test_our_own_style_and_script_load_nothing_from_elsewhere() -> None:
    for name in ("zhenwang.css", "console.js"):
        text = (STATIC / name).read_text(encoding="utf-8")
        assert "url(" not in text
        assert "//" not in re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE)
        assert "eval(" not in text
        assert "innerHTML" not in text
