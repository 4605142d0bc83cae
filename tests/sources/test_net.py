"""The door to the network, with an enemy on the other side: each attack is tried against a real server."""

import ast
import gzip
import socket
import zlib
from collections.abc import Callable, Iterator
from ipaddress import ip_address
from itertools import chain
from pathlib import Path

import httpcore
import pytest

import sijill
from sijill.sources.net import PROGRAM, Limits, NetError, Web
from tests.servers import (
    PUBLIC,
    Exchange,
    Route,
    Site,
    certificate,
    head,
    local,
    page,
    redirect,
    serving,
    status,
)

KIB = 1024
NETWORK = {
    "aiohttp", "ftplib", "http.client", "httpcore", "httpx", "requests", "smtplib", "socket",
    "socketserver", "urllib.request", "urllib3", "xmlrpc",
}  # fmt: skip


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as running:
        yield running


def refusal(web: Web, url: str, permit: Callable[[str], None] | None = None) -> NetError:
    with pytest.raises(NetError) as raised:
        web.get(url, permit=permit)
    assert "\n" not in str(raised.value)
    return raised.value


def test_net_alone_opens_addresses() -> None:
    package = Path(sijill.__file__).parent
    users = set()
    for source in package.rglob("*.py"):
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
                names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
            else:
                continue
            if any(name == part or name.startswith(f"{part}.") for name in names for part in NETWORK):
                users.add(str(source.relative_to(package)))
    # The second looks whether the cluster answers that the user runs, and opens no address of a report.
    assert users == {"sources/net.py", "engines/archive/ray_data.py"}


def test_an_answer(site: Site) -> None:
    site.routes["/خبر"] = site.routes["/%D8%AE%D8%A8%D8%B1"] = page("نص", set_cookie="visitor=1", etag='"a"')
    answer = local(site).get(site.url("/خبر?q=تعز#top"), headers={"If-None-Match": '"b"'})
    assert (answer.status, answer.body.decode()) == (200, "نص")
    assert answer.headers["etag"] == '"a"'
    assert "set-cookie" not in answer.headers
    assert answer.url == site.url("/%D8%AE%D8%A8%D8%B1?q=%D8%AA%D8%B9%D8%B2")
    (asked,) = site.requests
    assert asked.headers["user-agent"] == f"{PROGRAM}/{sijill.__version__}"
    assert asked.headers["host"] == f"127.0.0.1:{site.port}"
    assert asked.headers["if-none-match"] == '"b"'


def test_statuses_are_answers(site: Site) -> None:
    site.routes["/gone"] = status(410)
    assert local(site).get(site.url("/gone")).status == 410


def test_nothing_local_is_open_unless_it_is_said(site: Site) -> None:
    for host in ("127.0.0.1", "localhost"):
        assert "not on the public internet" in str(refusal(Web(), site.url(host=host)))
    assert site.requests == []
    assert Web(allow_hosts=["127.0.0.1"]).get(site.url()).status == 404
    assert Web(allow_hosts=[f"localhost:{site.port}"], resolver=lambda *_: ["127.0.0.1"])


