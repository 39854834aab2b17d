from __future__ import annotations

import datetime
import ipaddress
import socket
import ssl
import threading
import time

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.collectors.hostile import PUBLIC, Bench, HostileServer, Names, Wire, answer, make_bench
from zhenwang.collectors.client import GuardedClient
from zhenwang.collectors.faults import Fault
from zhenwang.collectors.limits import Limits
from zhenwang.collectors.network import NetworkTransport
from zhenwang.collectors.resolving import MOST_WAITING, SystemResolver

HTML = b"<title>ok</title>"


def kinds(fetched) -> list[str]:
    return [gap.kind for gap in fetched.gaps]


def test_a_page_is_fetched_from_the_judged_address_with_the_name_in_the_host_header(hostile: Bench):
    hostile.serve("/x?y=1", answer(HTML))
    fetched = hostile.client.fetch("http://site.cn/x?y=1")
    assert (fetched.status, fetched.body, fetched.gaps) == (200, HTML, ())
    assert [(hop.url, hop.address) for hop in fetched.hops] == [("http://site.cn/x?y=1", PUBLIC)]
    assert hostile.wire.connects == [(PUBLIC, 80)]
    assert "\r\nHost: site.cn\r\n" in hostile.server.requests[0]


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.100.100.200/",
        "http://[::1]/",
        "http://[::ffff:100.100.100.200]/",
        "http://[64:ff9b::a9fe:a9fe]/",
        "http://[2002:7f00:1::]/",
        "http://[fd00:ec2::254]/",
    ],
)
def test_F1_F3_forbidden_literals_open_no_socket(hostile: Bench, url):
    fetched = hostile.client.fetch(url)
    assert (kinds(fetched), fetched.status) == (["refused_address"], 0)
    assert hostile.wire.connects == []


@pytest.mark.parametrize(
    "url", ["http://2130706433/", "http://①②⑦.0.0.1/", "http://a.cn:22/", "file:///etc/passwd", "http://a@b.cn/"]
)
def test_F2_F7_F24_malformed_addresses_open_no_socket(hostile: Bench, url):
    assert kinds(hostile.client.fetch(url)) == ["refused_url"]
    assert hostile.wire.connects == hostile.names.asked == []


@pytest.mark.parametrize(
    "name", ["metadata.google.internal", "sub.localhost", "metadata.tencentyun.com", "1.0.0.127.in-addr.arpa", "k.svc"]
)
def test_F1_names_of_the_machine_itself_are_not_even_resolved(hostile: Bench, name):
    assert kinds(hostile.client.fetch(f"http://{name}/")) == ["refused_address"]
    assert hostile.wire.connects == hostile.names.asked == []


@pytest.mark.parametrize(
    "addresses",
    [["127.0.0.1"], [PUBLIC, "10.0.0.5"], ["::1", PUBLIC], [PUBLIC] * 40 + ["169.254.169.254"], ["::ffff:10.0.0.1"]],
)
def test_F5_one_bad_address_refuses_the_name(hostile: Bench, addresses):
    hostile.names.answers["mixed.cn"] = [addresses]
    fetched = hostile.client.fetch("http://mixed.cn/")
    assert kinds(fetched) == ["refused_address"]
    assert addresses[0] not in fetched.hops[0].address
    assert hostile.wire.connects == []


def test_F4_a_rebinding_name_is_asked_once_and_the_judged_address_is_used(hostile: Bench):
    hostile.names.answers["rebind.cn"] = [[PUBLIC], ["127.0.0.1"]]
    hostile.serve("/", answer(HTML))
    assert hostile.client.fetch("http://rebind.cn/").body == HTML
    assert (hostile.names.asked, hostile.wire.connects) == (["rebind.cn"], [(PUBLIC, 80)])


def test_F4_F6_a_name_that_flips_on_a_redirect_is_judged_again(hostile: Bench):
    hostile.names.answers["flip.cn"] = [[PUBLIC], ["169.254.169.254"]]
    hostile.serve("/", answer(b"", "302 Found", "Location: /next"))
    fetched = hostile.client.fetch("http://flip.cn/")
    assert kinds(fetched) == ["refused_address"]
    assert hostile.wire.connects == [(PUBLIC, 80)]


def test_F27_at_most_four_addresses_are_tried(hostile: Bench):
    many = [f"8.8.{number // 250}.{number % 250 + 1}" for number in range(4000)]
    hostile.names.answers["many.cn"] = [many]
    hostile.wire.failing = frozenset(many)
    assert kinds(hostile.client.fetch("http://many.cn/")) == ["connection_refused"]
    assert [host for host, _ in hostile.wire.connects] == many[:4]


@pytest.mark.parametrize("way", ["failing", "silent"])
def test_the_second_address_is_used_when_the_first_does_not_connect(hostile: Bench, way):
    hostile.names.answers["two.cn"] = [["8.8.8.8", PUBLIC]]
    setattr(hostile.wire, way, frozenset({"8.8.8.8"}))
    hostile.serve("/", answer(HTML))
    fetched = hostile.client.fetch("http://two.cn/")
    assert (fetched.body, fetched.hops[0].address) == (HTML, PUBLIC)


