"""Words of direction and rank, each held against the figures it was made from.

A reader is a pattern with a check on what stands beside it: the numbers of its sentence, the rows of its
figure, the verdicts of its card. What no reader explains must stand in a declared list, with its reason."""

import dataclasses
import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from footprint.model import Claim, Lever
from support.pages import Piece, Table, plain, sentences

# Words that say which way a figure went, where it stands among others, or how many of them.
DIRECTED = re.compile(
    r"\b(rose|risen|rises?|rising|fell|fallen|falls?|falling|grew|grown|grows?|shrank|hardly|still|no longer|"
    r"any more|first|second|third|last|largest|smallest|most|mostly|more|less|fewer|fewest|least|half|never|"
    r"once|twice|only|all|none|nobody|higher|lower|highest|lowest|alone|ahead|increased?|declined?|doubled?|"
    r"halved?|longest|longer|shortest|nearest|nearer|farther|deepest|weakened|strengthened)\b",
    re.IGNORECASE,
)
NUMBER = r"(?:US\$ )?−?[\d\u202f,.]*\d(?:\u202f%| (?:points|times|km|million|billion))?"
SCALES = {"million": 1e6, "billion": 1e9}
ROSE, FELL, STEADY = "rose", "fell", "hardly moved"
WAYS = {"had risen": ROSE, "had fallen": FELL, "was still": STEADY, "had hardly moved": STEADY}
# How far a figure may lie from another and still have “hardly moved”; what rounding may hide of it.
HARDLY, ROUNDED = 0.05, 0.01
ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
COUNTS = "none one two three four five six seven eight nine ten".split()


@dataclasses.dataclass(frozen=True)
class Reader:
    """What a pattern must agree with; ``wrong`` says how a match does not, or nothing."""

    pattern: re.Pattern[str]
    wrong: Callable[[re.Match[str], Piece], str]


READERS: list[Reader] = []


def reader(pattern: str) -> Callable[[Callable[[re.Match[str], Piece], str]], None]:
    """Declare a reader: a check on what a pattern finds in a piece."""
    return lambda wrong: READERS.append(Reader(re.compile(pattern), wrong))


# Numbers --------------------------------------------------------------------------------------------


def number(text: str) -> float:
    """A number as the book prints it, with its million or billion."""
    digits = re.search(r"−?[\d\u202f,.]*\d", text)[0]
    scale = next((SCALES[word] for word in SCALES if word in text), 1.0)
    return float(digits.replace("\u202f", "").replace("−", "-").replace(",", "")) * scale


def share(text: str) -> float:
    """A factor or a share as a factor: “43 %” and “0.43 times” are one."""
    return number(text) / (100 if "%" in text else 1)


def count(text: str) -> int:
    """A count in digits or in words."""
    return COUNTS.index(text.lower()) if text.lower() in COUNTS else int(number(text))


def way(before: float, after: float) -> set[str]:
    """The ways that may be said of two printed figures: rounding may hide on which side they lie."""
    slack = ROUNDED * max(abs(before), abs(after))
    said = set()
    if abs(after - before) <= HARDLY * abs(before) + slack:
        said.add(STEADY)
    if abs(after - before) >= HARDLY * abs(before) - slack:
        said |= {ROSE} if after > before - slack else set()
        said |= {FELL} if after < before + slack else set()
    return said


def like(printed: str, value: str | float) -> bool:
    """Whether a printed number is a value, in its own unit, in millions or in billions."""
    try:
        exact = float(value)
    except ValueError:
        return False
    shown = number(printed)
    bare = shown / next((SCALES[word] for word in SCALES if word in printed), 1.0)
    return any(
        abs(exact / unit - told) <= 0.006 * abs(told) + 0.05
        for unit in (1.0, 1e6, 1e9)
        for told in (bare, shown)
    )


def names(told: str) -> set[str]:
    """Names or years in a row: “a, b and c”."""
    return set(filter(None, re.split(r", | and ", told.strip())))


def numeric(rows: Table) -> dict[str, list[float]]:
    """The columns of a table that hold numbers, without years."""
    found: dict[str, list[float]] = {}
    for column in rows[0] if rows else ():
        values = [_value(row[column]) for row in rows if row[column]]
        if values and None not in values and column.lower() not in ("year", "of"):
            found[column] = [value for value in values if value is not None]
    return found


def _value(text: str) -> float | None:
    try:
        return number(text) if re.fullmatch(NUMBER, text) and "\u202f" in text else float(text)
    except ValueError:
        return None


