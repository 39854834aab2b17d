"""What goes wrong outside the program, in one sentence: settings, the disk, the store. The rest is a bug of ours."""

from __future__ import annotations


def explain(problem: Exception) -> tuple[str, int] | None:
    """The sentence and the exit code (2 for a setting, else 1), or None when the fault is the program's own."""
    # Imported here, because `zhenwang --help` comes through this module too and needs neither.
    from pydantic import ValidationError
    from pydantic_settings import SettingsError

    from zhenwang.registry.jurisdictions import JurisdictionError
    from zhenwang.store.faults import StoreError

    if isinstance(problem, ValidationError) and problem.title == "Settings":
        return "; ".join(_setting(error["loc"], error["input"], error["msg"]) for error in problem.errors()), 2
    if isinstance(problem, SettingsError):
        return f'the settings cannot be read: {problem} (a list is written as JSON: ["one", "two"])', 2
    if isinstance(problem, JurisdictionError):
        return str(problem), 2
    if isinstance(problem, StoreError):
        return str(problem), 1
    if isinstance(problem, OSError):
        place = f"{problem.filename}: " if problem.filename else ""
        return f"{place}{problem.strerror or problem}", 1
    return None


def _setting(place: tuple[int | str, ...], value: object, why: str) -> str:
    name = ".".join(str(part) for part in place)
    return f"the setting ZHENWANG_{name.upper()} is {str(value)[:80]!r}: {why[:1].lower()}{why[1:]}"
