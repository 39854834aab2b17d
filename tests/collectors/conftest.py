from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.collectors.hostile import Bench, HostileServer, make_bench


@pytest.fixture
def hostile() -> Iterator[Bench]:
    with HostileServer() as server:
        yield make_bench(server)
