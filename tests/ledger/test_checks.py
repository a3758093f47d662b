"""What is wrong with the ledger is named: claim, field and remedy, in one line at the command line."""

import copy
import re
from pathlib import Path
from typing import Literal, get_args, get_origin

import pytest
from support.files import altered_ledger, read_ledger

from footprint import errors, ledger, library
from footprint.__main__ import main
from footprint.ledger import checks
from footprint.ledger.measures import MEASURES
from footprint.library.package import data_dir
from footprint.model import HOLDS, IN_PART


@pytest.fixture
def refused(capsys):
    """The ledger is refused with these words, by exit code and one line; no traceback."""

    def check(says: str, *commands: str) -> None:
        with pytest.raises(errors.LedgerError, match=says):
            ledger.claims()
        for command in commands or ("ledger",):
            assert main([command]) == 1
            line = capsys.readouterr().err
            assert "claims.yml" in line and len(line.strip().splitlines()) == 1

    return check


@pytest.fixture
def replaced(data):
    """Put other words in the place of some in the ledger; the first time that they stand there."""

    def change(old: str, new: str) -> None:
        path = data / "claims.yml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


ENTRY = checks.Entry(Path("claims.yml"), {"KAZ": "Kazakhstan", "KGZ": "Kyrgyzstan"}, "claim a")
SERIES = {"name": "series", "indicator": "X", "economy": "KAZ"}
PARTS = [{"id": "x", "measure": SERIES}, {"id": "y", "measure": SERIES}]
GUESS = {"name": "guess"}
NO_MEASURE = f"“guess” is no measure. Known are: {', '.join(MEASURES)}."
TAKES = "series takes indicator, economy, not"
FILLED = (
    "{told}, {value}, {answer}, {year}, {period}, {rank}, {since}, {count}, {of}, {other}, {spells}, "
    "{about}, {share}, {side}, {weight}"
)


def told_of(check, *given) -> str:
    """What a check refuses; "" if it passes."""
    try:
        check(*given)
    except errors.LedgerError as error:
        return str(error).removeprefix("claims.yml: ")
    return ""


@pytest.mark.parametrize(
    ("claim", "says"),
    [
        ({"quote": "so " * 24}, ""),
        ({"quote": "so " * 25}, "quote: 25 words; quote fewer than 25."),
        ({"measure": GUESS}, f"measure.name: {NO_MEASURE}"),
        ({"parts": [{"id": "x", "measure": GUESS}]}, f"parts.x.measure.name: {NO_MEASURE}"),
        ({"contrary": {"measure": GUESS}}, f"contrary.measure.name: {NO_MEASURE}"),
        ({"measure": {"name": "series"}}, f"measure: {TAKES} nothing."),
        ({"measure": {**SERIES, "more": 1}}, f"measure: {TAKES} indicator, economy, more."),
        (
            {"measure": {**SERIES, "indicator": 7}},
            "measure.indicator: “7” is not a text, which series takes.",
        ),
        (
            {"measure": {**SERIES, "economy": "KAX"}},
            "measure.economy: “KAX” is no economy of data/worldbank/economies.csv; did you mean KAZ?",
        ),
        (
            {"measure": {"name": "border_ratio", "economies": ["KAZ", "XX"], "of": "R", "to": "C"}},
            "measure.economy: “XX” is no economy of data/worldbank/economies.csv; known are KAZ, KGZ.",
        ),
        (
            {"bands": {HOLDS: [{"from": 2, "below": 2}]}},
            "bands: from 2 to below 2 is empty. Let “below” be larger than “from”.",
        ),
        (
            {"bands": {HOLDS: [{"from": 2}], IN_PART: [{"below": 2.5}]}},
            "bands: two bands overlap between 2 and 2.5. Let one end where the other begins.",
        ),
        ({"bands": {HOLDS: [{"from": 2}], IN_PART: [{"from": 1, "below": 2}, {"below": 1}]}}, ""),
        ({"sentences": {"now": "{moved} {told} {value}"}}, ""),
        (
            {"sentences": {"holds": "{moved}"}},
            f"sentences.holds: 'moved' cannot be filled in. Known are: {FILLED}.",
        ),
        ({"sentences": {"now": "{moved} {told} {figures} {x.year}"}, "parts": PARTS}, ""),
        (
            {"sentences": {"now": "{value}"}, "parts": PARTS},
            "sentences.now: 'value' cannot be filled in. Known are: "
            "{x.value}, {y.value}, {told}, {figures}, {moved}.",
        ),
        (
            {"contrary": {"sentence": "{moved}"}},
            f"contrary.sentence: 'moved' cannot be filled in. Known are: {FILLED}.",
        ),
        (
            {"contrary": {"sentence": "{value}", "otherwise": "{figures}"}},
            f"contrary.otherwise: 'figures' cannot be filled in. Known are: {FILLED}.",
        ),
    ],
)
def test_what_is_wrong_with_a_claim(claim, says):
    """The field, what is wrong, and the remedy, in whole; what is right passes."""
    assert told_of(checks.check_claim, ENTRY, claim) == (says and f"claim a, field {says}")


