"""Checkpoints and tree heads: a size, or a sentence."""

from __future__ import annotations

import pytest

from zhenwang.sources.tree_head import TreeHead, read_checkpoint, read_sth

ROOT = "A" * 43 + "="
SIGNED = "\n— log.example/x " + "A" * 40 + "\n"


@pytest.mark.parametrize(
    "note",
    [
        f"log.example/x\n256\n{ROOT}\n{SIGNED}",
        f"log.example/x\n256\n{ROOT}\nan extension line\n{SIGNED}",
        f"log.example/x\n256\n{ROOT}\n{SIGNED}— grease.invalid AAAAAAAA\n",
    ],
)
def test_C19_a_checkpoint_is_read(note: str) -> None:
    assert read_checkpoint(note.encode(), "log.example/x") == TreeHead(256)
    assert read_checkpoint(note.encode(), "") == TreeHead(256)


@pytest.mark.parametrize(
    "note",
    [
        "",
        f"log.example/x\n256\n{ROOT}\n",
        f"log.example/x\n256\n{ROOT}\n\n- log.example/x AAAAAAAA\n",
        f"log.example/x\n0256\n{ROOT}\n{SIGNED}",
        f"log.example/x\n256!\n{ROOT}\n{SIGNED}",
        f"log.example/x\n-1\n{ROOT}\n{SIGNED}",
        f"log.example/x\n9999999999999\n{ROOT}\n{SIGNED}",
        f"other.example/x\n256\n{ROOT}\n{SIGNED}",
        f"log.example/x\n256\nshort\n{SIGNED}",
        f"log.example/x\n256\n{ROOT}\n" + SIGNED * 10_000,
        f"log.example/x\r\n256\r\n{ROOT}\r\n{SIGNED}",
    ],
)
def test_C19_anything_else_is_refused_with_a_sentence(note: str) -> None:
    assert isinstance(read_checkpoint(note.encode(), "log.example/x"), str)


def test_a_tree_head_is_read() -> None:
    head = read_sth(b'{"tree_size":20217,"timestamp":1795161600000,"sha256_root_hash":"x"}')
    assert isinstance(head, TreeHead)
    assert (head.size, head.at.isoformat() if head.at else "") == (20217, "2026-11-20T08:00:00+00:00")


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>", b"[]", b"[" * 100_000, b'{"tree_size":"5","timestamp":1795161600000}',
     b'{"tree_size":-1,"timestamp":1}', b'{"tree_size":true,"timestamp":1795161600000}',
     b'{"tree_size":5}', b'{"tree_size":5,"timestamp":-1}'],
)  # fmt: skip
def test_C4_anything_else_is_a_sentence(body: bytes) -> None:
    assert isinstance(read_sth(body), str)
