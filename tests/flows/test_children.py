"""Programs that stay up beside ours: what is said when one of them ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.children import Children


def test_a_child_that_ends_is_quoted(tmp_path: Path) -> None:
    with Children({}, tmp_path) as children:
        children.start("console", "python", "-c", "raise SystemExit('no such jurisdiction: xy')")
        with pytest.raises(RuntimeError, match=r"the console ended by itself: no such jurisdiction: xy \(its log is"):
            children.wait_until(lambda: False, 60, "nothing happened")
