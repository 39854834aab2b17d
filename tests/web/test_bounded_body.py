"""Bodies of the intake: of the right kind, whole, and never too many in memory at once."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from zhenwang.web.bounded_body import BoundedBody, Room

FORM = (b"content-type", b"application/x-www-form-urlencoded")
FILES = (b"content-type", b'multipart/form-data; boundary="abc"')


class Client:
    """Sends pieces of a body, each when it is told to, and notes what it is answered."""

    def __init__(self, pieces: Sequence[bytes], client: str = "one", *, cut: bool = False) -> None:
        self.pieces, self.client, self.cut = list(pieces), client, cut
        self.gate = asyncio.Event()
        self.gate.set()
        self.asked = 0
        self.status = 0

    async def receive(self) -> dict[str, object]:
        await self.gate.wait()
        self.asked += 1
        if not self.pieces:
            return {"type": "http.disconnect"}
        piece = self.pieces.pop(0)
        return {"type": "http.request", "body": piece, "more_body": bool(self.pieces) or self.cut}

    async def send(self, message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]

    async def post(self, app, path: str, *headers: tuple[bytes, bytes]) -> None:
        scope = {"type": "http", "method": "POST", "path": path, "query_string": b"", "headers": list(headers),
                 "state": {"client": self.client}}  # fmt: skip
        await app(scope, self.receive, self.send)


class Application:
    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        self.gate = asyncio.Event()
        self.gate.set()

    async def __call__(self, scope, receive, send) -> None:
        self.bodies.append((await receive())["body"])
        await self.gate.wait()
        await send({"type": "http.response.start", "status": 200, "headers": []})


def bounded(app: Application, **more: object) -> BoundedBody:
    return BoundedBody(app, most=100, files={"/report": 1_000}, roomy={"/api/v1/reports": 1_000}, **more)


async def test_a_form_may_carry_files_where_it_is_said_and_nowhere_else() -> None:
    app = Application()
    for path, status in (("/report", 200), ("/other", 415), ("/api/v1/reports", 415)):
        client = Client([b"x" * 500, b"y" * 400])
        await client.post(bounded(app), path, FILES, (b"content-length", b"900"))
        assert client.status == status, path
    assert [len(body) for body in app.bodies] == [900]


@pytest.mark.parametrize(
    "kind",
    [b"multipart/form-data", b"multipart/form-data; boundary=", b"multipart/form-data; boundary=" + b"x" * 71,
     b"multipart/form-data; boundary=a\r\nb", b"multipart/form-data; charset=utf-7; boundary=x"],
)  # fmt: skip
async def test_a_form_with_files_needs_a_boundary(kind: bytes) -> None:
    client = Client([b"x"])
    await client.post(bounded(Application()), "/report", (b"content-type", kind), (b"content-length", b"1"))
    assert (client.status, client.asked) == (400, 0)


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/report", [FILES, (b"content-length", b"1001")], 413),
        ("/report", [FORM, (b"content-length", b"101")], 413),
        ("/report", [FILES, (b"content-length", b"9" * 5_000)], 413),
        ("/report", [FILES, (b"content-length", b"+5")], 400),
        ("/report", [FILES, (b"content-length", "５".encode())], 400),
        ("/report", [FILES, (b"content-encoding", b"gzip"), (b"content-length", b"5")], 415),
        ("/api/v1/reports", [FILES, (b"content-length", b"5")], 415),
    ],
)
async def test_R4_what_is_announced_wrongly_is_refused_before_a_byte_is_read(path, headers, status) -> None:
    client = Client([b"x"] * 5)
    await client.post(bounded(Application()), path, *headers)
    assert (client.status, client.asked) == (status, 0)


async def test_R4_a_body_without_a_length_is_read_to_its_bound_and_no_further() -> None:
    client = Client([b"x" * 300] * 1_000)
    await client.post(bounded(Application()), "/report", FILES, (b"transfer-encoding", b"chunked"))
    assert (client.status, client.asked) == (413, 4)


async def test_R7_half_a_body_is_nobodys_report() -> None:
    app, client = Application(), Client([b"text=http%3A%2F%2Fa.exam"], cut=True)
    await client.post(bounded(app), "/report", FORM, (b"content-length", b"60"))
    assert (app.bodies, client.status) == ([], 0)


async def test_all_bodies_together_have_a_bound_and_large_ones_one_of_their_own() -> None:
    app = Application()
    app.gate.clear()
    door = bounded(app, room=Room(250), large=Room(1_500))
    small = [Client([b"x" * 100], str(n)) for n in range(4)]
    large = [Client([b"x" * 700], str(n)) for n in range(3)]
    sending = [asyncio.create_task(one.post(door, "/report", FILES, (b"content-length", b"700"))) for one in large]
    sending += [asyncio.create_task(one.post(door, "/report", FORM, (b"content-length", b"100"))) for one in small]
    await asyncio.sleep(0.01)
    assert [one.status for one in large] == [0, 0, 503]
    assert [one.status for one in small] == [0, 0, 503, 503]
    assert (door.room.held, door.large.held) == (200, 1_400)
    app.gate.set()
    await asyncio.gather(*sending)
    assert (door.room.held, door.large.held) == (0, 0), "what was answered leaves room"
    again = Client([b"x" * 700])
    await again.post(door, "/report", FILES, (b"content-length", b"700"))
    assert again.status == 200


async def test_one_client_cannot_take_the_room_of_all_pictures() -> None:
    door = bounded(Application(), large=Room(10_000, of_client=2))
    slow = [Client([b"x" * 700], "one") for _ in range(3)]
    for one in slow:
        one.gate.clear()
    sending = [asyncio.create_task(one.post(door, "/report", FILES, (b"content-length", b"700"))) for one in slow]
    await asyncio.sleep(0.01)
    assert [one.status for one in slow] == [0, 0, 503]
    other = Client([b"x" * 700], "another")
    await other.post(door, "/report", FILES, (b"content-length", b"700"))
    plain = Client([b"x"], "one")
    await plain.post(door, "/report", FORM, (b"content-length", b"1"))
    assert (other.status, plain.status) == (200, 200)
    for one in slow:
        one.gate.set()
    await asyncio.gather(*sending)
    assert not door.large._senders


async def test_a_reader_that_fails_leaves_its_room() -> None:
    async def failing(scope, receive, send) -> None:
        raise RuntimeError

    door = bounded(failing)
    with pytest.raises(RuntimeError):
        await Client([b"x" * 90]).post(door, "/report", FORM, (b"content-length", b"90"))
    assert (door.room.held, door.room._senders) == (0, {})
