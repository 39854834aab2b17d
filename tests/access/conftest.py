from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from tests.access.bad_tokens import own_key
from tests.access.provider import Provider, serving

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


@pytest.fixture
def provider() -> Iterator[Provider]:
    with serving(own_key(), lambda: NOW) as found:
        yield found
