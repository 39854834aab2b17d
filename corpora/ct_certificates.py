"""Certificates of our own making: own authorities, own keys, the same bytes every time.

Keys come from fixed numbers and signatures are deterministic (RFC 6979), so that a corpus can be committed and made
again. Nothing here is trusted by anyone: the authorities exist only in this repository.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import idna
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, ExtensionOID, NameOID

P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
BACKDATED = timedelta(minutes=58, seconds=30)


@dataclass(frozen=True, slots=True)
class Specimen:
    """One certificate to make. ``kind`` is ``x509`` or ``precert``; the first name is also the common name.

    A name given as bytes goes into the SAN exactly as it is, which is how hostile names are made. ``logged_at`` is when
    the log saw it; without it, 58.5 minutes after ``not_before``, as authorities backdate.
    """

    names: tuple[str | bytes, ...]
    kind: str
    not_before: datetime
    not_after: datetime
    issuer: str = "Jingchu Test CA R1"
    logged_at: datetime | None = None

    @property
    def timestamp(self) -> int:
        """Milliseconds since 1970, as logs write it."""
        return int((self.logged_at or self.not_before + BACKDATED).timestamp() * 1000)


@dataclass(frozen=True, slots=True)
class Issued:
    """A made certificate. ``tbs`` is the TBSCertificate without the poison: what a log signs for a precertificate."""

    specimen: Specimen
    certificate: bytes
    precertificate: bytes
    tbs: bytes
    issuer_key_hash: bytes
    chain: tuple[bytes, ...]


@dataclass(frozen=True)
class Authority:
    """An intermediate and the root above it."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate
    chain: tuple[bytes, ...]

    @property
    def key_hash(self) -> bytes:
        return hashlib.sha256(_spki(self.key)).digest()


def issue(specimen: Specimen, seed: int) -> Issued:
    """Make one certificate and its precertificate. The same specimen and seed give the same bytes."""
    authority = authority_named(specimen.issuer, seed)
    label = repr((specimen.names, specimen.not_before, specimen.not_after, seed))
    plain = _leaf_builder(specimen, authority, label)
    scts = x509.UnrecognizedExtension(ExtensionOID.PRECERT_SIGNED_CERTIFICATE_TIMESTAMPS, _sct_list(specimen, label))
    final = _sign(plain.add_extension(scts, critical=False), authority.key)
    poisoned = _sign(plain.add_extension(x509.PrecertPoison(), critical=True), authority.key)
    return Issued(
        specimen,
        certificate=final.public_bytes(serialization.Encoding.DER),
        precertificate=poisoned.public_bytes(serialization.Encoding.DER),
        tbs=_sign(plain, authority.key).tbs_certificate_bytes,
        issuer_key_hash=authority.key_hash,
        chain=authority.chain,
    )


@functools.cache
def authority_named(name: str, seed: int) -> Authority:
    """The intermediate of that common name under the repository's own root."""
    root_key, key = derived_key(f"root {seed}"), derived_key(f"authority {name} {seed}")
    root = _sign(_authority_builder("Jingchu Test Root", "Jingchu Test Root", root_key, root_key), root_key)
    certificate = _sign(_authority_builder(name, "Jingchu Test Root", key, root_key), root_key)
    chain = tuple(one.public_bytes(serialization.Encoding.DER) for one in (certificate, root))
    return Authority(key, certificate, chain)


def derived_key(label: str) -> ec.EllipticCurvePrivateKey:
    """A P-256 key from a text: published with the repository, so it protects nothing."""
    number = int.from_bytes(hashlib.sha256(label.encode()).digest(), "big")
    return ec.derive_private_key(number % (P256_ORDER - 1) + 1, ec.SECP256R1())


def san_value(names: Iterable[str | bytes]) -> bytes:
    """GeneralNames (RFC 5280, 4.2.1.6) with every name as a dNSName, whatever its bytes are."""
    return tlv(0x30, b"".join(tlv(0x82, name if isinstance(name, bytes) else a_labels(name)) for name in names))


def tlv(tag: int, content: bytes) -> bytes:
    """One DER element with a single-byte tag."""
    size = len(content)
    if size < 0x80:
        return bytes((tag, size)) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(length))) + length + content


def _leaf_builder(specimen: Specimen, authority: Authority, label: str) -> x509.CertificateBuilder:
    key = derived_key(f"leaf {label}")
    common_name = next((name for name in specimen.names if isinstance(name, str) and len(name) <= 64), "")
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)] if common_name else [])
    usage = x509.KeyUsage(True, False, False, False, False, False, False, False, False)
    san = x509.UnrecognizedExtension(ExtensionOID.SUBJECT_ALTERNATIVE_NAME, san_value(specimen.names))
    return (
        _builder(subject, authority.certificate.subject, key, authority.key, f"leaf {label}")
        .not_valid_before(specimen.not_before)
        .not_valid_after(specimen.not_after)
        .add_extension(usage, critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(san, critical=False)
    )


def _authority_builder(
    name: str, issuer: str, key: ec.EllipticCurvePrivateKey, issuer_key: ec.EllipticCurvePrivateKey
) -> x509.CertificateBuilder:
    return (
        _builder(_authority_name(name), _authority_name(issuer), key, issuer_key, f"authority {name}")
        .not_valid_before(datetime(2024, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2044, 1, 1, tzinfo=UTC))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    )


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    issuer_key: ec.EllipticCurvePrivateKey,
    label: str,
) -> x509.CertificateBuilder:
    serial = int.from_bytes(hashlib.sha256(f"serial {label}".encode()).digest()[:16], "big") >> 1
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(serial)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
    )


def _authority_name(common_name: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Jingchu Test Authority"),
            x509.NameAttribute(NameOID.COMMON_NAME, common_name),
        ]
    )


def _sign(builder: x509.CertificateBuilder, key: ec.EllipticCurvePrivateKey) -> x509.Certificate:
    return builder.sign(key, hashes.SHA256(), ecdsa_deterministic=True)


def _sct_list(specimen: Specimen, label: str) -> bytes:
    """A well-formed SCT list of two (RFC 6962, 3.3). The signatures are filler: no log stands behind them."""
    scts = b""
    for log in ("one", "two"):
        filler = hashlib.sha512(f"{log} {label}".encode()).digest()
        body = b"\x00" + hashlib.sha256(f"log {log}".encode()).digest() + specimen.timestamp.to_bytes(8, "big")
        sct = body + b"\x00\x00" + b"\x04\x03" + len(filler).to_bytes(2, "big") + filler
        scts += len(sct).to_bytes(2, "big") + sct
    return tlv(0x04, len(scts).to_bytes(2, "big") + scts)


def _spki(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)


def a_labels(name: str) -> bytes:
    """A name as certificates hold it: A-labels (IDNA 2008), everything else as it stands."""
    return b".".join(label.encode() if label.isascii() else idna.encode(label, uts46=True) for label in name.split("."))
