"""Hosts that are known before names are matched: never a host that a stranger could have named."""

from __future__ import annotations

import pytest

from zhenwang.domain.hosts import Host, parse_host
from zhenwang.domain.registry import OfficialSite
from zhenwang.matching.known_hosts import infrastructure, official_elsewhere
from zhenwang.matching.matcher import Matcher

IRS = OfficialSite("www.irs.gov", "Internal Revenue Service", ("www.irs.gov",))


@pytest.mark.parametrize(
    "shared",
    [
        "z13.web.core.windows.net",
        "blob.core.windows.net",
        "eastus.cloudapp.azure.com",
        "oss-cn-hangzhou.aliyuncs.com",
        "cos.ap-beijing.myqcloud.com",
        "tos-cn-beijing.volces.com",
        "z7.web.core.chinacloudapi.cn",
        "s3.amazonaws.com",
        "storage.googleapis.com",
    ],
)
def test_what_strangers_name_on_a_platform_is_put_forward(shared: str) -> None:
    """Accounts and buckets are named by whoever opens them, whether the public suffix list has the platform or not."""
    host = parse_host(f"www-irs-gov.{shared}")
    assert isinstance(host, Host)
    match = Matcher.of([IRS]).match(host)
    assert match is not None
    assert match.site == IRS.id


def test_known_hosts_are_written_as_they_are_compared() -> None:
    read = {known: parse_host(known) for known in infrastructure() | official_elsewhere()}
    assert all(isinstance(host, Host) and host.ascii == known for known, host in read.items())
    assert {
        host.registrable for host in map(parse_host, infrastructure()) if isinstance(host, Host)
    } == infrastructure()
