"""The package: every file of a handoff, by the name it gets in the folder. Names are ours, never a page's."""

from __future__ import annotations

import json

from zhenwang.handoff import as_html, as_json
from zhenwang.handoff.dossier import Dossier


def files(dossier: Dossier) -> dict[str, bytes]:
    """``case.json``, ``case.html``, and ``evidence/``: the manifest, a ``sha256sum -c`` list, and the bytes seen."""
    sums = "".join(f"{entry}\n" for entry in _sums(dossier))
    return {
        "case.json": as_json.render(dossier),
        "case.html": as_html.render(dossier),
        "evidence/manifest.json": dossier.manifest,
        "evidence/SHA256SUMS": sums.encode(),
        **{f"evidence/{name}": body for name, body in dossier.files.items()},
    }


def _sums(dossier: Dossier) -> list[str]:
    return [f"{entry['sha256']}  {entry['name']}" for entry in json.loads(dossier.manifest)["files"]]
