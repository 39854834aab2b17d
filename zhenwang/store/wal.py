"""Which SQLite may use a write-ahead log.

https://www.sqlite.org/wal.html#walresetbug: from 3.7.0 to 3.51.2 two connections that race with a checkpoint can lose
committed writes. Fixed in 3.51.3 and in the 3.50 and 3.44 branches; the rollback journal never had it.
"""

from __future__ import annotations

_FIRST_WITH_WAL = (3, 7, 0)
_FIXED = (3, 51, 3)
_FIXED_IN_BRANCH = {(3, 50): 7, (3, 44): 6}
_WITHDRAWN = frozenset({(3, 52, 0)})


def wal_is_safe(version: tuple[int, int, int]) -> bool:
    """Whether this SQLite keeps every committed write in WAL mode. False for versions without it and withdrawn ones."""
    if version < _FIRST_WITH_WAL or version in _WITHDRAWN:
        return False
    if version >= _FIXED:
        return True
    return version[2] >= _FIXED_IN_BRANCH.get(version[:2], version[2] + 1)


def notice(version: tuple[int, int, int]) -> str:
    """One sentence for the operator when WAL is not used; empty when it is."""
    if wal_is_safe(version):
        return ""
    written = ".".join(map(str, version))
    return (
        f"SQLite {written} can lose committed writes in WAL mode, so the store uses the slower rollback journal;"
        " SQLite 3.51.3 or later (on Linux: the pysqlite3 package) lifts this."
    )
