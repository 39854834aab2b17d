"""The written logs are the wire formats that others read, byte for byte the same on every run."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from datetime import UTC, datetime, timedelta

from cryptography import x509

from corpora.ct_certificates import Specimen, authority_named, issue
from corpora.ct_log import data_tile, get_entries, names_tile, tile_path

START = datetime(2026, 11, 20, 8, tzinfo=UTC)


def specimen(*names: str | bytes, kind: str = "x509") -> Specimen:
    return Specimen(names, kind, START, START + timedelta(days=90))


def test_output_depends_on_arguments_only() -> None:
    entries = [specimen("www.a.example"), specimen("b.example", kind="precert")]
    assert data_tile(entries, 7, seed=2) == data_tile(entries, 7, seed=2)
    assert get_entries(entries, 7, seed=2) == get_entries(entries, 7, seed=2)
    assert data_tile(entries, 7, seed=2) != data_tile(entries, 7, seed=3)


def test_a_certificate_holds_under_its_authority() -> None:
    issued = issue(specimen("www.a.example", "中国.example"), seed=1)
    certificate = x509.load_der_x509_certificate(issued.certificate)
    authority = authority_named("Jingchu Test CA R1", 1).certificate
    certificate.verify_directly_issued_by(authority)
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["www.a.example", "xn--fiqs8s.example"]


def test_the_logged_tbs_is_the_final_certificate_without_its_scts() -> None:
    issued = issue(specimen("a.example", kind="precert"), seed=1)
    # cryptography's own reconstruction (RFC 6962, 3.2) is the independent witness.
    assert x509.load_der_x509_certificate(issued.certificate).tbs_precertificate_bytes == issued.tbs


def test_a_precertificate_is_poisoned_and_signed() -> None:
    poisoned = x509.load_der_x509_certificate(issue(specimen("a.example", kind="precert"), seed=1).precertificate)
    assert any(isinstance(one.value, x509.PrecertPoison) for one in poisoned.extensions)
    poisoned.verify_directly_issued_by(authority_named("Jingchu Test CA R1", 1).certificate)


def test_a_data_tile_is_gzip_without_time_and_starts_with_the_timestamp() -> None:
    tile = data_tile([specimen("a.example")], 256)
    assert tile[4:8] == bytes(4)
    body = gzip.decompress(tile)
    assert int.from_bytes(body[:8], "big") == specimen("a.example").timestamp
    assert b"\x00\x00\x05" + (256).to_bytes(5, "big") in body
    chain = issue(specimen("a.example"), 1).chain
    assert body.endswith(b"".join(hashlib.sha256(one).digest() for one in chain))


def test_get_entries_holds_leaf_and_chain() -> None:
    entry = json.loads(get_entries([specimen("a.example", kind="precert")]))["entries"][0]
    issued = issue(specimen("a.example", kind="precert"), 1)
    leaf = base64.b64decode(entry["leaf_input"])
    assert leaf[10:12] == b"\x00\x01"
    assert leaf[12:44] == issued.issuer_key_hash
    assert issued.precertificate in base64.b64decode(entry["extra_data"])


def test_names_tile_is_one_object_a_line() -> None:
    lines = gzip.decompress(names_tile([specimen("a.example"), specimen("b.example", b"\xffc")])).splitlines()
    assert [json.loads(line)["DNS"] for line in lines] == [["a.example"], ["b.example", "�c"]]


def test_tile_paths_follow_the_three_digit_rule() -> None:
    assert tile_path(1234067) == "tile/data/x001/x234/067"
    assert tile_path(3, 10, "names") == "tile/names/003.p/10"
