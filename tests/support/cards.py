"""A page read against itself: cards by their own rule, leads by their cards, sentences by titles and grids."""

import dataclasses
import math
import re
from collections.abc import Iterator, Sequence

from support.pages import Piece
from support.words import MOVED, NUMBER, WAYS, contradictions, like, number, share, way

HOLDS, IN_PART, FAILS, OPEN = "holds", "holds in part", "does not hold", "cannot be tested"
SIGNS = {"●": HOLDS, "◐": IN_PART, "○": FAILS, "?": OPEN}
BADGE = re.compile(
    r"^([●◐○?]) (holds in part|holds|does not hold|cannot be tested)(?: \(([^)]*)\))?$"
)
# What became of a claim, by its verdict then and now; where its truth goes beyond it, it says too little.
BECAME = {
    HOLDS: {HOLDS: "still holds", IN_PART: "now holds only in part", FAILS: "no longer holds"},
    IN_PART: {
        HOLDS: "now holds in full",
        IN_PART: "still holds in part",
        FAILS: "no longer holds even in part",
    },
    FAILS: {HOLDS: "now holds", IN_PART: "now holds in part", FAILS: "still does not hold"},
    OPEN: {HOLDS: "now holds", IN_PART: "now holds in part", FAILS: "does not hold now"},
}
ANSWERS = {"yes": 1.0, "partly": 0.5, "no": 0.0}
PEOPLE = "none one two three four five".split()
PLACES = ("first", "second", "third")
Band = tuple[float, float]


@dataclasses.dataclass
class Moment:
    """What a card says of one moment: its verdict, on which side, and the figures below it."""

    verdict: str
    side: str
    figures: list[str] = dataclasses.field(default_factory=list)


@dataclasses.dataclass
class Card:
    """A card as it is read: whose, its rule, and its two moments."""

    cell: str
    short: str
    rule: str
    moments: list[Moment]
    parts: list[str] = dataclasses.field(default_factory=list)


def cards(page: Sequence[Piece]) -> list[Card]:
    """The cards of a page."""
    found: list[Card] = []
    for piece in page:
        if piece.kind == "card":
            found.append(Card(piece.cell, piece.text.removeprefix("Verdict: "), "", []))
        elif found and piece.cell == found[-1].cell:
            card, badge = found[-1], BADGE.match(piece.text)
            if piece.kind == "declared" and re.search(
                r"\bholds (from|under|if)\b", piece.text, re.I
            ):
                card.rule += f" {piece.text}"
            elif piece.kind == "part":
                card.parts.append(piece.text)
            elif piece.kind == "found" and badge:
                card.moments.append(Moment(badge[2], badge[3] or ""))
            elif piece.kind == "found" and piece.text == "the same":
                card.moments.append(dataclasses.replace(card.moments[0], figures=[]))
            elif piece.kind == "found" and card.moments:
                card.moments[-1].figures.append(piece.text)
    for card in found:
        _completed(card)
    return found


def _completed(card: Card) -> None:
    """The figures that a moment does not repeat, because they are the same or stand in the fold."""
    for moment in card.moments[1:]:
        moment.figures = moment.figures or [*card.moments[0].figures]
    for at, moment in enumerate(card.moments):
        # Many parts stand in the card's fold alone.
        if not any(figure[:2] in {f"{sign} " for sign in SIGNS} for figure in moment.figures):
            moment.figures += card.parts[at::2]


# By its own rule --------------------------------------------------------------------------------------


def by_rule(card: Card) -> Iterator[str]:
    """Where a card's signs and badges are not what its figures give by its rule."""
    bands = [_bands(card.rule, word) for word in (HOLDS, IN_PART)]
    for moment in card.moments:
        told = [_told(text, card.rule) for text in moment.figures]
        signs = [(sign, value) for sign, value in told if sign]
        for sign, value in signs:
            if value is not None and SIGNS[sign] != _graded(value, *bands):
                yield f"{card.cell}: {sign} beside {value:g}"
        alone = [value for sign, value in told if not sign and value is not None][:1]
        verdicts = [SIGNS[sign] for sign, _ in signs] or [_graded(value, *bands) for value in alone]
        if verdicts and moment.verdict not in _together(verdicts, card.rule):
            yield f"{card.cell}: “{moment.verdict}” over {verdicts}"
        values = [value for sign, value in told if value is not None and sign] or alone
        if moment.verdict in (IN_PART, FAILS) and moment.side != _side(values, *bands):
            yield f"{card.cell}: “{moment.side}” over {values}"


def _bands(rule: str, word: str) -> list[Band]:
    """The intervals of a verdict in a rule; of answers, a full yes and a part of one."""
    if not re.search(r"\bholds (from|under)\b", rule, re.I):
        return [(1.0, math.inf)] if word == HOLDS else [(0.5, 1.0)]
    found = re.search(rf"\b{word} ((?:from|under)[^;]*)", rule, re.I)
    bands: list[Band] = []
    for interval in re.split(r" or ", found[1]) if found else ():
        ends = [share(end) for end in re.findall(NUMBER, interval)]
        low, high = (-math.inf, ends[0]) if interval.startswith("under") else (ends[0], math.inf)
        bands.append((low, ends[1] if len(ends) > 1 else high))
    return bands


