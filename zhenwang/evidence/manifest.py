"""The manifest of a case's evidence: every file by SHA-256 and SM3, with the circumstances of its taking.

法发〔2016〕22号 art. 5 and 14 ask for integrity values and for object, time, place, method and process; the
manifest is the list that a reviewer's confirmation binds and that ``zhenwang evidence verify`` reads. This version
fixes the bytes that the look brought back; screenshots, WARC and time-stamps join it with the capture collector.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from zhenwang.domain.case import Case
from zhenwang.domain.look import Look

FORMAT = "zhenwang-evidence/1"
MAX_MANIFEST = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """One file of the evidence. ``name`` is ours (never the page's); ``origin`` is where the bytes came from."""

    name: str
    size: int
    sha256: str
    sm3: str
    origin: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """``digest`` is the SHA-256 of ``as_json()``: the one value that stands for the whole evidence."""

    case: str
    host: str
    taken_at: datetime
    fixed_at: datetime
    requests: tuple[Mapping[str, str], ...]
    gaps: tuple[str, ...]
    files: tuple[EvidenceFile, ...]

    def as_json(self) -> bytes:
        """Canonical JSON (sorted keys, UTF-8, no spaces): the same manifest is always the same bytes."""
        content = {
            "format": FORMAT,
            "case": self.case,
            "host": self.host,
            "taken_at": self.taken_at.isoformat(),
            "fixed_at": self.fixed_at.isoformat(),
            "method": "one guarded HTTP GET per request, no script run, no form submitted, no credentials sent",
            "requests": list(self.requests),
            "gaps": list(self.gaps),
            "files": [
                {"name": f.name, "size": f.size, "sha256": f.sha256, "sm3": f.sm3, "origin": f.origin}
                for f in self.files
            ],
        }
        return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.as_json()).hexdigest()


def files_of(look: Look) -> dict[str, tuple[str, bytes]]:
    """The files that a look consists of, as ``{our name: (origin, bytes)}``. Names never come from the page."""
    files = {}
    if look.body:
        files["page.body"] = (look.final_url or look.url, look.body)
    headers = "".join(f"{name}: {value}\r\n" for name, value in look.headers)
    if headers:
        files["page.headers"] = (look.final_url or look.url, headers.encode("utf-8", "surrogateescape"))
    for number, picture in enumerate(look.pictures, 1):
        files[f"picture-{number:02d}.bin"] = (picture.url, picture.body)
    return files


def build(case: Case, look: Look, now: datetime) -> Manifest:
    """Fix what a look brought back as the case's evidence. Addresses stand in it exactly as they were asked for: an
    address without its query is another page. Whoever shows or writes one out hides what is somebody's own (R14).
    """
    files = tuple(
        EvidenceFile(name, len(body), hashlib.sha256(body).hexdigest(), sm3(body), origin)
        for name, (origin, body) in sorted(files_of(look).items())
    )
    requests = tuple(
        {
            "url": hop.url,
            "status": str(hop.status),
            "address": hop.address,
            "location": hop.location or "",
        }
        for hop in look.hops
    )
    gaps = tuple(f"{gap.kind}: {gap.detail}" for gap in look.gaps)
    return Manifest(case.id, look.host, look.at, now, requests, gaps, files)


def sm3(body: bytes) -> str:
    """SM3 (GB/T 32905-2016), which agencies ask for beside SHA-256; empty where this OpenSSL has none."""
    return hashlib.new("sm3", body).hexdigest() if "sm3" in hashlib.algorithms_available else ""


def verify(manifest: bytes, read: Callable[[str], bytes | None]) -> list[str]:
    """Check every file a manifest lists. ``read`` gives a file's bytes by name, or None.

    Returns one sentence per fault; an empty list means that the evidence is whole.
    """
    listed = _listed(manifest)
    if isinstance(listed, str):
        return [listed]
    faults, seen = [], set[str]()
    for number, entry in enumerate(listed, 1):
        name = str(entry.get("name", f"(entry {number})"))
        if name in seen:
            faults.append(f"{name}: listed twice")
        seen.add(name)
        body = read(name)
        if body is None:
            faults.append(f"{name}: missing")
        elif len(body) != entry.get("size"):
            faults.append(f"{name}: {len(body)} bytes, the manifest says {entry.get('size')}")
        elif hashlib.sha256(body).hexdigest() != entry.get("sha256"):
            faults.append(f"{name}: SHA-256 differs")
        elif entry.get("sm3") and sm3(body) and sm3(body) != entry["sm3"]:
            faults.append(f"{name}: SM3 differs")
    return faults


def _listed(manifest: bytes) -> list[dict[str, object]] | str:
    if len(manifest) > MAX_MANIFEST:
        return f"the manifest is larger than {MAX_MANIFEST} bytes"
    try:
        content = json.loads(manifest)
    except (ValueError, RecursionError):
        return "the manifest is not JSON"
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        return f"the manifest is not in the format {FORMAT}"
    files = content.get("files")
    if not isinstance(files, list) or not files or not all(isinstance(entry, dict) for entry in files):
        return "the manifest lists no files"
    return files
