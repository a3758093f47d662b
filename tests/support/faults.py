"""What a World Bank of the tests' own can do wrong: on the line, in its messages, in its rows."""

import gzip
import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from support.bank import Handler

GONE = "The indicator was not found. It may have been deleted or archived."
NOT_FOUND = ("175", "Invalid format", GONE)
INVALID = ("120", "Invalid value", "The provided parameter value is not valid")
NO_DATA = ("160", "Data not found.", "The provided parameter value is not valid")


def page(title: str) -> bytes:
    """An HTML page as gateways send it."""
    head = f"<title>{title}</title><style>p {{color: red}}</style>"
    return f"<!DOCTYPE html><html><head>{head}</head><body><p>{title}</p></body></html>".encode()


def xml(number: str, key: str, text: str, bom: bool = False) -> bytes:
    """An error of the service in XML."""
    content = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<wb:error xmlns:wb="http://www.worldbank.org">\n'
        f'  <wb:message id="{number}" key="{key}">{text}</wb:message>\n</wb:error>'
    )
    return content.encode("utf-8-sig" if bom else "utf-8")


class Fault:
    """What goes wrong, for which requests."""

    def __init__(
        self, kind: str, path: str, nth: int | None, times: int | None, options: dict
    ) -> None:
        self.kind, self.path, self.options = kind, re.compile(path), options
        self.nth, self.times = nth, times
        self.seen = 0

    def meets(self, address: str) -> bool:
        if not self.path.search(address):
            return False
        self.seen += 1
        return (self.nth is None or self.seen == self.nth) and (
            self.times is None or self.seen <= self.times
        )

    def altered(self, header: dict, rows: list | None) -> tuple[dict, list | None]:
        change = BODIES.get(self.kind)
        return change(dict(header), rows, **self.options) if change else (header, rows)


def _status(number: int, title: str):
    def send(handler: "Handler", retry_after: str | None = "0", status: int = number) -> None:
        handler.reply(
            status,
            "text/html",
            page(f"{number} {title}"),
            {"Retry-After": retry_after} if retry_after is not None else {},
        )

    return send


def _sends(content: Callable[[], bytes], kind: str):
    return lambda handler: handler.reply(200, kind, content())


def _message(number: str, key: str, text: str):
    return _sends(
        lambda: json.dumps([{"message": [{"id": number, "key": key, "value": text}]}]).encode(),
        "application/json",
    )


def _zipped(handler: "Handler", damaged: bool = False) -> None:
    status, kind, body = handler.server.bank.answer(handler.path, None)
    packed = gzip.compress(body)
    handler.reply(
        status, kind, packed[:10] + b"?" * 20 if damaged else packed, {"Content-Encoding": "gzip"}
    )


def _changed(handler: "Handler", change: Callable[[bytes], bytes] = bytes) -> None:
    """The right answer with its bytes altered."""
    status, kind, body = handler.server.bank.answer(handler.path, None)
    handler.reply(status, kind, change(body))


def _packed(handler: "Handler", body: bytes = b"") -> None:
    """These bytes, said to be packed."""
    handler.reply(200, "application/json", body, {"Content-Encoding": "gzip"})


