"""The zip archive around a workbook, opened under bounds: members, real sizes counted while inflating, ratio.

What the directory declares is checked first and never believed: a part is inflated in pieces, and reading stops at the
bound. Nothing is written anywhere, and no archive inside the archive is opened.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from zhenwang.lists.tables import BadFileError

MEBIBYTE = 1024 * 1024
MAX_MEMBERS = 2_000
MAX_INFLATED = 128 * MEBIBYTE
MAX_RATIO = 250  # of real sheets, one in a hundred reaches 40; zeros reach 1,030
RATIO_COUNTS_FROM = 4 * MEBIBYTE
PIECE = 256 * 1024

_DIRECTORY_ENTRY = b"PK\x01\x02"
# What zipfile and zlib are known to raise on damaged bytes; RuntimeError is an encrypted member, NotImplementedError
# (one of its kinds) an unknown compression, ValueError a name that is no UTF-8.
_DAMAGE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, RuntimeError, OverflowError)


class Archive:
    """The parts of a zip archive. Every method raises ``BadFileError`` with a sentence, and nothing else."""

    def __init__(self, body: bytes) -> None:
        # Counted in the bytes: the directory is read whole on opening, whatever number of members it admits to.
        if body.count(_DIRECTORY_ENTRY) > MAX_MEMBERS:
            raise BadFileError(f"the file is a zip archive of more than {MAX_MEMBERS:,} members: it was not opened")
        try:
            self._zip = zipfile.ZipFile(BytesIO(body))
        except _DAMAGE as error:
            raise BadFileError("the workbook is cut off or damaged: save it again as .xlsx and import that") from error
        self._inflated = 0
        self.names = tuple(self._zip.namelist())
        self._check_directory()

    def _check_directory(self) -> None:
        if len(set(self.names)) != len(self.names):
            twice = next(name for name in self.names if self.names.count(name) > 1)
            raise BadFileError(f"the workbook holds the part '{twice[:80]}' twice: programs would not agree on it")
        for member in self._zip.infolist():
            if member.flag_bits & 1:
                raise BadFileError("the workbook is encrypted: remove the password and save it again as .xlsx")
            if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise BadFileError(f"the part '{member.filename[:80]}' is compressed in a way no workbook is")

    def pieces(self, name: str) -> Iterator[bytes]:
        """The inflated bytes of a part, in pieces."""
        try:
            member = self._zip.getinfo(name)
        except KeyError as error:
            raise BadFileError(f"the workbook has no part '{name[:80]}': save it again as .xlsx") from error
        self._bound(name, member.file_size, member.compress_size, self._inflated + member.file_size)
        read = 0
        try:
            with self._zip.open(member) as part:
                while piece := part.read(PIECE):
                    read += len(piece)
                    self._inflated += len(piece)
                    self._bound(name, read, member.compress_size, self._inflated)
                    yield piece
            if read != member.file_size:
                raise zipfile.BadZipFile("the directory declares another size")
        except _DAMAGE as error:
            raise BadFileError(f"the part '{name[:80]}' of the workbook is damaged: save it again as .xlsx") from error

    @staticmethod
    def _bound(name: str, size: int, packed: int, inflated: int) -> None:
        if inflated > MAX_INFLATED:
            limit = MAX_INFLATED // MEBIBYTE
            raise BadFileError(f"the workbook unpacks to more than {limit} MiB (part '{name[:80]}'): it was not read")
        if size > RATIO_COUNTS_FROM and size > MAX_RATIO * max(packed, 1):
            told = f"the part '{name[:80]}' unpacks to more than {MAX_RATIO} times its size"
            raise BadFileError(f"{told}: no list does, so the workbook was not read")
