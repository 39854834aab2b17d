"""``zhenwang judge`` and ``zhenwang text``: what the line makes of a saved page, without any network."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from models.scoring import Model
from zhenwang import line, runtime
from zhenwang.cli.output import fail, out, print_json, print_json_lines
from zhenwang.domain.hosts import NotAHost, host_of, parse_host
from zhenwang.domain.look import Look, Picture
from zhenwang.domain.registry import Registry
from zhenwang.domain.signal import Axis
from zhenwang.reading.in_process import read
from zhenwang.settings import Settings
from zhenwang.text.comparable import comparable


def text() -> None:
    """Read text on standard input and print its comparable form.

    Traditional characters become simplified, inline pinyin and symbol noise go, widths and case are folded.
    """
    print(comparable(sys.stdin.buffer.read().decode("utf-8", "replace")))


def judge(
    *,
    url: str = "",
    html: Path | None = None,
    image: Annotated[list[Path] | None, Parameter(negative=())] = None,
    batch: Path | None = None,
    as_json: Annotated[bool, Parameter(name="--json", negative=())] = False,
) -> None:
    """Judge a saved page: whom does it say it is, is it not them, what does it do to people?

    Parameters
    ----------
    url
        The address the page was saved from.
    html
        The saved page.
    image
        A picture of the page; may be given several times.
    batch
        JSON lines instead: `{"id", "url", "html" or "text", "images": [paths], "headers": {}}`, one object a page out.
    as_json
        Print the whole judgement as JSON.
    """
    wanted = [path for path in (html, batch, *(image or ())) if path is not None]
    missing = [str(path) for path in wanted if not path.is_file()]
    if missing:
        fail(f"no such file: {', '.join(missing)}", 2)
    if batch is None and (html is None or not url):
        fail("give --url and --html, or --batch (see zhenwang judge --help)", 2)
    registry, model = runtime.load_registry(Settings()), runtime.load_model()
    if batch is not None:
        print_json_lines(_batch(batch, registry, model))
    elif html is not None:
        found = _judge(url, html.read_bytes(), [path.read_bytes() for path in image or ()], {}, registry, model)
        print_json(found) if as_json else _print(found)


def _judge(
    url: str, body: bytes, pictures: Sequence[bytes], headers: Mapping[str, str], registry: Registry, model: Model
) -> dict[str, object]:
    host = parse_host(host_of(url))
    if isinstance(host, NotAHost):
        return {"error": f"{url!r} names no host: {host.reason}"}
    shown = tuple(Picture(f"picture-{number}", "logo", bytes_) for number, bytes_ in enumerate(pictures, 1))
    look = read(Look(host.ascii, url, runtime.now(), url, 200, tuple(headers.items()), body, (), shown))
    signals = line.detect(look, registry)
    score = line.score(signals, registry, model)
    return {
        "band": score.band.value,
        "probability": round(score.probability, 6),
        "imitates": score.imitates,
        "limb": score.limb,
        "held_back": score.held_back,
        "signals": [asdict(signal) for signal in signals if signal.axis is not Axis.EXCULPATION],
        "exculpation": [asdict(signal) for signal in signals if signal.axis is Axis.EXCULPATION],
        "gaps": [f"{gap.kind}: {gap.detail}" for gap in look.gaps],
    }


def _batch(path: Path, registry: Registry, model: Model) -> Iterator[dict[str, object]]:
    with path.open(encoding="utf-8", errors="replace") as lines:
        for number, text_line in enumerate(lines, 1):
            if text_line.strip():
                yield _batch_line(text_line, number, registry, model)


def _batch_line(text_line: str, number: int, registry: Registry, model: Model) -> dict[str, object]:
    identity = None
    try:
        given = json.loads(text_line)
        identity = given.get("id")
        body = str(given["html"] if given.get("html") else given["text"]).encode("utf-8", "replace")
        pictures = [Path(picture).read_bytes() for picture in given.get("images") or ()]
        headers = {str(key): str(value) for key, value in (given.get("headers") or {}).items()}
        return {"id": identity, **_judge(str(given["url"]), body, pictures, headers, registry, model)}
    except (ValueError, KeyError, TypeError, AttributeError, OSError, RecursionError) as problem:
        return {"id": identity, "error": f"line {number}: {type(problem).__name__}: {problem}"[:300]}


def _print(found: dict[str, object]) -> None:
    if "error" in found:
        fail(str(found["error"]), 2)
    out.print(f"{found['band']}  {found['probability']:.2f}  {found['imitates'] or '-'}", style="bold", markup=False)
    for key in ("signals", "exculpation"):
        rows = found[key]
        for row in rows if isinstance(rows, list) else ():
            out.print(f"  {row['axis']:12} {row['name']:26} {row['value']:.2f}  {row['because']}", markup=False)