# Moves ----------------------------------------------------------------------------------------------

MOVED = (
    rf"(rose|fell|hardly moved)(?: from|:) ({NUMBER}) in (\d{{4}})(?: to|,) ({NUMBER}) in (\d{{4}})"
)


@reader(MOVED)
def _moved(match: re.Match[str], piece: Piece) -> str:
    said, before, first, after, last = match.groups()
    if said not in way(number(before), number(after)):
        return f"{before} to {after} is not “{said}”"
    return _in_rows(piece.rows, ((before, first), (after, last)))


@reader(rf"to ({NUMBER}) in \d{{4}} and (fell|rose|hardly moved) to ({NUMBER}) in (\d{{4}})")
def _turned(match: re.Match[str], piece: Piece) -> str:
    before, said, after, year = match.groups()
    if said not in way(number(before), number(after)):
        return f"{before} to {after} is not “{said}”"
    return _in_rows(piece.rows, ((after, year),))


@reader(rf"(rose|fell) from ({NUMBER}) (?:of [^.;]*? )?in ([\d–]+) to ({NUMBER})")
def _went(match: re.Match[str], piece: Piece) -> str:
    said, before, after = match[1], match[2], match[4]
    return (
        "" if said in way(number(before), number(after)) else f"{before} to {after} is not “{said}”"
    )


@reader(
    rf"(had risen|had fallen|had hardly moved) from ({NUMBER}) \(the figure of (\d{{4}}), since revised\) to ({NUMBER})"
)
def _since(match: re.Match[str], piece: Piece) -> str:
    before, after = match[2], match[4]
    return (
        ""
        if WAYS[match[1]] in way(number(before), number(after))
        else f"{before} to {after} is not “{match[1]}”"
    )


def _in_rows(rows: Table, told: Iterable[tuple[str, str]]) -> str:
    """Figures by year that a table of years does not have."""
    by_year = {row["Year"]: row for row in rows if row.get("Year")}
    for printed, year in told if by_year else ():
        if not any(like(printed, value) for value in by_year.get(year, {}).values()):
            return f"{printed} of {year} is not in its table"
    return ""


# Ranks and ends ---------------------------------------------------------------------------------------


def _end(rows: Table, printed: str, of: Callable[[Sequence[float]], float]) -> str:
    """Whether a printed figure is the largest, or the smallest, of a column of its table."""
    columns = numeric(rows)
    if not columns or any(like(printed, of(values)) for values in columns.values()):
        return ""
    return f"{printed} is not the {of.__name__} of its table"


@reader(rf"Deepest fall: [^,]+, ({NUMBER}) from")
def _deepest(match: re.Match[str], piece: Piece) -> str:
    return _end(piece.rows, match[1], max) and _end(piece.rows, f"−{match[1]}", min)


@reader(r"Least settled: [^,]+, where (\d+) of (\d+) figures moved")
def _settled(match: re.Match[str], piece: Piece) -> str:
    return "" if int(match[1]) <= int(match[2]) else "more than all"


@reader(r"least firm is “[^”]*”, where (\d+) of (\d+) agree")
def _firm(match: re.Match[str], piece: Piece) -> str:
    return "" if int(match[1]) <= int(match[2]) else "more than all"


@reader(r"Russia is first or second on most of the levers in ([\w, ]+?)(?:, as it was then|$)")
def _on_most(match: re.Match[str], piece: Piece) -> str:
    parts = [values for column, values in numeric(piece.rows).items() if "%" in column]
    low = [value for values in parts for value in values if value <= 50]
    return (
        "" if len(low) <= len(piece.rows) - len(names(match[1])) else "it is so on less than half"
    )


@reader(r"In ([\d, and]+) nobody is known to have been missing, and not all are known to have come")
def _nobody(match: re.Match[str], piece: Piece) -> str:
    missing = {row["Date"][:4] for row in piece.rows if row.get("Came") == "no"}
    return (
        f"one was missing in {sorted(missing & names(match[1]))}"
        if missing & names(match[1])
        else ""
    )


@reader(rf"(?:Largest|Longest)\b[^:]*: (?:.*, )?({NUMBER})")
def _largest(match: re.Match[str], piece: Piece) -> str:
    return _end(piece.rows, match[1], max)


@reader(
    rf"highest in (?:[^,;]+), ({NUMBER}) in \d{{4}}(?:; of all years in [^,;]+, ({NUMBER}) in \d{{4}})?"
)
def _highest(match: re.Match[str], piece: Piece) -> str:
    now, ever = match[1], match[2]
    if ever and number(ever) < number(now):
        return f"{ever} of all years is less than {now}"
    return _end(piece.rows, ever or now, max)