def _graded(value: float, holds: Sequence[Band], in_part: Sequence[Band]) -> str:
    for verdict, bands in ((HOLDS, holds), (IN_PART, in_part)):
        if any(low <= value + 1e-9 and value < high - 1e-9 for low, high in bands):
            return verdict
    return FAILS


def _side(values: Sequence[float], holds: Sequence[Band], in_part: Sequence[Band]) -> str:
    """On which side figures miss: past the upper end of a band that has a lower one too, or not."""
    missed = [value for value in values if _graded(value, holds, in_part) != HOLDS]
    ends = [high for low, high in holds if math.isfinite(low)]
    past = {any(value >= high - 1e-9 for high in ends) for value in missed}
    said = {
        frozenset({True}): "more than said",
        frozenset({False}): "less than said",
        frozenset(): "",
    }
    return said.get(frozenset(past), "more and less than said")


def _told(text: str, rule: str) -> tuple[str, float | None]:
    """The sign and the figure of a line of a card, in the unit of its rule."""
    sign = text[0] if text == "?" or text[:2] in {f"{sign} " for sign in SIGNS} else ""
    answer = r"(yes|partly|no|none of the five|\w+ of the five)"
    found = re.search(rf"{': ' if sign else '^'}(?:{answer}|({NUMBER}))(?=,|$| )", text)
    if sign == "?" or (sign and not found):
        return sign, None
    if not found or (not sign and "other ways" in text):
        return "", None
    if found[1]:
        word = found[1].split()[0]
        return sign, ANSWERS[word] if word in ANSWERS else float(PEOPLE.index(word))
    plain_rule = not re.search(r"from [\d.,\u202f]+(?:\u202f%| times)", rule)
    if not re.search(r"\bholds (from|under)\b", rule, re.I):
        return sign, number(found[2]) / 100
    digits = found[2].replace("million", "").replace("billion", "")
    return sign, number(digits) if plain_rule else share(digits)


def _together(verdicts: Sequence[str], rule: str) -> set[str]:
    """What a rule makes of the verdicts of parts: all that the open ones leave possible, or open."""
    filled = [
        [HOLDS if one == OPEN else one for one in verdicts],
        [FAILS if one == OPEN else one for one in verdicts],
    ]
    ends = {_closed(known, rule) for known in filled}
    return ends if len(ends) == 1 else {OPEN}


def _closed(verdicts: Sequence[str], rule: str) -> str:
    if "best part" in rule:
        return next(verdict for verdict in (HOLDS, IN_PART, FAILS) if verdict in verdicts)
    if "more than half of the parts" in rule:
        half = len(verdicts) / 2
        if verdicts.count(HOLDS) > half:
            return HOLDS
        return IN_PART if len(verdicts) - verdicts.count(FAILS) > half else FAILS
    return verdicts[0] if len(set(verdicts)) == 1 else IN_PART


# By each other ----------------------------------------------------------------------------------------


def leads(page: Sequence[Piece]) -> Iterator[str]:
    """Where the sentence above a card, or beside a claim's name at the head of the page, says that
    something else became of the claim."""
    known = {card.cell: card for card in cards(page)}
    said: list[str] = []
    named: Card | None = None
    for piece in page:
        if piece.kind == "typed":
            said = []  # a section begins
        if piece.kind == "told":
            told = re.findall(r": the claim ((?:still|now|no longer|does)[^.;]*)\.?$", piece.text)
            if piece.cell == "takeaways":
                of = (card for card in known.values() if piece.text.startswith(f"{card.short}: "))
                named = next(of, named)
                yield from _became(piece, named, told)
            else:
                said += told
        if piece.kind == "card":
            yield from _became(piece, known[piece.cell], said[-1:])
            said = []


def _became(piece: Piece, card: Card | None, told: Sequence[str]) -> Iterator[str]:
    """Which of the phrases does not fit what a card says became of its claim."""
    if card is None or len(card.moments) != 2:
        return
    then, now = card.moments
    expected = BECAME[then.verdict].get(now.verdict, "cannot be tested now")
    if now.side == "more than said":
        expected = f"{'still' if then.side == now.side else 'now'} says too little"
    for phrase in told:
        if phrase != expected:
            where = f"{piece.page}/{piece.cell}: “the claim {phrase}”"
            yield f"{where} over {then.verdict}, {now.verdict}"


def summaries(page: Sequence[Piece]) -> Iterator[str]:
    """Where a table of the page gives a claim other verdicts than its card."""
    known = {card.short: [moment.verdict for moment in card.moments] for card in cards(page)}
    cells = [piece for piece in page if piece.kind == "cell"]
    for place, piece in enumerate(cells[:-2]):
        badges = [
            re.match(r"[●◐○?] (holds in part|holds|does not hold|cannot be tested)", one.text)
            for one in cells[place + 1 : place + 3]
        ]
        if piece.text in known and all(badges) and cells[place + 1].cell == piece.cell:
            told = [badge[1] for badge in badges if badge]
            if told != known[piece.text]:
                yield f"{piece.page}/{piece.cell}: “{piece.text}” is {told}, not as on its card"


