"""Answers of the services altered by somebody who means harm: each takes a right body and gives another."""

import json
import math
import re
from collections.abc import Callable

Change = Callable[[bytes], bytes]
MARKS = "\x1b[31m\u202e\u0007<b onload=alert(1)>\ud800"


def each(body: bytes, change: Callable[[object], object]) -> bytes:
    """The body with every figure, and every name where there is none, altered."""
    content = json.loads(body)
    kind = float | int if re.search(rb'"value": -?\d|\[-?\d', body) else str

    def walk(part: object, key: str = "") -> object:
        if isinstance(part, dict):
            return {name: walk(inner, name) for name, inner in part.items()}
        if isinstance(part, list):
            return [walk(inner, key) for inner in part]
        figure = key in ("value", "0", "1") and isinstance(part, kind)
        return change(part) if figure and not isinstance(part, bool) else part

    return json.dumps(walk(content)).encode()


def values(value: object) -> Change:
    """Every figure is this."""
    return lambda body: each(body, lambda _: value)


def text(pattern: str, by: str, count: int = 0) -> Change:
    """The text of a body with some of it replaced."""
    return lambda body: re.sub(pattern, lambda _: by, body.decode(), count=count).encode()


def coded(name: str) -> Change:
    return lambda body: body.decode().encode(name)


LONG = "1" * 1_000_000
HOSTILE: dict[str, Change] = {
    "brackets": lambda body: b"[" * 100_000,
    "braces": lambda body: b'{"a":' * 100_000,
    "closed brackets": lambda body: b"[" * 100_000 + b"]" * 100_000,
    "many objects": lambda body: b"[" + b"{}," * 400_000 + b"{}]",
    "a long number": lambda body: each(body, lambda _: "LONG").replace(b'"LONG"', LONG.encode()),
    "a long fraction": lambda body: each(body, lambda _: "LONG").replace(
        b'"LONG"', f"0.{LONG}".encode()
    ),
    "a long text of digits": lambda body: each(body, lambda _: LONG),
    "long pages": text(r'"(total|pages)": \d+', f'"total": {LONG}'),
    "not a number": values(math.nan),
    "infinity": values(math.inf),
    "minus infinity": values(-math.inf),
    "too large": text(r"\d+\.\d+", "1e999"),
    "utf-16": coded("utf-16"),
    "utf-16 without mark": coded("utf-16-be"),
    "utf-32": coded("utf-32"),
    "utf-7": coded("utf-7"),
    "not utf-8": lambda body: body.replace(b"value", b"v\xff\xfelue"),
    "booleans": values(True),
    "lists": values([1, [2]]),
    "objects": values({"value": 1}),
    "words": values(MARKS),
    "page as words": text(r'"page": \d+', '"page": "one"'),
    "page as truth": text(r'"page": \d+', '"page": true'),
    "page as fraction": text(r'"page": \d+', '"page": 1.5'),
    "page as list": text(r'"page": \d+', '"page": [1]'),
    "total below zero": text(r'"total": \d+', '"total": -5'),
    "a field twice": text(r'"(value|id)": ', '"value": 1, "value": '),
    "control characters": text(r'"value": "[^"]*"', f'"value": {json.dumps(MARKS)}'),
    "raw control characters": text(r'"value": "', '"value": "\x00\x1b'),
    "codes that steer": text(r'"id": "[^"]*"', f'"id": {json.dumps(MARKS)}'),
    "a message that steers": lambda body: json.dumps(
        [{"message": [{"id": MARKS * 50, "key": MARKS, "value": MARKS * 50}] * 1000}]
    ).encode(),
    "a message as number": lambda body: b'[{"message": 7}]',
    "a mark begun often": lambda body: b'<wb:message id="' * 60_000,
    "a title begun often": lambda body: b"<title><script>" * 60_000,
    "nothing": lambda body: b"",
    "half": lambda body: body[: len(body) // 2],
    "null": lambda body: b"null",
}
