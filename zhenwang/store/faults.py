"""What can go wrong with a store, each said in one sentence that names the place and what to do."""

from __future__ import annotations


class StoreError(Exception):
    """Any fault of the store. ``str()`` is one sentence for the operator."""


class CannotOpenError(StoreError):
    """The store was not opened and nothing in it was changed."""


class StoreUnavailableError(StoreError):
    """The store could not do this now (locked, full, gone). Nothing was written; the same call may be tried again."""


class RecordUnwritableError(StoreUnavailableError):
    """What somebody did cannot be written down, so it was not done (threat Q20). Reading goes on."""


class BlobDamagedError(StoreError):
    """Bytes that a row names are missing, or are not what was put there."""
