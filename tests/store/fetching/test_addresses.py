"""Addresses: what is taken for one, what is kept of one, and which hosts are public."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.fetching import FetchError, is_address, kept_address, parse_address
from store.fetching.addresses import refusal


@pytest.mark.parametrize(
    "text", ["http://example.org", "HTTPS://example.org/a", "ftp://example.org/a", "file:///etc/x"]
)
def test_a_scheme_makes_an_address(text: str) -> None:
    assert is_address(text)


@pytest.mark.parametrize("text", ["news.csv", "-", "C:/news.csv", "reports/http:/a", "a://", "./http"])
def test_a_file_name_is_no_address(text: str) -> None:
    assert not is_address(text)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("https://ann:secret@example.org/a?b=c#part", "https://example.org/a?b=c"),
        ("https://example.org/read?key=abc&year=2020", "https://example.org/read?year=2020"),
        ("https://example.org/read?year=2020&access_token=abc", "https://example.org/read?year=2020"),
        ("https://example.org/read?api-key=abc", "https://example.org/read"),
        ("https://example.org/monkey?keyword=abc", "https://example.org/monkey?keyword=abc"),
        ("reports/a.txt", "reports/a.txt"),
    ],
)
def test_credentials_are_not_kept(text: str, kept: str) -> None:
    assert kept_address(text) == kept


def test_an_address_is_taken_apart() -> None:
    address = parse_address("HTTPS://Ann:s%40@Example.org:8443/Ä b?q=ü#x")
    assert (address.scheme, address.host, address.port) == ("https", "example.org", 8443)
    assert address.target == "/%C3%84%20b?q=%C3%BC"
    assert address.credentials == "ann:s@".replace("ann", "Ann")
    assert address.text == "https://example.org:8443/%C3%84%20b?q=%C3%BC"
    assert address.host_header == "example.org:8443"


def test_a_redirect_is_relative_to_where_it_comes_from() -> None:
    assert parse_address("../c?d", "https://example.org/a/b").text == "https://example.org/c?d"


@pytest.mark.parametrize(
    "text",
    ["http://", "http:///etc/passwd", "http://[::1", "http://a:99999/", "http://a b/", "http://a\\b/", "http://%00/"],
)
def test_what_names_no_host_is_refused(text: str) -> None:
    with pytest.raises(FetchError, match="is no address that can be read"):
        parse_address(text)


@pytest.mark.parametrize("text", ["ftp://example.org/a", "file:///etc/passwd", "gopher://example.org"])
def test_only_http_is_read(text: str) -> None:
    with pytest.raises(FetchError, match="only http and https"):
        parse_address(text)


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "224.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "240.0.0.1", "::", "::1", "fe80::1", "fe80::1%eth0",
        "fc00::1", "fd12::1", "ff02::1", "fec0::1", "2001:db8::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
        "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2002:a00:1::", "nonsense",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public_are_refused(ip: str) -> None:
    assert refusal(ip)


@pytest.mark.parametrize(
    "ip", ["1.1.1.1", "93.184.216.34", "2606:4700:4700::1111", "64:ff9b::101:101", "::ffff:1.1.1.1"]
)
def test_public_addresses_are_not(ip: str) -> None:
    assert refusal(ip) is None


@given(st.ip_addresses(v=4))
def test_an_address_in_another_guise_is_refused_alike(ip: ipaddress.IPv4Address) -> None:
    assert (refusal(str(ip)) is None) == (refusal(f"::ffff:{ip}") is None)


@given(st.text(max_size=60).map(lambda text: "http://" + text))
def test_any_text_is_an_address_or_refused_in_one_line(text: str) -> None:
    kept_address(text)
    try:
        address = parse_address(text)
    except FetchError as error:
        assert "\n" not in str(error)
    else:
        assert address.host
        assert address.host_header.isascii()
        assert address.target.isascii()
        assert " " not in address.target