VARY = "cannot vary in a claim"


@pytest.mark.parametrize(
    ("parts", "declared", "says"),
    [
        ([], {"without": ["up"]}, ""),
        (
            [],
            {"without": ["down"]},
            "without: “down” is no variant of the head. Known are: up, before.",
        ),
        (
            [],
            {"variants": [{"id": "a"}, {"id": "a"}]},
            "variants: “a” stands twice. Rename or remove one of the two.",
        ),
        (
            [],
            {"variants": [{"id": "up"}]},
            "variants: “up” stands twice. Rename or remove one of the two.",
        ),
        ([], {"variants": [{"id": "a", "parts": {}}]}, f"a: parts {VARY} without parts."),
        ([], {"variants": [{"id": "a", "only": []}]}, f"a: only {VARY} without parts."),
        ([], {"variants": [{"id": "a", "combine": "most"}]}, f"a: combine {VARY} without parts."),
        ([], {"variants": [{"id": "a", "measure": SERIES}]}, ""),
        ([], {"variants": [{"id": "a", "measure": {"name": "series"}}]}, f"a: {TAKES} nothing."),
        (
            [],
            {"variants": [{"id": "a", "bands": {HOLDS: [{"from": 2, "below": 2}]}}]},
            "a: from 2 to below 2 is empty. Let “below” be larger than “from”.",
        ),
        (PARTS, {"variants": [{"id": "a", "measure": SERIES}]}, f"a: measure {VARY} with parts."),
        (
            PARTS,
            {"variants": [{"id": "a", "parts": {"z": SERIES}}]},
            "a: “z” is no part. Known are: x, y.",
        ),
        (
            PARTS,
            {"variants": [{"id": "a", "only": ["x", "z"]}]},
            "a: “z” is no part. Known are: x, y.",
        ),
        (
            PARTS,
            {"variants": [{"id": "a", "parts": {"x": {"name": "series"}}}]},
            f"a: {TAKES} nothing.",
        ),
        (
            PARTS,
            {"variants": [{"id": "a", "parts": {"x": SERIES}, "only": ["y"], "combine": "any"}]},
            "",
        ),
    ],
)
def test_what_is_wrong_with_ways_to_vary(parts, declared, says):
    """With the variant; one of a claim with parts takes other fields than one of a claim without."""
    entry = ENTRY.of("claim a", "robustness.")
    claim = {"parts": parts, "robustness": declared}
    told = told_of(checks.check_robustness, entry, claim, ["up", "before"])
    assert told == (says and f"claim a, field robustness.{says}")


SHARE = {"name": "creditor_share", "creditor": "China", "of": "World"}


