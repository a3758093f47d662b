"""The line: bodies, redirects, connections."""

import socket
import threading

import pytest
from support.bank import FakeBank
from support.pulls import CODE, DATA, failure, one, right

from footprint.worldbank import service as service_room
from footprint.worldbank import transport


def test_an_answer_that_takes_too_long(full, monkeypatch):
    """Silence and a trickle are given up long before the deadline, and asked again."""
    monkeypatch.setattr(transport.limits, "ANSWER_LIMIT", 0.05)
    full.fault("silence", DATA, times=1)
    full.fault("drip", DATA, nth=2)
    assert right(one(full).data) and len(full.urls) == 3
    full.fault("silence", DATA)
    assert "sent nothing for 0.05 s 4 times" in failure(lambda: one(full))
    full.heal()
    full.fault("drip", DATA)
    assert "had not sent all of an answer after 0.05 s" in failure(lambda: one(full))


def test_an_endless_body(full):
    """A body without end is dropped at the cap, and so is an endless error page."""
    full.fault("endless", DATA)
    assert "sent more than 1.39 MB in one answer" in failure(lambda: one(full))
    assert full.sent < 2**25  # the cap, and what the line holds
    full.heal()
    full.fault("endless", DATA, status=302, location="http://localhost/")
    assert "to another address (http://localhost/), which was not followed" in failure(
        lambda: one(full)
    )
    full.heal()
    full.fault("endless", DATA, status=500)
    assert "answered 500 (Internal Server Error) 4 times" in failure(lambda: one(full))


def test_connection_refused(full, monkeypatch):
    """Nobody at the address: told at once, with the variable that names the address."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        monkeypatch.setenv("WORLDBANK_API", f"http://127.0.0.1:{taken.getsockname()[1]}/v2")
        sentence = failure(lambda: one(full))
    assert "cannot be reached" in sentence and "the address in WORLDBANK_API" in sentence


def test_no_such_host(full, monkeypatch):
    """A host that does not exist, or no network at all: asked for twice, no more."""
    asked = []

    def fail(*_, **__):
        asked.append(1)
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    assert "The World Bank's service (nowhere.invalid) cannot be found" in failure(
        lambda: one(full, api="http://nowhere.invalid/v2")
    )
    assert len(asked) == 2


def test_no_certificate(full):
    """A server that does not speak TLS, or has no certificate that can be trusted."""
    assert "no certificate that can be trusted" in failure(
        lambda: one(full, api=full.url.replace("http:", "https:"))
    )


def test_a_proxy(full, monkeypatch):
    """One that nobody answers at, that refuses, or whose address is none, is called the proxy."""
    nowhere = "http://nowhere.invalid/v2"
    for variable in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(variable, raising=False)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        closed = f"http://127.0.0.1:{taken.getsockname()[1]}"
        for proxy in (closed, "http://127.0.0.1:port", "socks5://127.0.0.1:1", "http://"):
            monkeypatch.setenv("http_proxy", proxy)
            monkeypatch.setenv("https_proxy", proxy)
            for api in (nowhere, nowhere.replace("http:", "https:")):
                sentence = failure(lambda api=api: one(full, api=api, deadline=5.0))
                assert "proxy" in sentence and "HTTPS_PROXY" in sentence, (proxy, api)
    full.fault("401", status=407)
    monkeypatch.setenv("http_proxy", full.url)
    monkeypatch.setenv("https_proxy", full.url)
    for api in (nowhere, nowhere.replace("http:", "https:")):
        assert "check the proxy" in failure(lambda api=api: one(full, api=api, deadline=5.0))


def test_no_certificates_to_check_by(full, monkeypatch, tmp_path):
    """A file of certificates that is not there, or is none: not “broke off the connection”."""
    (tmp_path / "none.pem").write_text("nothing", encoding="utf-8")
    for name in ("absent.pem", "none.pem"):
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / name))
        sentence = failure(lambda: one(full, api=full.url.replace("http:", "https:")))
        assert "certificate" in sentence and "broke off" not in sentence


@pytest.mark.parametrize(
    "asked", ["9" * 5000, "99999999999", "-1", "Wed, 21 Oct 99999 07:28:00 GMT", "é", "1e5"]
)
def test_a_wait_that_makes_no_sense(full, asked):
    """However long a service asks to wait, the pull ends in a sentence."""
    full.fault("429", retry_after=asked)
    assert "answered 429 (Too Many Requests)" in failure(lambda: one(full))


def test_redirects_within_the_host(full):
    """A redirect within the host is followed; one to a lesser scheme or to nonsense is not."""
    full.fault(
        "redirect",
        "per_page=32500&page=1$",
        times=1,
        to=f"/v2/country/KGZ;TJK/indicator/{CODE}?format=json&date=2018:2022&source=2&per_page=32500&page=1",
    )
    assert right(one(full).data) and len(full.urls) == 2
    full.fault("redirect", to="ftp://127.0.0.1/x")
    assert "was not followed" in failure(lambda: one(full))
    full.heal()
    full.fault("redirect", to="http://[::1")
    assert "was not followed" in failure(lambda: one(full))


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 100_000,
        b"\xff\xfe[",
        b"",
        b"[1" + b"0" * 5000 + b"]",
        b"\xef\xbb\xbf<html",
        b"<script>var x = '",
        b'{"message": 5}',
    ],
)
def test_bodies_that_are_no_json(full, monkeypatch, body):
    """Whatever the bytes, the pull ends in a sentence."""
    monkeypatch.setattr(FakeBank, "answer", lambda *_: (200, "application/json", body))
    assert "4 times" in (sentence := failure(lambda: one(full))) or "2 times" in sentence


def test_packed_bodies(full):
    """A body packed with gzip is read; a damaged one is a broken answer."""
    full.fault("zipped", DATA)
    assert right(one(full).data)
    full.heal()
    full.fault("zipped", DATA, damaged=True)
    assert "sent packed data that are cut short or damaged 4 times" in failure(lambda: one(full))


def test_a_byte_order_mark_and_a_charset(full, monkeypatch):
    """JSON with a mark before it, or in the charset that its header names, is read."""
    real = FakeBank.answer

    def dressed(kind, encoding):
        def answer(self, address, fault):
            status, _, body = real(self, address, fault)
            return status, kind, body.decode().encode(encoding)

        return answer

    full.names[CODE] = "Émigrés"
    for kind, encoding in [
        ("application/json", "utf-8-sig"),
        ("application/json; charset=iso-8859-1", "latin-1"),
        ("application/json; charset=nonsense", "utf-8"),
    ]:
        monkeypatch.setattr(FakeBank, "answer", dressed(kind, encoding))
        assert one(full).names == {CODE: "Émigrés"}
    monkeypatch.setattr(
        FakeBank, "answer", dressed("application/json; charset=nonsense", "latin-1")
    )
    assert one(full).names == {CODE: "Émigrés"}


@pytest.mark.parametrize("kind", ["silence", "drip"])
def test_threads_end_by_themselves(full, kind):
    """What was begun in a thread ends at the deadline too, and a trickle with the pull."""
    full.fault(kind, DATA)
    url = f"{full.url}/country/KGZ/indicator/{CODE}"
    with service_room.world_bank(None, 0.2) as service:
        assert "did not answer in full within 0.2 s" in failure(lambda: service.answer(url))
    full.heal()
    full.fault("drip", DATA)
    with service_room.world_bank(None, None) as service:
        thread = threading.Thread(target=failure, args=[lambda: service.answer(url)], daemon=True)
        thread.start()
    thread.join(20)
    assert not thread.is_alive()