@reader(rf"[Ff]ewest\b[^:]*: [^,]+, ({NUMBER}) of ({NUMBER})|[Ff]ewest\b[^:]*: ({NUMBER})")
def _fewest(match: re.Match[str], piece: Piece) -> str:
    return _end(piece.rows, match[1] or match[3], min)


@reader(rf"No count reaches ({NUMBER}); the largest is ({NUMBER})")
def _short(match: re.Match[str], piece: Piece) -> str:
    wrong = "a count reaches it" if number(match[2]) >= number(match[1]) else ""
    return wrong or _end(piece.rows, match[2], max)


@reader(rf"run from ({NUMBER}).*? to ({NUMBER})")
def _range(match: re.Match[str], piece: Piece) -> str:
    return "" if number(match[1]) <= number(match[2]) else "the range runs down"


@reader(rf"would lose ({NUMBER}) of its GDP, the most of the \d+ countries")
def _most_lost(match: re.Match[str], piece: Piece) -> str:
    return _end(piece.rows, match[1], max)


@reader(rf"([\w ]+?) in \d{{4}}: ({NUMBER}) of GDP, (\w+) of (\d+) economies")
def _place(match: re.Match[str], piece: Piece) -> str:
    values = sorted(next(iter(numeric(piece.rows).values()), []), reverse=True)
    place = ORDINALS.index(match[3]) if match[3] in ORDINALS else None
    if place is None or place >= len(values):
        return ""
    return "" if like(match[2], values[place]) else f"{match[2]} is not {match[3]} in its table"


@reader(r"\b(first|second|third|fourth|fifth) of (\d+)\b")
def _of_so_many(match: re.Match[str], piece: Piece) -> str:
    return "" if ORDINALS.index(match[1]) < int(match[2]) else "a place beyond the last"


@reader(r"is the (longest|shortest|\w+ longest) of (\w+): ([\d\u202f]+) km")
def _borders(match: re.Match[str], piece: Piece) -> str:
    lengths = sorted((float(row["km"]) for row in piece.rows if row.get("km")), reverse=True)
    place = {"longest": 0, "shortest": -1}.get(match[1]) if " " not in match[1] else None
    place = ORDINALS.index(match[1].split()[0]) if place is None else place
    right = len(lengths) == count(match[2]) and like(match[3], lengths[place])
    return "" if right or not lengths else f"{match[3]} is not the {match[1]} of its table"


# Wholes and parts -------------------------------------------------------------------------------------


@reader(r"\b(\d+) of (?:the |all )?(\d+)\b")
def _of(match: re.Match[str], piece: Piece) -> str:
    return "" if int(match[1]) <= int(match[2]) else "a part larger than its whole"


@reader(r"\b(All|None of|No) (\d+) (?!other)(\w+)|\ball \d+ \w+")
def _wholly(match: re.Match[str], piece: Piece) -> str:
    return _whole(match[2], piece.rows) if piece.kind == "title" and match[2] else ""


def _whole(printed: str, rows: Table) -> str:
    """Whether a whole is the number of rows of its table, or of those that one of its columns tells apart."""
    if not rows:
        return ""
    sizes = {len(rows), len(rows[0]) - 1} | {
        len({row[column] for row in rows}) for column in rows[0]
    }
    sizes |= {
        sum(row[column] == value for row in rows)
        for column in rows[0]
        for value in {row[column] for row in rows}
    }
    return "" if int(printed) in sizes else f"no {printed} in its table"


@reader(r"rose on (\d+), fell on (\d+) and hardly moved on (\d+) of the (\d+) levers")
def _levers(match: re.Match[str], piece: Piece) -> str:
    *parts, whole = map(int, match.groups())
    return "" if sum(parts) == whole else f"{parts} do not make {whole}"


@reader(r"Russia leads on (\d+) of the (\d+) levers that can be ranked")
def _board(match: re.Match[str], piece: Piece) -> str:
    places = [row["Russia's place"] for row in piece.rows if "Russia's place" in row]
    ranked = [place for place in places if place and place != "no data"]
    leads = sum(place in ("first", "alone") for place in ranked)
    said = int(match[1])
    return "" if not places or leads == said else f"the board has {leads} leads"


