"""Lines that were made comparable a moment ago. One page is read by several, and its lines are the same to all of them.

A line has one comparable form, whoever asks and whenever, so that remembering it changes nothing but the time.
"""

from __future__ import annotations

from functools import cache

LONGEST = 2_000
"""Characters of a line that is remembered."""
_MOST = 1_000_000
"""Characters remembered in all, about as many as five very long pages have; then everything is forgotten."""


class LineMemo:
    """Comparable forms by line. May be shared by threads: what one forgets the other only reads again."""

    __slots__ = ("_forms", "_size")

    def __init__(self) -> None:
        self._forms: dict[str, str] = {}
        self._size = 0

    def get(self, line: str) -> str | None:
        return self._forms.get(line)

    def keep(self, line: str, form: str) -> str:
        """``form``, remembered as that of ``line``."""
        if len(line) <= LONGEST:
            self._size += len(line) + len(form)
            if self._size > _MOST:
                self._forms, self._size = {}, len(line) + len(form)
            self._forms[line] = form
        return form


@cache
def lines_read() -> LineMemo:
    """The memo of this process."""
    return LineMemo()
