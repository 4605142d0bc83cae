"""Which hosts, ports and IP addresses may be opened."""

from ipaddress import ip_address

import pytest

from sijill.sources.net_addresses import AllowedHosts, NetError, allowed_hosts, check_host, is_public

PUBLIC = "8.8.8.8 93.184.215.14 172.15.0.1 172.32.0.1 100.63.255.255 100.128.0.1 223.255.255.255".split()
PUBLIC_6 = "2606:4700:4700::1111 2a00:1450:4001::1 ::ffff:8.8.8.8 64:ff9b::8.8.8.8".split()
NOT_PUBLIC = (
    "0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.255 127.0.0.1 127.255.255.254 "
    "169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.8 192.0.2.1 192.88.99.1 192.168.0.1 198.18.0.1 "
    "198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255"
).split()
NOT_PUBLIC_6 = (
    ":: ::1 ::7f00:1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 64:ff9b::127.0.0.1 "
    "64:ff9b::a00:1 64:ff9b:1::808:808 2002:7f00:1::1 2002:a9fe:a9fe::1 2002:808:808::1 2001::1 "
    "2001:0:4136:e378:8000:63bf:3fff:fdd2 2001:db8::1 3fff::1 5f00::1 100::1 fc00::1 fd12:3456::1 fe80::1 "
    "fe80::1%1 fec0::1 ff02::1 ff0e::1 ::5efe:127.0.0.1"
).split()


@pytest.mark.parametrize("address", [*PUBLIC, *PUBLIC_6])
def test_public(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize("address", [*NOT_PUBLIC, *NOT_PUBLIC_6])
def test_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "host",
    "2130706433 0x7f000001 127.1 127.0.1 0x7f.0.0.1 1.2.3.4.5 017700000001 0177.0.0.1 127.0.0.01 "
    "example.1 example.0x10".split(),
)
def test_numbers_are_no_hosts(host: str) -> None:
    with pytest.raises(NetError, match="is a number, not a host"):
        check_host(host, 80, AllowedHosts())


@pytest.mark.parametrize(
    "host", ["exa%20mple", "a..b", "", ".", "fe80::1%eth0", "a_b/c", "x" * 64, "a." * 200 + "b"]
)
def test_no_names(host: str) -> None:
    with pytest.raises(NetError, match="not the name of a host"):
        check_host(host, 80, AllowedHosts())


@pytest.mark.parametrize("port", [21, 22, 25, 53, 110, 445, 1023])
def test_ports_of_other_services(port: int) -> None:
    with pytest.raises(NetError, match=f"port {port} is not one of the web"):
        check_host("example.org", port, AllowedHosts())
    check_host("example.org", port, allowed_hosts([f"example.org:{port}"]))


@pytest.mark.parametrize("port", [80, 443, 1024, 8080])
def test_ports_of_the_web(port: int) -> None:
    assert check_host("example.org", port, AllowedHosts()) is None


def test_what_a_user_allows() -> None:
    allowed = allowed_hosts(["Localhost", "10.0.0.5:8080", "[::1]:81", "fd00::2", "news.internal."])
    assert allowed.holds("localhost", 99)
    assert allowed.holds("10.0.0.5", 8080)
    assert not allowed.holds("10.0.0.5", 80)
    assert allowed.holds("::1", 81)
    assert not allowed.holds("::1", 80)
    assert allowed.holds("fd00::2", 443)
    assert allowed.holds("news.internal", 443)
    assert str(check_host("10.0.0.5", 8080, allowed)) == "10.0.0.5"
    with pytest.raises(NetError, match="not on the public internet"):
        check_host("10.0.0.5", 8081, allowed)


@pytest.mark.parametrize("written", ["", "http://x/", "a/b", "host:port", "u@h", "[::1"])
def test_what_is_no_host(written: str) -> None:
    with pytest.raises(ValueError, match="is not a host; write it as"):
        allowed_hosts([written])