@pytest.mark.parametrize(
    ("readings", "says"),
    [
        ([{"Russia": SHARE, "China": SHARE}], ""),
        ([{"China": SHARE}], "0: compares China. Name Russia, and of China, EU whom you compare."),
        (
            [{"Russia": SHARE, "Iran": SHARE}],
            "0: compares Russia, Iran. Name Russia, and of China, EU whom you compare.",
        ),
        (
            [{"Russia": SHARE, "China": SHARE}, {"Russia": SHARE, "EU": SHARE}],
            "1: compares Russia, EU, the first reading Russia, China. Let both name the same actors.",
        ),
        ([{"Russia": SHARE, "only": ["KAZ"]}], ""),
        ([{"Russia": SHARE, "only": ["KAZ", "RUS"]}], "0.only: RUS is none of KAZ, KGZ."),
        (
            [{"Russia": {**SHARE, "economy": "KAZ"}}],
            "0.Russia: creditor_share takes creditor, of, not creditor, of, economy.",
        ),
        ([{"Russia": SHARE, "EU": GUESS}], f"0.EU.name: {NO_MEASURE}"),
    ],
)
def test_what_is_wrong_with_a_lever(readings, says):
    """With the reading and whose it is; the country comes from the board."""
    lever, actors = {"id": "credit", "readings": readings}, ["Russia", "China", "EU"]
    told = told_of(checks.check_levers, ENTRY, [lever], actors, ["KAZ", "KGZ"])
    assert told == (says and f"lever credit, field readings.{says}")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "name: series,",
            "name: guess,",
            "claim kgz-remit-third, field measure.name: “guess” is no measure",
        ),
        (
            "economy: KGZ}",
            "economy: KYR}",
            "claim kgz-remit-third, field measure.economy: “KYR” is no economy.*did you mean KGZ",
        ),
        (
            "In {year} the money sent home came to {value} of Kyrgyz GDP, nearly",
            "In {yaer} nearly",
            "field sentences.holds: 'yaer' cannot be filled in",
        ),
        (
            '    kind: measured\n    quote: "according',
            '    kind: guessed\n    quote: "according',
            "claim kgz-remit-third, field kind: 'guessed' is not one of",
        ),
        ('    unit: "% of GDP"\n', "", "claim kgz-remit-third, field .*unit"),
        ("claims:\n", "claims: [\n", "no valid YAML"),
        (
            "months: 11",
            "months: eleven",
            "claim kgz-remit-third-russia, field .*'eleven' is not of type 'integer'",
        ),
        ("economy: KGZ}", "economy: [KGZ]}", "claim kgz-remit-third, field measure.economy"),
    ],
)
def test_a_malformed_ledger_is_named(replaced, refused, old, new, says):
    """Claim, field and remedy."""
    replaced(old, new)
    refused(says, "ledger", "verify")


@pytest.fixture(scope="module")
def written() -> dict[str, dict]:
    """The entries of the committed ledger, by their ids."""
    return {claim["id"]: claim for claim in read_ledger(data_dir())["claims"]}


@pytest.mark.parametrize(
    ("claim", "at", "value", "says"),
    [
        (
            "eu-cooperate-aid",
            "measure.years",
            "five",
            "“five” is not a whole number, which rise takes",
        ),
        ("eu-cooperate-aid", "measure.years", 5.5, "“5.5” is not a whole number, which rise takes"),
        (
            "eu-cooperate-aid",
            "measure.years",
            True,
            "“True” is not a whole number, which rise takes",
        ),
        (
            "eu-cooperate-aid",
            "measure.years",
            None,
            "“None” is not a whole number, which rise takes",
        ),
        (
            "eu-cooperate-aid",
            "measure.years",
            [10],
            r"“\[10\]” is not a whole number, which rise takes",
        ),
        (
            "eu-cooperate-aid",
            "contrary.measure.years",
            "ten",
            "“ten” is not a whole number, which rise takes",
        ),
        (
            "migration-size",
            "parts.0.measure.cut",
            "half",
            "“half” is not a number, which shock_ratio takes",
        ),
        (
            "migration-size",
            "parts.2.measure.cut",
            False,
            "“False” is not a number, which shock_ratio takes",
        ),
        (
            "migration-size",
            "parts.0.measure.sender",
            7,
            "“7” is not a text, which shock_ratio takes",
        ),
        (
            "eu-cooperate",
            "contrary.measure.among",
            "CSTO",
            "“CSTO” is not a list of texts, which organisations takes",
        ),
        (
            "eu-cooperate",
            "contrary.measure.among",
            [1],
            r"“\[1\]” is not a list of texts, which organisations takes",
        ),
    ],
)
def test_a_parameter_of_another_kind_is_named(written, claim, at, value, says):
    """A word, a part, a truth, nothing or a list where a number is meant; claim, field and what it takes."""
    *way, field = [int(step) if step.isdigit() else step for step in at.split(".")]
    entry = changed = copy.deepcopy(written[claim])
    for step in way:
        entry = entry[step]
    entry[field] = value
    named = at.replace("parts.0", "parts.KGZ").replace("parts.2", "parts.TJK")
    owner = checks.Entry(Path("claims.yml"), library.default().names(), f"claim {claim}")
    told = told_of(checks.check_claim, owner, changed)
    assert re.fullmatch(rf"claim {claim}, field {re.escape(named)}: {says}\.", told)