@pytest.mark.parametrize(
    "url, told",
    [
        ("file:///etc/passwd", "only http and https"),
        ("ftp://example.org/x", "only http and https"),
        ("gopher://127.0.0.1:6379/_FLUSHALL", "only http and https"),
        ("javascript:alert(1)", "only http and https"),
        ("/etc/passwd", "only http and https"),
        ("", "only http and https"),
        ("http://", "names no host"),
        ("http://user:secret@example.org/", "user name or password"),
        ("http://user@example.org/", "user name or password"),
        ("http://example.org\\@127.0.0.1/", "user name or password"),
        ("http://127.0.0.1/", "127.0.0.1 is not on the public"),
        ("http://169.254.169.254/latest/meta-data/", "not on the public"),
        ("http://[::1]/", "not on the public"),
        ("http://[::]/", "not on the public"),
        ("http://[::ffff:127.0.0.1]/", "not on the public"),
        ("http://[::ffff:7f00:1]/", "not on the public"),
        ("http://[64:ff9b::7f00:1]/", "not on the public"),
        ("http://[2002:7f00:1::]/", "not on the public"),
        ("http://[fe80::1%25eth0]/", "not the name of a host"),
        ("http://0/", "is a number"),
        ("http://2130706433/", "is a number"),
        ("http://0x7f000001/", "is a number"),
        ("http://127.1/", "is a number"),
        ("http://0177.0.0.1/", "not a web address"),
        ("http://１２７.0.0.1/", "not a web address"),
        ("http://127.0.0.1./", "not on the public"),
        ("http://example.org:22/", "port 22"),
        ("http://example.org:0/", "port 0"),
        ("http://example.org:99999/", "no port 99999"),
        ("http://exa mple.org/", "not the name of a host"),
        ("http://example.org/\r\nX: y", "not a web address"),
    ],
)
def test_refused_before_anything_is_opened(
    url: str, told: str, monkeypatch: pytest.MonkeyPatch, site: Site
) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    web = Web(resolver=lambda *_: [PUBLIC])
    with monkeypatch.context() as patched:
        patched.setattr(socket, "create_connection", never)
        refused = refusal(web, url)
    assert told in str(refused)
    assert not refused.passing
    assert "secret" not in str(refused)

    # The same, where a redirect leads there. What names no host is a path of the server itself.
    if url not in ("", "/etc/passwd", "http://") and "\r" not in url:
        site.routes["/"] = redirect(url.encode().decode("latin-1"))
        assert told in str(refusal(local(site, names=["news.test"]), site.url(host="news.test")))
        assert site.paths == ["/"]


@pytest.mark.parametrize(
    "found",
    [
        ["10.0.0.1"], [PUBLIC, "127.0.0.1"], ["::1"], [PUBLIC, "::ffff:192.168.0.1"], ["fe80::1%lo"],
    ],
)  # fmt: skip
def test_one_private_address_of_a_name_is_enough(found: list[str]) -> None:
    told = str(refusal(Web(resolver=lambda *_: found), "http://news.test/"))
    assert f"news.test leads to {ip_address(found[-1])}, which is not on the public internet" in told