@reader(r"on most levers in (\w+(?: and \w+)*) \((\d+)\)(?:, on none in ([\w, ]+))?")
def _most_levers(match: re.Match[str], piece: Piece) -> str:
    counts = {
        row["Place"]: float(row["levers that Russia leads"] or 0)
        for row in piece.rows
        if "levers that Russia leads" in row
    }
    if not counts:
        return ""
    top = max(counts.values())
    right = top == int(match[2]) and names(match[1]) == {
        name for name, value in counts.items() if value == top
    }
    return "" if right else f"the map has {counts}"


@reader(rf"Only (\w+) \(({NUMBER})\) owes anything to Russia")
def _owes(match: re.Match[str], piece: Piece) -> str:
    owing = [row for row in piece.rows if number(row.get("Russia") or "0") > 0]
    return "" if not piece.rows or len(owing) == 1 else f"{len(owing)} owe something"


@reader(r"Only ([\w, ]+?) borders? Russia; (\w+) of the five borders? China")
def _neighbours(match: re.Match[str], piece: Piece) -> str:
    words = [row.get("land border with", "") for row in piece.rows]
    russia, china = (sum(name in word for word in words) for name in ("Russia", "China"))
    right = not any(words) or (russia == len(names(match[1])) and china == count(match[2]))
    return "" if right else f"{russia} border Russia, {china} China"


@reader(r"Moscow is nearer than Beijing or Brussels to all (\w+) capitals")
def _nearer(match: re.Match[str], piece: Piece) -> str:
    far = []
    for row in piece.rows:
        ways = {end: float(row[end]) for end in ("Moscow", "Beijing", "Brussels")}
        far += [row[""]] if min(ways, key=ways.__getitem__) != "Moscow" else []
    return f"Moscow is not nearest to {far}" if far else ""


@reader(r"^China trades more than Russia with (?!most of)([\w, ]+)$")
def _ahead(match: re.Match[str], piece: Piece) -> str:
    said = names(match[1])
    ahead = {
        row[""].partition(",")[0]
        for row in piece.rows
        if float(row.get("times the trade with Russia") or 0) > 1
    }
    return "" if not piece.rows or said == ahead else f"the bars have {sorted(ahead)}"


@reader(rf"([\w, ]+) together (?:hold|have) ({NUMBER}) of")
def _held(match: re.Match[str], piece: Piece) -> str:
    values = next(iter(numeric(piece.rows).values()), [])
    return "the parts are more than the whole" if sum(values) > 100.5 else ""


@reader(r"more than half of the arms of ([\w, ]+?), and least of those of (\w+)")
def _arms(match: re.Match[str], piece: Piece) -> str:
    shares = {
        row["Place"]: float(row["% of arms imports"])
        for row in piece.rows
        if row.get("% of arms imports")
    }
    if not shares:
        return ""
    most = {name for name, value in shares.items() if value > 50}
    right = most == names(match[1]) and min(shares, key=shares.__getitem__) == match[2]
    return "" if right else f"the map has {shares}"


@reader(r"All the presidents are documented in ([\d, and]+)")
def _all_there(match: re.Match[str], piece: Piece) -> str:
    came: dict[str, list[str]] = {}
    for row in piece.rows:
        came.setdefault(row["date"][:4], []).append(row["attended"])
    full = {year for year, answers in came.items() if answers.count("yes") == 5}
    return "" if not came or full == names(match[1]) else f"the table has all in {sorted(full)}"


@reader(r"more often than chance would: at best in (\d+)\u202f%")
def _chance(match: re.Match[str], piece: Piece) -> str:
    return "" if int(match[1]) <= 50 else "it is more often"


@reader(r"(\w+) (?:was|were) cast in favour(?: \([^)]*\))? and (\w+) against")
def _cast(match: re.Match[str], piece: Piece) -> str:
    cells = [value for row in piece.rows for value in row.values()]
    for printed, vote in ((match[1], "yes"), (match[2], "against")):
        cast = sum(cell.endswith(vote) for cell in cells)
        if cells and count(printed) != cast:
            return f"the grid has {cast} {vote}"
    return ""


@reader(r"nobody else has left")
def _left(match: re.Match[str], piece: Piece) -> str:
    last: dict[tuple[str, str], dict[str, str]] = {}
    for row in piece.rows:
        key = (row["Of what"], row["Who"])
        if key not in last or row["From"] > last[key]["From"]:
            last[key] = row
    gone = {who for (_, who), row in last.items() if row["To"]}
    told = {who for who in gone if who in piece.text}
    return "" if gone == told else f"{sorted(gone - told)} left too"


