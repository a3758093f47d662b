"""Right files and answers altered at random: as bytes, and as what they hold. A seed gives the same alterations everywhere."""

import copy
import random
from collections.abc import Sequence

# What no page may show as markup, and what no text may do to a terminal or to a text around it.
MARKUP = "<i onload=alert(1)>"
STEERING = ("\x1b[31m", "\u202e", "\x00")
# What may stand where something else should: no field takes all of it.
ODD = [None, True, False, 0, -1, 1.5, 10**30, "", "1", "x", "NaN", "F", "٣", [], {}, [[]], [None]]
ODD += [{"id": 1}, {"concept": "time", "id": 5}, float("nan"), float("inf"), "\ud800", *STEERING]
TOKENS = [*b'[ ] { } , : " \\ null true NaN -Infinity 1e999 0 - .'.split(b" "), b"\xff", b"\x00"]
TOKENS += [b"\xef", b"\xef\xbb\xbf", b"\\ud800", b"<", b">"]
Way = tuple[str | int, ...]


def altered_bytes(body: bytes, chance: random.Random, tokens: Sequence[bytes] = TOKENS) -> bytes:
    """One to three pieces dropped, doubled, replaced by a token, or one bit turned."""
    content = bytearray(body)
    for _ in range(chance.choice((1, 1, 2, 3))):
        start = chance.randrange(len(content) + 1)
        stop = start + chance.choice((0, 1, 1, 4, 40))
        way = chance.randrange(5)
        if way == 0:
            del content[start:stop]
        elif way == 1:
            content[start:start] = content[start:stop]
        elif way == 2:
            del content[start:]
        elif way == 3 and start < len(content):
            content[start] ^= 1 << chance.randrange(8)
        else:
            content[start:stop] = chance.choice(tokens)
    return bytes(content)


def ways_into(part: object) -> list[Way]:
    """The way to each place of something made of lists and objects."""
    inner: dict | enumerate = {}
    if isinstance(part, dict):
        inner = part
    elif isinstance(part, list):
        inner = dict(enumerate(part))
    return [
        way
        for key, value in inner.items()
        for way in [(key,), *((key, *rest) for rest in ways_into(value))]
    ]


def altered(
    content: object, ways: Sequence[Way], chance: random.Random, odd: Sequence[object] = ODD
) -> object:
    """One or two places dropped, doubled, moved or filled with something odd; what did not change is shared."""
    for _ in range(chance.choice((1, 1, 2))):
        *way, last = chance.choice(ways)
        made = parent = copy.copy(content)
        try:
            for key in way:
                parent[key] = copy.copy(parent[key])
                parent = parent[key]
            if (turn := chance.randrange(8)) == 0:
                del parent[last]
            elif turn == 1 and isinstance(parent, list):
                parent.insert(last, parent[last])
            elif turn == 2:
                parent[last] = [parent[last]]
            else:
                parent[last] = chance.choice(odd)
        except (LookupError, TypeError):
            continue  # the first change took the place away
        content = made
    return content
