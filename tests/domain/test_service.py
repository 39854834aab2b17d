"""Public services: known by their host, and never by a suffix under which anybody registers."""

from pathlib import Path

import pytest

from zhenwang.domain.service import Service, ServiceKind, read_services, service_of

ROOT = Path(__file__).parents[2]
HEADER = "host,kind,name,name_en,source\n"
BAIKE = Service("baike.baidu.com", ServiceKind.REFERENCE, "百度百科", "Baidu Baike")


@pytest.mark.parametrize(
    ("host", "found"),
    [
        ("baike.baidu.com", True),
        ("m.baike.baidu.com", True),
        ("baidu.com", False),
        ("notbaike.baidu.com", False),
        ("baike.baidu.com.evil.top", False),
        ("", False),
    ],
)
def test_a_service_is_known_on_its_host_and_below(host: str, found: bool) -> None:
    assert (service_of(host, {BAIKE.host: BAIKE}) is BAIKE) is found


def test_bad_rows_are_reported_and_the_rest_is_read() -> None:
    rows = [
        HEADER,
        "baike.baidu.com,reference,百度百科,Baidu Baike,by hand\n",
        "baike.baidu.com,media,百度百科,Baidu Baike,by hand\n",
        "com.cn,media,甲,A,by hand\n",
        "a b,media,甲,A,by hand\n",
        "a.cn,magic,甲,A,by hand\n",
        "b.cn,media,甲,A,\n",
        "c.cn,media\n",
    ]
    services, bad = read_services(rows, "s.csv")
    assert services == {BAIKE.host: BAIKE}
    assert [row.line for row in bad] == [3, 4, 5, 6, 7, 8]


def test_another_header_is_one_sentence_and_an_empty_file_none() -> None:
    assert len(read_services(["host,kind\n", "a.cn,media\n"], "s.csv")[1]) == 1
    assert read_services([], "s.csv") == ({}, ())


def test_the_shipped_services_are_read_whole_and_hold_no_host_of_strangers() -> None:
    with (ROOT / "seeds" / "services.csv").open(encoding="utf-8", newline="") as lines:
        services, bad = read_services(lines, "services.csv")
    assert bad == ()
    assert len(services) > 150
    # Names under which strangers put up pages of their own would excuse whoever rents there.
    assert not {"baidu.com", "sina.com.cn", "qq.com", "163.com", "github.io", "google.com"} & set(services)