@reader(r"(?:([\w, ]+?) (?:are|is) in both the CSTO and the EAEU)?;? ?([\w, ]+) in neither")
def _both(match: re.Match[str], piece: Piece) -> str:
    standing = {
        row["Place"]: row["Standing today"] for row in piece.rows if "Standing today" in row
    }
    for told, words in ((match[1], "CSTO and EAEU"), (match[2], "neither")):
        wanted = {name for name, word in standing.items() if word == words}
        if standing and wanted != names(told or ""):
            return f"the map has {words} for {sorted(wanted)}"
    return ""


@reader(r"All but (\w+) are full members")
def _all_but(match: re.Match[str], piece: Piece) -> str:
    return ""


@reader(
    r"largest partner is (\w+|the EU) in (\d+)(?:, (\w+|the EU) in (\d+))?(?: and (\w+|the EU) in (\d+))?"
)
def _partners(match: re.Match[str], piece: Piece) -> str:
    whole = re.search(r"Of (\d+) flows", piece.text)
    parts = [int(part) for part in match.groups()[1::2] if part]
    right = whole is None or (sum(parts) == int(whole[1]) and parts == sorted(parts, reverse=True))
    return "" if right else f"{parts} of {whole and whole[1]}"


@reader(rf"grew to ({NUMBER}) those of (\d{{4}}) by [\w' ]+, to ({NUMBER})")
def _grew(match: re.Match[str], piece: Piece) -> str:
    return "" if share(match[1]) > 1 and share(match[3]) > 1 else "it did not grow"


@reader(r"to all (\d+) countries fell after ([\d, and]+)")
def _fell_after(match: re.Match[str], piece: Piece) -> str:
    lines = {int(row["Year"]): row for row in piece.rows if row.get("Year")}
    for year in map(int, names(match[2])) if lines else ():
        for name, before in lines[year].items():
            later = [lines[year + step][name] for step in (1, 2, 3) if year + step in lines]
            if (
                name != "Year"
                and before
                and not any(float(one) < float(before) for one in later if one)
            ):
                return f"{name} did not fall after {year}"
    return ""


@reader(r"of (\d+) falls, output shrank in (\w+) and imports in (\w+)")
def _shrank(match: re.Match[str], piece: Piece) -> str:
    whole, *parts = (count(told) for told in match.groups())
    return "" if max(parts) <= whole else "more than all"


@reader(r"(\d+) of (\d+) verdicts have changed: (.*)")
def _changed(match: re.Match[str], piece: Piece) -> str:
    parts = sum(map(int, re.findall(r"\b\d+\b", match[3])))
    return "" if parts == int(match[1]) else f"its parts make {parts}"


@reader(r"Yes to all: ")
def _yes(match: re.Match[str], piece: Piece) -> str:
    newest: dict[str, tuple[str, str]] = {}
    for row in piece.rows:
        said = (row.get("Date", ""), row.get("Answer", "yes"))
        newest[row.get("Question", "")] = max(said, newest.get(row.get("Question", ""), said))
    others = [question for question, (_, answer) in newest.items() if answer != "yes"]
    return f"another answer to {others}" if others else ""


@reader(r"(fell|rose) in (\d+) and (?:(fell|rose|hardly moved) in (\d+) )?of the (\d+) countries")
def _in_so_many(match: re.Match[str], piece: Piece) -> str:
    parts = int(match[2]) + int(match[4] or 0)
    return "" if parts <= int(match[5]) else "more than all"


@reader(
    r"first(?: or second)? on (\d+) of (\d+) levers in \w+(?:, (\d+) of (\d+) in \w+)*(?: and (\d+) of (\d+) in \w+)?"
)
def _first_on(match: re.Match[str], piece: Piece) -> str:
    parts = re.findall(r"(\d+) of (\d+)", match[0])
    return "" if all(int(one) <= int(whole) for one, whole in parts) else "more than all"


@reader(r"only (\d+) of the (\d+) levers in \w+ can be ranked, and a verdict needs (\d+)")
def _too_few(match: re.Match[str], piece: Piece) -> str:
    return "" if int(match[1]) < int(match[3]) else "they are enough"


@reader(
    r"is of (\d{4}), more than (\d+) years before (\d{4})|known for (\d+) steps, fewer than (\d+)"
)
def _too_old(match: re.Match[str], piece: Piece) -> str:
    if match[1]:
        return "" if int(match[3]) - int(match[1]) > int(match[2]) else "it is not so old"
    return "" if int(match[4]) < int(match[5]) else "they are enough"