def _truncated(handler: "Handler") -> None:
    status, kind, body = handler.server.bank.answer(handler.path, None)
    handler.reply(status, kind, body[: len(body) // 2])


def _cut(handler: "Handler") -> None:
    status, kind, body = handler.server.bank.answer(handler.path, None)
    handler.reply(status, kind, body[: len(body) // 2], length=len(body))
    handler.close_connection = True


def _hung_up(handler: "Handler") -> None:
    handler.close_connection = True


def _silence(handler: "Handler") -> None:
    handler.server.closing.wait()
    handler.close_connection = True


def _drip(handler: "Handler") -> None:
    handler.head(200, "application/json", {"Content-Length": "1000000"})
    _until_hung_up(handler, lambda: b" ", 0.005)


def _drip_in_header(handler: "Handler") -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    _until_hung_up(handler, lambda: b"x", 0.005)


def _endless(handler: "Handler", status: int = 200, location: str | None = None) -> None:
    handler.head(
        status,
        "application/json",
        {"Connection": "close"} | ({"Location": location} if location else {}),
    )
    _until_hung_up(handler, lambda: b" " * 2**18, 0)


def _until_hung_up(handler: "Handler", content: Callable[[], bytes], pause: float) -> None:
    handler.close_connection = True
    try:
        while not handler.server.closing.wait(pause):
            handler.server.bank.sent += handler.wfile.write(content())
    except OSError:
        pass  # the client has hung up, as it should


def _redirect(handler: "Handler", to: str | None = None) -> None:
    handler.reply(302, "text/html", b"", {"Location": to or handler.path})


def _redirect_away(handler: "Handler") -> None:
    _redirect(handler, f"http://localhost:{handler.server.server_address[1]}{handler.path}")


LINES: dict[str, Callable] = {
    "400": _status(400, "Request Error"),
    "401": _status(401, "Unauthorized"),
    "403": _status(403, "Forbidden"),
    "404": _status(404, "Not Found"),
    "413": _status(413, "Payload Too Large"),
    "429": _status(429, "Too Many Requests"),
    "500": _status(500, "Internal Server Error"),
    "502": _status(502, "Bad Gateway"),
    "503": _status(503, "Service Unavailable"),
    "504": _status(504, "Gateway Timeout"),
    "html": _sends(lambda: page("We are sorry"), "text/html"),
    "message 120": _message(*INVALID),
    "message 175": _message(*NOT_FOUND),
    "message 105": _message("105", "Service currently unavailable", "Try later"),
    "xml": _sends(lambda: xml(*NO_DATA), "text/xml"),
    "xml with bom": _sends(lambda: xml(*NOT_FOUND, bom=True), "text/xml"),
    "zipped": _zipped,
    "changed": _changed,
    "packed": _packed,
    "truncated": _truncated,
    "cut": _cut,
    "hung up": _hung_up,
    "silence": _silence,
    "drip": _drip,
    "drip in header": _drip_in_header,
    "endless": _endless,
    "redirect": _redirect,
    "redirect loop": _redirect,
    "redirect away": _redirect_away,
}


def _values(change: Callable[[object], object]):
    """Alter the value of every row."""
    return lambda header, rows: (header, [row | {"value": change(row["value"])} for row in rows])


def _named(name: str):
    def change(header: dict, rows: list) -> tuple[dict, list]:
        return header, [
            row
            | {
                "indicator": row["indicator"] | {"value": name},
                "country": row["country"] | {"value": name},
            }
            for row in rows
        ]

    return change


BODIES: dict[str, Callable] = {
    "empty": lambda header, rows: (
        {"page": 1, "pages": 0, "per_page": header["per_page"], "total": 0},
        None,
    ),
    "all null": _values(lambda value: None),
    "duplicates": lambda header, rows: (
        header | {"total": header["total"] + 2},
        [*rows, *rows[:2]],
    ),
    "contradictions": lambda header, rows: (
        header | {"total": header["total"] + 1},
        [*rows, rows[-1] | {"value": 0.125}],
    ),
    "rows missing": lambda header, rows: (header, rows[:-3]),
    "pages too high": lambda header, rows: (header | {"pages": header["pages"] + 2}, rows),
    "pages too low": lambda header, rows: (header | {"pages": 1, "total": len(rows) * 3}, rows),
    "wrong page": lambda header, rows: (header | {"page": header["page"] + 1}, rows),
    "numbers as text": _values(lambda value: None if value is None else str(value)),
    "words": _values(lambda value: None if value is None else "n/a"),
    "not finite": _values(lambda value: None if value is None else float("nan")),
    "names with html": _named("Personal <b onload=alert(1)>remittances</b> & Co"),
    "odd names": _named(
        "Rem\u202eittances\u0000 \u2014 "
        "\u041a\u044b\u0440\u0433\u044b\u0437\u0441\u0442\u0430\u043d\u200b\u0007 (% of GDP)"
    ),
    "header as text": lambda header, rows: (
        {field: str(value) for field, value in header.items() if field != "sourceid"},
        rows,
    ),
    "shuffled": lambda header, rows: (header, rows[1::2] + rows[::2][::-1]),
    "dates ignored": lambda header, rows: (header, rows),
    "other economy": lambda header, rows: (
        header,
        [
            row | {"country": {"id": "FR", "value": "France"}, "countryiso3code": "FRA"}
            for row in rows
        ],
    ),
    "other series": lambda header, rows: (
        header,
        [row | {"indicator": {"id": "XX.YY", "value": "Other"}} for row in rows],
    ),
}
FAULTS = {**LINES, **BODIES}
