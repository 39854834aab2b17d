"""Why a request brought nothing, as an exception that carries its gap. It never leaves the guarded client.

One word for one kind of failure, whether the network or a recording brought it about.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import h11
import httpcore
import httpx

from zhenwang.domain.look import Gap

# X509_V_ERR_* of OpenSSL's x509_vfy.h
_VERIFY = {
    9: "尚未生效",
    10: "已过期",
    18: "自签名",
    19: "证书链中有自签名证书",
    20: "颁发者不受信任",
    21: "颁发者不受信任",
    62: "与域名不符",
    64: "与 IP 地址不符",
}


class Fault(httpx.TransportError):
    """A request failed. ``gap`` says how; ``address`` is the IP that was connected to, if it came that far."""

    def __init__(self, kind: str, detail: str, address: str = "") -> None:
        super().__init__(f"{kind}: {detail}")
        self.gap = Gap(kind, detail)
        self.address = address


def no_name(host: str, why: str = "域名无法解析") -> Fault:
    return Fault("dns", f"{why}：{host}")


def refused_address(reason: str) -> Fault:
    return Fault("refused_address", f"拒绝连接：{reason}")


def refused_url(reason: str) -> Fault:
    return Fault("refused_url", f"拒绝访问该网址：{reason}")


def timed_out() -> Fault:
    return Fault("timeout", "在规定时间内没有完成应答")


def connection_refused() -> Fault:
    return Fault("connection_refused", "对方主机拒绝连接")


def connection_reset() -> Fault:
    return Fault("connection_reset", "连接被对方中断")


def unreachable() -> Fault:
    return Fault("unreachable", "网络无法到达对方主机")


def bad_http(start: bytes = b"") -> Fault:
    """``start`` is the first piece of what came instead of HTTP: it is named in the gap so that it is not lost."""
    seen = f"，开头为 {start[:80]!r}" if start else ""
    return Fault("bad_http", f"应答不符合 HTTP 规范{seen}")


def too_many_headers(most: int) -> Fault:
    return Fault("bad_http", f"应答头超过 {most // 1024} KiB")


def too_large(most: int) -> Fault:
    return Fault("too_large", f"内容超过 {most // 1024} KiB，只保留开头部分")


def bad_encoding(reason: str) -> Fault:
    return Fault("bad_encoding", f"内容编码无法解开：{reason}")


def cut_short() -> Fault:
    return Fault("truncated", "内容在结束前中断，只保留已收到的部分")


@contextmanager
def translated(start: Callable[[], bytes] = bytes, started: bool = False) -> Iterator[None]:
    """Turn what httpcore raises into a fault. ``start`` gives the answer's first bytes; ``started``: its body began."""
    try:
        yield
    except httpcore.TimeoutException as error:
        raise timed_out() from error
    except httpcore.NetworkError as error:
        raise _network_fault(error) from error
    except httpcore.RemoteProtocolError as error:
        if started:
            raise cut_short() from error
        garbled = isinstance(error.__cause__, h11.RemoteProtocolError)
        raise (bad_http(start()) if garbled else connection_reset()) from error
    except (httpcore.ProtocolError, httpcore.UnsupportedProtocol, UnicodeError) as error:
        raise bad_http(start()) from error


def _network_fault(error: httpcore.NetworkError) -> Fault:
    cause = error.__cause__
    if isinstance(cause, ssl.SSLCertVerificationError):
        return Fault("tls", f"证书未通过验证：{_VERIFY.get(cause.verify_code, cause.verify_message)}")
    if isinstance(cause, ssl.SSLError):
        return Fault("tls", f"TLS 握手或传输失败：{cause.reason or '对方中断'}")
    if isinstance(cause, ConnectionRefusedError):
        return connection_refused()
    if isinstance(error, httpcore.ConnectError) and not isinstance(cause, ConnectionError):
        return unreachable()
    return connection_reset()
