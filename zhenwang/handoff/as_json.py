"""The machine form of a handoff: JSON, UTF-8, ISO-8601 instants with offset, addresses as machines write them.

An address that a person reported may hold that person's keys and numbers: they are hidden here (threat R14). The exact
addresses stand in the manifest itself, which is part of the evidence.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from zhenwang.handoff.dossier import Dossier
from zhenwang.text.personal import hidden

FORMAT = "zhenwang-handoff/1"


def render(dossier: Dossier) -> bytes:
    """A dossier as one JSON object."""
    case, official = dossier.case, dossier.official
    content = {
        "format": FORMAT,
        "case": case.id,
        "exported_at": dossier.exported_at.isoformat(),
        "suspect": {
            "host": case.host,
            "url": hidden(case.url),
            "final_url": hidden(dossier.look.final_url),
            "addresses": sorted({hop.address for hop in dossier.look.hops if hop.address}),
            "seen_at": dossier.look.at.isoformat(),
        },
        "imitates": {
            "site": case.imitates,
            "name": official.name if official else "",
            "hosts": list(official.hosts) if official else [],
            "region_code": official.region_code if official else "",
        },
        "finding": dict(dossier.proposal),
        "limb": dossier.limb,
        "article": dossier.article,
        "proposed_by": dossier.proposed_by,
        "confirmed_by": dossier.confirmed_by,
        "confirmed_at": dossier.confirmed_at.isoformat(),
        "reason": dossier.reason,
        "probability": case.score.probability,
        "model": case.score.model,
        "registry": case.score.registry,
        "signals": [asdict(signal) | {"article": dossier.offices.citation(signal.basis)} for signal in case.signals],
        "authorities": [
            {"part": acting.part, **asdict(acting), "article": dossier.offices.citation(acting.basis)}
            for acting in dossier.offices.authorities
        ],
        "evidence": {"digest": case.evidence, "manifest": _shown(json.loads(dossier.manifest))},
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _shown(manifest: dict[str, Any]) -> dict[str, Any]:
    """The manifest as it may be read by anybody: ``digest`` is that of the manifest itself, not of this."""
    asked = [one | {name: hidden(one.get(name, "")) for name in ("url", "location")} for one in manifest["requests"]]
    return manifest | {
        "requests": asked,
        "files": [one | {"origin": hidden(one["origin"])} for one in manifest["files"]],
    }