def chosen(written) -> dict[tuple[str, str], tuple[str, str]]:
    """Each parameter of a measure that chooses among words, with the first claim and field that has it."""
    places = {}
    for claim, entry in written.items():
        waiting = [
            ("measure", entry.get("measure")),
            ("contrary.measure", entry.get("contrary", {}).get("measure")),
        ]
        for at, call in waiting:
            for name, kind in MEASURES[call["name"]].parameters.items() if call else ():
                if get_origin(kind) is Literal:
                    places.setdefault((call["name"], name), (claim, f"{at}.{name}"))
    return places


def test_a_choice_that_is_none_is_refused(written):
    """Misspelt, it would be read as the other of two: a share of the total, say, where that of partners is meant."""
    found = chosen(written)
    assert {name for _, name in found} >= {"of", "flow", "against", "levers", "direction"}
    for (measure, name), (claim, at) in found.items():
        *way, field = at.split(".")
        entry = changed = copy.deepcopy(written[claim])
        for step in way:
            entry = entry[step]
        entry[field] = f"{entry[field]}s"
        owner = checks.Entry(Path("claims.yml"), library.default().names(), f"claim {claim}")
        told = told_of(checks.check_claim, owner, changed)
        words = " or ".join(get_args(MEASURES[measure].parameters[name]))
        assert (
            told
            == f"claim {claim}, field {at}: “{entry[field]}” is not {words}, which {measure} takes."
        )


def test_a_parameter_of_a_variant_is_named(replaced, refused):
    """With the variant."""
    replaced("TKM, UZB], years: 5, span: 3}", "TKM, UZB], years: five, span: 3}")
    refused(
        "claim eu-cooperate-aid, field robustness.five-years.years: “five” is not a whole number"
    )


def test_years_in_letters_at_the_command_line(replaced, capsys):
    """As the file has them: one line with file, claim, field and what is taken."""
    replaced("TKM, UZB], years: 10, span: 3}", "TKM, UZB], years: five, span: 3}")
    assert main(["ledger"]) == 1
    assert capsys.readouterr().err.endswith(
        "claims.yml: claim eu-cooperate-aid, field measure.years: "
        "“five” is not a whole number, which rise takes.\n"
    )


@pytest.mark.parametrize("key", ["short", "because", "would_change"])
def test_a_missing_key_is_named(data, refused, key):
    """A claim without a required key."""
    altered_ledger(data, lambda claims: claims["kgz-remit-third"].pop(key))
    refused(f"claim kgz-remit-third.*'{key}' is a required property")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "China: {name: creditor_share,",
            "China: {name: creditors,",
            "lever credit, field readings.0.China.name: “creditors” is no measure",
        ),
        (
            "only: [KAZ]",
            "only: [KZ]",
            "lever energy, field readings.0.only: KZ is none of KAZ, KGZ",
        ),
        (
            "    least: 5\n",
            "    least: 0\n",
            "field levers.0.least: 0 is less than or equal to the minimum of 0",
        ),
        (
            "places_counted: [first, alone]",
            "places_counted: [frist, alone]",
            "claim russia-key-actor, field .*'frist' is not one of",
        ),
    ],
)
def test_a_malformed_lever_is_named(replaced, refused, old, new, says):
    """Lever, field and remedy."""
    replaced(old, new)
    refused(says)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"without": ["year-after"]}, "robustness.without: “year-after” is no variant of the head"),
        (
            {
                "variants": [
                    {
                        "id": "edges-up",
                        "label": "again",
                        "bands": {HOLDS: [{"from": 1}], IN_PART: [{"below": 1}]},
                    }
                ]
            },
            "robustness.variants: “edges-up” stands twice",
        ),
        ({"variants": [{"id": "one", "label": "one"}]}, "does not have enough properties"),
    ],
)
def test_a_malformed_variant_is_named(data, refused, change, says):
    """Claim, field and remedy."""
    declared = {"because": "for a test", **change}
    altered_ledger(data, lambda claims: claims["kaz-minority"].update(robustness=declared))
    refused(says)


