"""Logo search over many hashes against an imagehash loop, and one picture's reading against imagehash's functions.

usage: python bench/logos.py [--hashes 15000] [--queries 64] [--rounds 5]

The loop is ``[known - seen for known in hashes]`` over ``ImageHash`` objects. Reading is ``appearance_of`` (the whole
and its parts, colours, codes) against ``phash``, ``dhash``, ``whash`` and ``colorhash`` called one after another on the
bytes: of the whole only, and of as many parts. CPU time, rounds interleaved, median: only the ratios mean something.
"""

from __future__ import annotations

import argparse
import io
import random
import statistics
import time
from collections.abc import Callable

import imagehash
import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from zhenwang.pictures.appearance import appearance_of
from zhenwang.pictures.hash_search import HashIndex
from zhenwang.pictures.look_alike import KINDS, KnownViews

SIZES = {"mark 52x63": (52, 63), "logo 445x93": (445, 93), "icon 256x256": (256, 256), "banner 1920x420": (1920, 420)}


def timed(work: Callable[[], object], times: int = 1) -> float:
    started = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - started) / times


def drawn(size: tuple[int, int], rng: random.Random) -> bytes:
    image = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(image)
    for _ in range(40):
        x, y = rng.randrange(size[0]), rng.randrange(size[1])
        box = (x, y, x + rng.randrange(4, size[0] // 4), y + rng.randrange(4, size[1] // 2))
        pen.ellipse(box, fill=(rng.randrange(256), rng.randrange(256), rng.randrange(256)))
    held = io.BytesIO()
    image.filter(ImageFilter.GaussianBlur(1)).save(held, "PNG")
    return held.getvalue()


def one_after_another(body: bytes) -> list[object]:
    """The whole only: of more parts, as many times that."""
    made = (imagehash.phash, imagehash.dhash, imagehash.whash, imagehash.colorhash)
    return [hashed(Image.open(io.BytesIO(body))) for hashed in made]


def search(count: int, queries: int, rounds: int) -> None:
    rng = np.random.default_rng(20261122)
    known = rng.integers(0, 2**64, count, np.uint64)
    seen = rng.integers(0, 2**64, queries, np.uint64)
    objects = [imagehash.hex_to_hash(f"{bits:016x}") for bits in known.tolist()]
    asked = imagehash.hex_to_hash(f"{int(seen[0]):016x}")
    index = HashIndex(known)
    views = KnownViews(
        [tuple(row) for row in rng.integers(0, 2**64, (count, len(KINDS)), np.uint64).tolist()], range(count)
    )
    parts = [tuple(row) for row in rng.integers(0, 2**64, (8, len(KINDS)), np.uint64).tolist()]
    assert [int(one - asked) for one in objects] == index.distances(int(seen[0])).tolist()
    loops, ones, batches, whole = [], [], [], []
    for _ in range(rounds):
        loops.append(timed(lambda: [one - asked for one in objects]))
        ones.append(timed(lambda: index.distances(int(seen[0])), 200))
        batches.append(timed(lambda: list(index.within(seen, 8)), 3) / queries)
        whole.append(timed(lambda: views.nearest(parts), 5))
    loop, one, batch, nearest = (statistics.median(part) for part in (loops, ones, batches, whole))
    print(
        f"{count:,} hashes, one query: imagehash loop {loop * 1e3:.1f} ms, index {one * 1e6:.1f} us: {loop / one:,.0f}x"
    )
    print(f"{queries} queries at once, hits within 8 bits: {batch * 1e6:.1f} us a query: {loop / batch:,.0f}x")
    print(f"a picture of 8 parts with all its hashes against {count:,} views: {nearest * 1e3:.2f} ms")


def reading(rounds: int) -> None:
    rng = random.Random(20261122)
    for name, size in SIZES.items():
        body = drawn(size, rng)
        ours, theirs = [], []
        for _ in range(rounds):
            ours.append(timed(lambda body=body: appearance_of(body), 5))
            theirs.append(timed(lambda body=body: one_after_another(body), 5))
        mine, other = statistics.median(ours), statistics.median(theirs)
        seen = appearance_of(body)
        parts = sum(kind.startswith("phash") for kind, _ in seen.hashes) if seen else 0
        print(
            f"{name}: {mine * 1e3:.1f} ms with {parts} parts; imagehash {other * 1e3:.1f} ms for the whole alone"
            f" ({other / mine:.1f}x), as many parts {other * parts / mine:.1f}x"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hashes", type=int, default=15_000)
    parser.add_argument("--queries", type=int, default=64)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    search(asked.hashes, asked.queries, asked.rounds)
    reading(asked.rounds)


if __name__ == "__main__":
    main()
