"""For programs that are killed by themselves: a store, and a count of statements after which it is over."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from sqlalchemy import event

from zhenwang.store.opening import Store, open_store


def opened(folder: Path) -> Store:
    return open_store(f"sqlite:///{folder}/store.db", folder / "blobs")


def count_down(store: Store, left: int) -> None:
    """Kill this process before the statement, or the commit, that comes after ``left`` others."""

    def tick(*_: object) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(store.engine, "before_cursor_execute", tick)
    event.listen(store.engine, "commit", tick)