def test_F27_a_name_that_does_not_exist_is_a_gap(hostile: Bench):
    hostile.names.default = None
    assert kinds(hostile.client.fetch("http://gone.cn/")) == ["dns"]


def test_F27_a_slow_resolver_is_left_behind(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: time.sleep(1) or [])
    resolver = SystemResolver()
    begun = time.monotonic()
    for _ in range(MOST_WAITING + 1):
        with pytest.raises(Fault) as caught:
            resolver("slow.cn", 0.01)
        assert caught.value.gap.kind == "dns"
    assert time.monotonic() - begun < 0.9


def test_the_system_resolver_keeps_search_domains_out(monkeypatch):
    asked = []

    def look_up(name, *_, **__):
        asked.append(name)
        return [(2, 1, 6, "", ("8.8.8.8", 0)), (10, 1, 6, "", ("2606:4700::1", 0, 0, 0)), (2, 1, 6, "", ("8.8.8.8", 0))]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    found = SystemResolver()("a.cn", 1.0)
    assert asked == ["a.cn."]
    assert found == (ipaddress.ip_address("8.8.8.8"), ipaddress.ip_address("2606:4700::1"))


def test_F9_proxies_of_the_environment_are_ignored(hostile: Bench, monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    hostile.serve("/", answer(HTML))
    assert hostile.client.fetch("http://site.cn/").body == HTML


def test_a_request_made_without_the_guarded_client_is_judged_all_the_same(hostile: Bench):
    transport = NetworkTransport(hostile.names, backend=hostile.wire)
    for url in ("http://127.0.0.1/", "http://site.cn:22/"):
        with httpx.Client(transport=transport) as client, pytest.raises(Fault):
            client.get(url)
    assert hostile.wire.connects == []


def test_networks_may_be_allowed_besides(hostile: Bench):
    hostile.serve("/", answer(HTML))
    transport = NetworkTransport(Names(default=["127.0.0.1"]), also=[ipaddress.ip_network("127.0.0.0/8")])
    client = GuardedClient(transport, ports={hostile.server.port})
    assert client.fetch(f"http://site.cn:{hostile.server.port}/").body == HTML


def tls_context(tmp_path, name: str, days: int) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    begin = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(begin)
        .not_valid_after(begin + datetime.timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path = tmp_path / "server.pem"
    path.write_bytes(certificate.public_bytes(pem) + private)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context


@pytest.mark.parametrize("days", [36500, 1])
def test_F13_bad_certificates_are_accepted_and_noted(tmp_path, days):
    context = tls_context(tmp_path, "other.cn", days)
    names: list[str | None] = []
    context.sni_callback = lambda _socket, name, _context: names.append(name)
    with HostileServer(context) as server:
        bench = make_bench(server)
        bench.serve("/", answer(HTML))
        fetched = bench.client.fetch("https://site.cn/")
    assert (fetched.body, kinds(fetched)) == (HTML, ["tls"])
    assert "证书未通过验证" in fetched.gaps[0].detail
    assert bench.names.asked == ["site.cn"]
    assert set(bench.wire.connects) == {(PUBLIC, 443)}
    assert set(names) == {"site.cn"}


def test_F13_a_good_certificate_leaves_no_gap(tmp_path):
    context = tls_context(tmp_path, "site.cn", 36500)
    with HostileServer(context) as server:
        bench = make_bench(server)
        bench.serve("/", answer(HTML))
        transport = NetworkTransport(bench.names, backend=bench.wire)
        transport._strict.load_verify_locations(tmp_path / "server.pem")
        fetched = GuardedClient(transport).fetch("https://site.cn/")
    assert (fetched.body, fetched.gaps, len(bench.wire.connects)) == (HTML, (), 1)


def test_F13_no_tls_at_all_is_a_gap():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(3)
        wire = Wire(listener.getsockname()[1])

        def speak():
            for _ in range(2):
                connection, _address = listener.accept()
                connection.sendall(answer(HTML))
                connection.close()

        thread = threading.Thread(target=speak, daemon=True)
        thread.start()
        fetched = GuardedClient(NetworkTransport(Names(), backend=wire), Limits(deadline=3)).fetch("https://site.cn/")
        thread.join()
    assert fetched.status == 0
    assert kinds(fetched)[0] in ("tls", "connection_reset")


def test_F13_no_connection_is_left_open_when_time_runs_out_before_tls(hostile: Bench):
    hostile.client.clock = lambda: 100.0 if hostile.wire.opened else 0.0
    assert kinds(hostile.client.fetch("https://site.cn/")) == ["timeout"]
    assert (len(hostile.wire.opened), hostile.wire.left_open()) == (1, 0)


def test_F13_a_stalled_handshake_ends_at_the_deadline():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        wire = Wire(listener.getsockname()[1])
        client = GuardedClient(NetworkTransport(Names(), backend=wire), Limits(deadline=0.3))
        begun = time.monotonic()
        assert kinds(client.fetch("https://site.cn/")) == ["timeout"]
        assert time.monotonic() - begun < 2