@reader(
    r"(?:the claim|by the rules of this book the claim) (?:still|now|no longer|does not|cannot)[^.;]*"
)
def _became(match: re.Match[str], piece: Piece) -> str:
    """What a claim became is held against its card."""
    return ""


# Weights of one figure ---------------------------------------------------------------------------------

# What is said of a share, and the shares of which it may be said.
WEIGHTS: Mapping[str, Callable[[float], bool]] = {
    r"more than half": lambda value: value >= 50,
    r"longer than all the others together": lambda value: value >= 50,
    r"one long border among several": lambda value: 25 <= value < 50,
    r"less than half": lambda value: value < 50,
    r"well under half": lambda value: value < 50,
    r"(?<!not )(?<!not both are )nearly a third": lambda value: 30 <= value < 36.7,
    r"well below the third": lambda value: value < 30,
    r"not nearly a third": lambda value: value < 30 or value >= 36.7,
}


def _weight(fits: Callable[[float], bool]) -> Callable[[re.Match[str], Piece], str]:
    def wrong(match: re.Match[str], piece: Piece) -> str:
        shares = re.findall(r"(−?[\d.]+)\u202f%", piece.text[: match.start()])[-1:]
        misfits = [text for text in shares if not fits(float(text.replace("−", "-")))]
        return f"{misfits[0]} % is not “{match[0]}”" if misfits else ""

    return wrong


for _words, _fits in WEIGHTS.items():
    reader(_words)(_weight(_fits))


@reader(r"not both are nearly a third")
def _not_both(match: re.Match[str], piece: Piece) -> str:
    shares = re.findall(r"(−?[\d.]+)\u202f%", piece.text[: match.start()])
    near = [30 <= float(text.replace("−", "-")) < 36.7 for text in shares]
    return "both are" if near and all(near) else ""


# Verdicts ----------------------------------------------------------------------------------------------


@reader(
    rf"It would (?:have turned|turn) to “[^”]*” (?:if the figure for “.*?” )?(?:had )?(reached|fell below|fallen below|below|from) ({NUMBER})[^(]*\((?:now|it was) ({NUMBER})"
)
def _turns(match: re.Match[str], piece: Piece) -> str:
    edge, value = share(match[2]), share(match[3])
    right = value < edge + 1e-9 if match[1] in ("reached", "from") else value >= edge - 1e-9
    return "" if right else f"{match[3]} lies past {match[2]}"


# Reading ------------------------------------------------------------------------------------------------


def contradictions(piece: Piece) -> list[str]:
    """What a piece says that its own figures deny."""
    found = []
    for one in READERS:
        for match in one.pattern.finditer(piece.text):
            wrong = one.wrong(match, piece)
            if wrong:
                found.append(f"{piece.page}/{piece.cell}: “{match[0]}”: {wrong}")
    return found


def unexplained(text: str, told: Iterable[re.Pattern[str]] = ()) -> list[str]:
    """The words of direction of a text that neither a reader nor a declared text explains."""
    if not DIRECTED.search(text):
        return []
    patterns = [*told, *(one.pattern for one in READERS)]
    spans = [match.span() for pattern in patterns for match in pattern.finditer(text)]
    return [
        match[0]
        for match in DIRECTED.finditer(text)
        if not any(start <= match.start() and match.end() <= end for start, end in spans)
    ]


def of_the_ledger(claims: Iterable[Claim], levers: Iterable[Lever]) -> list[re.Pattern[str]]:
    """The texts of the entries, as they may stand on a page: what is claimed, and sentences to fill."""
    texts = [text for claim in claims for text in _texts(claim)]
    texts += [text for lever in levers for text in (lever.contested, lever.label)]
    found = []
    for sentence in (one for text in filter(None, texts) for one in sentences(plain(text))):
        fixed = [re.escape(part) for part in re.split(r"\{[^}]*\}", sentence.rstrip(".?"))]
        fixed[-1] = fixed[-1] or r"[^.;:?]*"
        found.append(re.compile(".{1,90}?".join(fixed), re.IGNORECASE))
    return found


def _texts(claim: Claim) -> list[str]:
    parts = [text for part in claim.parts for text in (part.label, *part.told.values())]
    more = [claim.contrary.sentence if claim.contrary else "", claim.robustness.because]
    more += [claim.missing.what if claim.missing else "", claim.our_measure, claim.would_change]
    more += [variant.label for variant in claim.robustness.variants]
    return [claim.short, claim.statement, claim.quote, *parts, *claim.sentences.values(), *more]
