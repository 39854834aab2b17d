"""QR codes in a picture: their texts, which are leads and never followed."""

from __future__ import annotations

import numpy as np
import zxingcpp
from PIL import Image

MAX_CODES = 8
MAX_TEXT = 2_000
_FORMATS = zxingcpp.BarcodeFormats((zxingcpp.BarcodeFormat.QRCode,))
_LEAST = 60
"""Pixels a side: the smallest code has 21 modules with four on each side left white, and a module has two pixels."""


def codes_in(grey: Image.Image) -> tuple[str, ...]:
    """The texts of the codes in a grey picture, each once, cut at ``MAX_TEXT`` characters."""
    if min(grey.size) < _LEAST:
        return ()
    read = zxingcpp.read_barcodes(np.ascontiguousarray(grey), formats=_FORMATS)
    texts = (found.text[:MAX_TEXT] for found in read if found.text)
    return tuple(dict.fromkeys(texts))[:MAX_CODES]