def test_quotes_are_short_and_rules_have_reasons():
    """Every claim says why its bands are what they are."""
    for claim in ledger.claims():
        assert len(claim.because.split()) >= 10 and claim.would_change
        assert len(claim.quote.split()) < 25


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("{value} in {year}", ""),
        ("{imports.value}, {imports.period}: {told}", ""),
        ("{{value}}", ""),
        ("{imports}", "'imports'"),
        ("{imports.moved}", "'imports.moved'"),
        ("{exports.value}", "'exports.value'"),
        ("{value.title}", "'value.title'"),
        ("{value:>999999999}", "'value'"),
        ("{value!r}", "'value'"),
        ("{value[0]}", "'value[0]'"),
        ("{}", "''"),
        ("{0}", "'0'"),
        ("{value", "expected '}' before end of string"),
        ("value}", "Single '}' encountered in format string"),
        ("{" + "x" * 9_000 + "}", "'xxx"),
    ],
)
def test_a_sentence_names_words_and_nothing_else(text, wrong):
    """No form, which could fill the memory, and no way into what is behind a word."""
    entry = checks.Entry(Path("claims.yml"), {}, "claim a")
    words = ("told", "value", "year")
    if not wrong:
        checks._check_sentence(entry, "sentences.now", text, words, ["imports"])
        return
    with pytest.raises(errors.LedgerError) as error:
        checks._check_sentence(entry, "sentences.now", text, words, ["imports"])
    told = str(error.value)
    assert told.startswith(f"claims.yml: claim a, field sentences.now: {wrong}") and len(told) < 300
    assert told.endswith(
        "cannot be filled in. Known are: {imports.value}, {told}, {value}, {year}."
    )


def test_what_is_refused_is_not_told_whole():
    """The field's name by its beginning, what is wrong by both ends."""
    entry = checks.Entry(Path("claims.yml"), {}, "claim a", "robustness.")
    with pytest.raises(errors.LedgerError) as error:
        entry.refuse("f" * 9_000, f"begins {'x' * 9_000} ends.")
    told = str(error.value)
    assert told.startswith("claims.yml: claim a, field robustness.ffff") and len(told) < 1_700
    assert "…: begins xxx" in told and told.endswith("xxx ends.")


def test_a_claim_that_is_no_entry_is_told_by_its_number():
    """Counted as a reader counts, from one; the head has no number."""
    content = read_ledger(data_dir())
    content["claims"][1:3] = ["text"]
    seen = (
        "'text' is not of type 'object'. See footprint/ledger/claims.schema.json for what it takes."
    )
    assert told_of(checks.check_schema, Path("claims.yml"), content) == (
        f"claim 2, field (top): {seen}"
    )
    content["claims"] = "text"
    told = told_of(checks.check_schema, Path("claims.yml"), content)
    assert told.startswith("field claims: 'text' is not of type 'array'. See")


def test_what_breaks_the_schema_is_not_told_whole():
    """Both ends of it are: what stands there, and what it should be."""
    with pytest.raises(errors.LedgerError) as error:
        checks.check_schema(Path("claims.yml"), ["x" * 9_000])
    told = str(error.value)
    assert "field (top): ['xxx" in told and "xxx'] is not of type 'object'. See" in told
    assert len(told) < 500