def test_the_connection_goes_to_the_address_that_was_checked(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A name that is public when it is checked and private ever after.
    answers = chain([[PUBLIC]], iter(lambda: ["127.0.0.1"], None))
    opened = []

    def connect(address: tuple[str, int], *_: object, **__: object) -> socket.socket:
        opened.append(address)
        joined = socket.socket()
        joined.connect(("127.0.0.1", site.port))
        return joined

    monkeypatch.setattr(socket, "create_connection", connect)
    site.routes["/"] = redirect("/again")
    told = str(refusal(Web(resolver=lambda *_: next(answers)), f"http://news.test:{site.port}/"))
    assert opened == [(PUBLIC, site.port)]
    assert "news.test leads to 127.0.0.1" in told
    assert site.paths == ["/"]
    assert site.requests[0].headers["host"] == f"news.test:{site.port}"


def test_a_second_address_is_tried(site: Site) -> None:
    web = Web(allow_hosts=["news.test"], resolver=lambda *_: ["127.0.0.2", "127.0.0.1"])
    assert web.get(site.url(host="news.test")).status == 404


def test_certificates_are_those_of_the_name(tmp_path: Path) -> None:
    server, client = certificate(tmp_path, "news.test")
    with serving(server) as site:
        site.routes["/"] = page("نص")

        def web(trusting: object = client) -> Web:
            return Web(
                allow_hosts=["news.test", "other.test"],
                resolver=lambda *_: ["127.0.0.1"],
                ssl_context=client if trusting else None,
            )

        assert web().get(site.url(host="news.test")).body.decode() == "نص"
        for_another = refusal(web(), site.url(host="other.test"))
        assert "the certificate of other.test does not hold" in str(for_another)
        assert "the certificate of news.test does not hold" in str(
            refusal(web(trusting=None), site.url(host="news.test"))
        )
        site.routes["/"] = redirect("file:///etc/passwd")
        assert "only http and https" in str(refusal(web(), site.url(host="news.test")))


def drip(exchange: Exchange) -> None:
    exchange.raw(head(200, {"Content-Length": "100000"}))
    _drop_by_drop(exchange)


def drip_headers(exchange: Exchange) -> None:
    exchange.raw(b"HTTP/1.1 200 OK\r\nX: ")
    _drop_by_drop(exchange)


def _drop_by_drop(exchange: Exchange) -> None:
    import time

    while True:
        exchange.raw(b"x")
        time.sleep(0.02)


@pytest.mark.parametrize("route", [drip, drip_headers])
def test_drops_end_with_the_time_of_the_whole(site: Site, route: Route) -> None:
    site.routes["/"] = route
    refused = refusal(local(site, limits=Limits(seconds=0.3, idle=0.2)), site.url())
    assert "took longer than 0.3 seconds" in str(refused) or "did not answer in time" in str(refused)
    assert refused.passing


def test_redirects_share_one_time(site: Site) -> None:
    import time

    def slowly(exchange: Exchange) -> None:
        time.sleep(0.1)
        exchange.answer(status=302, location="/")

    site.routes["/"] = slowly
    web = local(site, limits=Limits(seconds=0.25, idle=1, redirects=1000))
    assert refusal(web, site.url()).passing
    assert len(site.requests) <= 3


def test_silence_ends() -> None:
    listening = socket.create_server(("127.0.0.1", 0))
    with listening:
        port = listening.getsockname()[1]
        web = Web(allow_hosts=["127.0.0.1"], limits=Limits(idle=0.1))
        assert "did not answer in time" in str(refusal(web, f"http://127.0.0.1:{port}/"))
    assert "takes no connection" in str(refusal(web, f"http://127.0.0.1:{port}/"))


def test_a_resolver_that_hangs_or_fails() -> None:
    import threading

    hanging = threading.Event()

    def hang(*_: object) -> list[str]:
        hanging.wait()
        return [PUBLIC]

    told = refusal(Web(resolver=hang, limits=Limits(seconds=0.1)), "http://news.test/")
    hanging.set()
    assert "host news.test was not found" in str(told)

    def fail(*_: object) -> list[str]:
        raise socket.gaierror(-2, "Name or service not known")

    told = refusal(Web(resolver=fail), "http://news.test/")
    assert "news.test was not found (name or service not known)" in str(told)
    assert told.passing


def endless(exchange: Exchange) -> None:
    exchange.raw(head(200, {}))
    while True:
        exchange.raw(b"x" * 4096)


def endless_chunks(exchange: Exchange) -> None:
    exchange.raw(head(200, {"Transfer-Encoding": "chunked"}))
    while True:
        exchange.raw(b"1000\r\n" + b"x" * 4096 + b"\r\n")


def announced(exchange: Exchange) -> None:
    exchange.raw(head(200, {"Content-Length": str(10**12)}))


def packed(data: bytes, coding: str) -> Route:
    return page(data, content_encoding=coding)


ZEROS = b"\0" * (4 * KIB * KIB)
RAW = zlib.compressobj(wbits=-15)


@pytest.mark.parametrize(
    "route, told",
    [
        (endless, "larger than 2 MiB"),
        (endless_chunks, "larger than 2 MiB"),
        (announced, "larger than 2 MiB"),
        (packed(gzip.compress(ZEROS), "gzip"), "unpacks to more than 2 MiB"),
        (packed(gzip.compress(ZEROS[: KIB * KIB]) * 4, "gzip"), "unpacks to more than 2 MiB"),
        (packed(zlib.compress(ZEROS), "deflate"), "unpacks to more than 2 MiB"),
        (packed(RAW.compress(ZEROS) + RAW.flush(), "deflate"), "unpacks to more than 2 MiB"),
        (packed(gzip.compress(ZEROS[: 3 * KIB * KIB // 2]), "gzip"), "more than 200 times its size"),
        (packed(gzip.compress(gzip.compress(ZEROS)), "gzip, gzip"), 'packed as "gzip, gzip"'),
        (packed(b"x", "br"), 'packed as "br"'),
        (packed(gzip.compress(b"x" * 999)[:-9], "gzip"), "packed content is broken"),
        (packed(zlib.compress(b"x" * 999)[:-9], "deflate"), "packed content is broken"),
        (packed(b"not packed", "gzip"), "packed content is broken"),
        (packed(b"\xff\xff\xff", "deflate"), "packed content is broken"),
        (lambda exchange: exchange.raw(head(200, {"X": "y" * 70 * KIB})), "64 KiB of headers"),
        (redirect("/" + "y" * 70 * KIB), "64 KiB of headers"),
        (lambda exchange: exchange.raw(head(200, {"X": "y" * 200 * KIB})), "does not keep to HTTP"),
        (lambda exchange: exchange.raw(head(200, {"Content-Length": "99"}) + b"short"), "keep to HTTP"),
        (lambda exchange: exchange.raw(head(200, {"Content-Length": "-5"}) + b"x"), "keep to HTTP"),
        (lambda exchange: exchange.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 9\r\n\r\n"),
         "keep to HTTP"),
        (lambda exchange: exchange.raw(b"SSH-2.0-server\r\n"), "keep to HTTP"),
        (lambda exchange: exchange.raw(b""), "keep to HTTP"),
        (redirect("/"), "redirects more than 5 times"),
        (redirect("http://["), "redirects to an address that is not opened: "),
        (redirect("http://u:p@news.test/"), "user name or password"),
    ],
)  # fmt: skip
def test_answers_of_an_enemy(site: Site, route: Route, told: str) -> None:
    site.routes["/"] = route
    limits = Limits(size=2 * KIB * KIB, seconds=20)
    assert told in str(refusal(local(site, limits=limits), site.url()))


def test_no_more_than_announced_is_taken(site: Site) -> None:
    site.routes["/"] = lambda exchange: exchange.raw(head(200, {"Content-Length": "4"}) + b"textHTTP/1.1 200")
    assert local(site).get(site.url()).body == b"text"


@pytest.mark.parametrize(
    "coding, data",
    [
        ("gzip", gzip.compress("نص".encode())),
        ("x-gzip", gzip.compress("ن".encode()) + gzip.compress("ص".encode())),
        ("deflate", zlib.compress("نص".encode())),
        ("GZIP", gzip.compress("نص".encode())),
        ("identity", "نص".encode()),
    ],
)
def test_packed_pages_are_unpacked(site: Site, coding: str, data: bytes) -> None:
    site.routes["/"] = packed(data, coding)
    assert local(site).get(site.url()).body.decode() == "نص"


def test_redirects_are_followed_and_asked_about(site: Site) -> None:
    site.routes["/"] = redirect("/second?x=1", 301)
    site.routes["/second"] = redirect(site.url("/third", host="news.test"), 308)
    site.routes["/third"] = page("نص")
    web = local(site, names=["news.test"])
    asked: list[str] = []
    answer = web.get(site.url(), permit=asked.append)
    assert answer.address == site.url()
    assert answer.url == site.url("/third", host="news.test")
    assert asked == [site.url("/second?x=1"), answer.url]

    def never(address: str) -> None:
        raise NetError(f"not {address}")

    site.requests.clear()
    assert "not http" in str(refusal(web, site.url(), permit=never))
    assert site.paths == ["/"]


def test_proxies_of_the_environment_are_not_asked(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    site.routes["/"] = page("نص")
    assert local(site).get(site.url()).status == 200


def test_faults_of_the_connection_keep_no_secrets_and_no_stack(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise httpcore.WriteError("broken pipe\nand more")

    monkeypatch.setattr(httpcore.HTTPConnection, "handle_request", broken)
    assert "the connection to 127.0.0.1 broke (broken pipe and more)" in str(refusal(local(site), site.url()))