def moves(page: Sequence[Piece]) -> Iterator[str]:
    """Where a sentence and a title bring the same figure of the same year about in two ways."""
    titled = [
        match.groups()
        for piece in page
        if piece.kind == "title"
        for match in re.finditer(MOVED, piece.text)
    ]
    for piece in page:
        for match in re.finditer(
            rf"By (?:the end of )?(\d{{4}}) it ({'|'.join(WAYS)})(?: from ({NUMBER}) \(the figure of \d{{4}}, since revised\))?(?: to)? ({NUMBER})",
            piece.text,
        ):
            for said, before, _, after, last in titled:
                if (
                    last == match[1]
                    and number(after) == number(match[4])
                    and said != WAYS[match[2]]
                ) and (match[3] is None or like(before, str(number(match[3])))):
                    yield f"{piece.page}/{piece.cell}: “{match[0]}” beside “{said}”"


def lists(page: Sequence[Piece]) -> Iterator[str]:
    """Where the conclusion lists a claim under what its verdict was not."""
    heads = {
        "What it got right": HOLDS,
        "What it overstated": IN_PART,
        "What it understated": IN_PART,
        "What it got wrong": FAILS,
    }
    rows = next((piece.rows for piece in page if piece.cell == "turns" and piece.rows), ())
    then = {row["Claim"]: (row["Then"], row.get("On which side", "")) for row in rows}
    under = ""
    for piece in page:
        if piece.cell != "conclusion" or not then:
            continue
        if piece.text.startswith("What "):
            under = next(
                (verdict for head, verdict in heads.items() if piece.text.startswith(head)), ""
            )
        chapter, _, told = piece.text.rstrip(".").partition(": ")
        for short in told.split("; ") if under else ():
            verdict = then.get(f"{chapter}: {short}")
            if verdict and verdict[0] != under:
                yield f"verdict: “{short}” stands under “{under}” and was “{verdict[0]}”"


def board(page: Sequence[Piece]) -> Iterator[str]:
    """Where the board gives Russia another place, or a move, than the figures in its table."""
    rows = next(
        (piece.rows for piece in page if piece.rows and "Russia's place" in piece.rows[0]), ()
    )
    counts: dict[str, list[str]] = {}
    for row in rows:
        russia, *others = (
            float(row[name]) if row[name] else None for name in ("Russia", "China", "EU")
        )
        above = sum(other > (russia or 0) for other in others if other is not None)
        place, where = row["Russia's place"], f"{row['Lever']}, {row['Country']}"
        if place not in ("", "no data", "nobody", "not ranked"):
            counts.setdefault(row["Country"], []).append(place)
        if place in PLACES and russia is not None and above != PLACES.index(place):
            yield f"{page[0].page}: {where}: “{place}” with {above} above"
        before = float(row["Russia before"]) if row["Russia before"] else None
        moved = way(before, russia) if None not in (before, russia) else set(WAYS.values())
        if row["Direction"] in WAYS.values() and row["Direction"] not in moved:
            yield f"{page[0].page}: {where}: “{row['Direction']}”"
    for piece in page if counts else ():
        if piece.text.startswith("Now it is first on"):
            for led, whole, name in re.findall(r"(\d+) of (\d+)(?: levers)? in (\w+)", piece.text):
                leads = sum(place in ("first", "alone") for place in counts[name])
                if (leads, len(counts[name])) != (int(led), int(whole)):
                    yield f"{piece.page}: {name}: {led} of {whole} beside {leads} of {len(counts[name])}"


# Two texts of which one page can have one only, in any order.
APART = (
    (
        r"together (?:hold|have) (?:[5-9]\d[.\d]*|100)\u202f%",
        r"(?:No: .*?most of it belongs to Russia|[Mm]ost of it belongs to Russia:? no|belongs to Russia is no|not in its owners|do(?:es)? not hold most)",
    ),
    (r"ES-11/[12] [^:]*\. .*: yes\.?$", r"All five abstained or stayed away both times\b"),
    (r"\bonce in favour", r"\b(?!one\b)\w+ were cast in favour"),
    (r"Uzbekistan in the CSTO[^.]*: yes", r"it left in \d{4}\.?$"),
)


def apart(page: Sequence[Piece]) -> Iterator[str]:
    """Where a page says both of two things that exclude each other."""
    texts = [piece.text for piece in page if piece.kind in ("told", "title", "contrary")]
    for one, other in APART:
        found = [[text for text in texts if re.search(pattern, text)] for pattern in (one, other)]
        if all(found):
            yield f"{page[0].page}: “{found[0][0][:90]}” beside “{found[1][0][:90]}”"


def faults(page: Sequence[Piece]) -> list[str]:
    """All that a page says against itself."""
    found = [wrong for piece in page if piece.kind != "declared" for wrong in contradictions(piece)]
    found += [f"{page[0].page}/{wrong}" for card in cards(page) for wrong in by_rule(card)]
    for check in (leads, summaries, moves, lists, apart, board):
        found += check(page)
    return found
