"""How firm verdicts are: variants and flip points of the ledger, the words for them, and the slider in a browser."""

import dataclasses
import html
import json

import pytest
from support.builds import ROOT
from support.files import altered_ledger

from footprint import errors, ledger, library, narrative
from footprint.ledger import moments
from footprint.ledger.robustness import _pace
from footprint.model import FAILS, HOLDS, IN_PART, UNTESTABLE, FlipPoint, Measured
from footprint.narrative import robustness

RATIO = "worldbank/BX.TRF.PWKR.DT.GD.ZS.csv"


def variants(found, moment: str) -> dict[str, tuple]:
    """Verdict, rounded value and year of each variant at a moment."""
    tried = {variant.id: getattr(variant, moment) for variant in found.robustness.variants}
    return {
        id: (result.verdict, None if result.value is None else round(result.value, 1), result.year)
        for id, result in tried.items()
    }


def test_the_sharpest_then_and_now():
    """Kyrgyz remittances: the years before, the ratio computed, and what “nearly” may mean."""
    found = ledger.finding("kgz-remit-third")
    assert variants(found, "then") == {
        "year-before": (HOLDS, 31.1, 2020),
        "two-years-before": (IN_PART, 27.2, 2019),
        "computed": (HOLDS, 32.7, 2021),
        "nearly-narrow": (HOLDS, 32.7, 2021),
        "nearly-wide": (HOLDS, 32.7, 2021),
    }
    assert variants(found, "now")["two-years-before"] == (IN_PART, 26.6, 2022)
    assert (found.agreement("then"), found.agreement("now")) == ((4, 5), (4, 5))


def test_every_measured_claim_and_no_other_is_tried():
    """With two variants or more, each once; and the reason stands in the entry if it has ways of its own."""
    for found in ledger.findings():
        assert (found.robustness is not None) == (found.claim.kind == "measured")
        if found.robustness:
            ids = [variant.id for variant in found.robustness.variants]
            assert len(ids) == len(set(ids)) >= 2
            assert not found.claim.robustness or len(found.claim.robustness["because"].split()) >= 8


@pytest.mark.parametrize(
    ("value", "verdict", "edge", "beyond"),
    [
        ("30", HOLDS, 30, IN_PART),
        ("29.999", IN_PART, 30, HOLDS),
        ("25", IN_PART, 25, FAILS),
        ("36.7", IN_PART, 36.7, HOLDS),
    ],
)
def test_a_figure_on_a_band(data, edit_csv, value, verdict, edge, beyond):
    """The lower edge belongs to the band, so that a figure on it is at distance nought from the next one down."""
    edit_csv(data / RATIO, {"economy": "KGZ", "year": "2024"}, "value", value)
    library.describe()
    found = ledger.finding("kgz-remit-third")
    assert found.now.verdict == verdict
    assert (
        found.robustness.now.edge,
        found.robustness.now.verdict,
        found.robustness.now.distance,
    ) == (
        edge,
        beyond,
        edge - float(value),
    )


def test_no_variant(data):
    """A claim that rules out every general way and adds none has nothing to say of them."""

    def change(claims):
        claims["kaz-minority"]["robustness"] = {
            "without": ["year-before", "two-years-before", "edges-up", "edges-down"],
            "because": "none makes sense",
        }

    altered_ledger(data, change)
    found = ledger.finding("kaz-minority")
    assert found.robustness.variants == () and found.agreement("now") == (0, 0)
    assert (
        robustness.agreement_sentence(found, "now") == ""
        and "other ways of counting." not in narrative.card(found).data
    )
    assert ledger.as_json(found)["agreement"]["now"] == {"agree": 0, "of": 0}


def test_a_single_year(data, edit_csv):
    """Without earlier years there is no variant to count, and no trend that leads anywhere."""
    for year in range(1990, 2024):
        try:
            edit_csv(data / RATIO, {"economy": "KGZ", "year": str(year)}, None)
        except AssertionError:
            continue
    library.describe()
    found = ledger.finding("kgz-remit-third")
    assert (
        variants(found, "now")["year-before"][0]
        == variants(found, "now")["two-years-before"][0]
        == UNTESTABLE
    )
    assert (
        found.robustness.readings == {"": {2024: found.now.value}}
        and found.robustness.now.years is None
    )
    assert found.agreement("now")[1] == 3


def test_a_trend_is_read_from_one_source():
    """Chinese credit to Tajikistan falls year by year; editions of the World Factbook are never put on one line."""
    credit, exports = ledger.finding("tjk-debt-china"), ledger.finding("tkm-exports-china")
    assert (
        list(credit.robustness.readings[""]) == [2019, 2020, 2021, 2022, 2023, 2024]
        and credit.robustness.then.years < 2
    )
    assert list(exports.robustness.readings[""]) == [2023] and exports.robustness.now.years is None


def test_parts_vary_one_by_one():
    """A claim with parts is tried with one of them alone, and its flip point names the part that has to move."""
    found = ledger.finding("kgz-trade")
    alone = next(variant for variant in found.robustness.variants if variant.id == "imports-alone")
    assert [part.id for part in alone.now.parts] == ["imports"] and alone.then.verdict == HOLDS
    assert (
        found.robustness.then.part,
        found.robustness.then.edge,
        found.robustness.then.verdict,
    ) == (
        "exports",
        30,
        HOLDS,
    )


def test_a_verdict_that_cannot_be_given(data):
    """Nothing agrees with it and nothing turns it."""
    (data / RATIO).unlink()
    library.describe()
    found = ledger.finding("kgz-remit-third")
    assert (
        found.agreement("now") is None
        and found.robustness.now is None
        and robustness.flip_sentence(found, "now") == ""
    )
    content = ledger.as_json(found)
    assert (
        content["agreement"]["now"] is None
        and content["flip"]["now"] is None
        and content["flip"]["then"]["value"] == 30
    )


def test_the_ledger_in_plain_types():
    """Basis and cut-off of then, variants, agreement, flip point with its distance and unit."""
    content = json.loads(json.dumps(ledger.as_json(ledger.finding("kgz-remit-third"))))
    assert (
        "edition of April 2023" in content["then"]["basis"]
        and content["then"]["known_before"] == "2023-06-01"
    )
    assert (
        content["variants"][0]["id"] == "year-before"
        and content["variants"][0]["then"]["verdict"] == HOLDS
    )
    assert content["agreement"] == {"then": {"agree": 4, "of": 5}, "now": {"agree": 4, "of": 5}}
    flip = content["flip"]["then"]
    assert (flip["value"], round(flip["distance"], 2), flip["unit"], flip["verdict"]) == (
        30,
        -2.69,
        "% of GDP",
        IN_PART,
    )
    assert (round(flip["band"]["edges_times"], 2), flip["band"]["verdict"]) == (1.09, IN_PART)


def test_every_verdict_has_a_flip_point():
    """A figure or, where no single one can turn it, a band; and what turns it is said on the card."""
    for found in ledger.findings():
        for moment in moments.MOMENTS if found.robustness else ():
            flip = ledger.as_json(found)["flip"][moment]
            assert (flip is None) == (getattr(found, moment).verdict == UNTESTABLE)
            # Two of the five countries publish no such trade: to turn the rest would leave the whole open.
            assert (
                flip is None
                or flip["value"] is not None
                or flip["band"] is not None
                or found.claim.id == "eu-diversify"
            )
            assert bool(robustness.flip_sentence(found, moment)) == (
                flip is not None and not robustness._lies_still(found.claim)
            )
    lever = ledger.finding("russia-key-actor")
    assert (
        robustness.flip_sentence(lever, "now") == "No one of its figures can turn it alone."
        and robustness.flip_sentence(lever, "then")
        == "No one of its figures could have turned it alone."
    )


@pytest.mark.parametrize(
    ("agree", "of", "says"),
    [
        (3, 4, "The verdict is the same in 3 of 4 other ways of counting."),
        (4, 4, "The verdict is the same in all 4 other ways of counting."),
        (2, 2, "The verdict is the same in both other ways of counting."),
        (1, 1, "The verdict is the same in the one other way of counting."),
        (0, 3, "The verdict differs in all 3 other ways of counting."),
        (0, 1, "The verdict differs in the one other way of counting."),
        (0, 0, ""),
    ],
)
def test_agreement_in_words(agree, of, says):
    """All, some, none, one; and nothing where no other way gives a verdict."""
    found = ledger.finding("kgz-remit-third")
    same, other, none = (
        dataclasses.replace(
            found.robustness.variants[0], now=dataclasses.replace(found.now, verdict=verdict)
        )
        for verdict in (FAILS, HOLDS, UNTESTABLE)
    )
    tried = (same,) * agree + (other,) * (of - agree) + (none,)
    assert (
        robustness.agreement_sentence(
            dataclasses.replace(
                found, robustness=dataclasses.replace(found.robustness, variants=tried)
            ),
            "now",
        )
        == says
    )


def test_what_lies_still_needs_no_line():
    """Borders do not turn; but a claim on the map that reads it in ways of its own says in how many it is the same."""
    for id in ("uzb-afghan", "tkm-afghan", "kaz-border", "kaz-blocs", "kgz-base"):
        assert '<p class="firm">' not in narrative.card(ledger.finding(id)).data
    assert (
        robustness.agreement_sentence(ledger.finding("russia-closer"), "now")
        == "The verdict differs in all 3 other ways of counting."
    )


def test_no_pace_where_readings_share_years():
    """Arms are summed over six years, means from a year on share all but the last: neither has a pace; single years have one."""
    arms = [
        Measured(40.0 + year - 2019, year, "s", {"period": f"{year - 5}–{year % 100}"})
        for year in (2019, 2020, 2021)
    ]
    assert _pace(arms) is None and _pace(
        [dataclasses.replace(one, words={}) for one in arms]
    ) == pytest.approx(1)
    assert _pace(
        [dataclasses.replace(one, words={"period": f"10 months of {one.year}"}) for one in arms]
    ) == pytest.approx(1)
    apart = [dataclasses.replace(one, words={"period": f"{one.year}–{one.year}"}) for one in arms]
    assert _pace(apart) == pytest.approx(1)
    for found in map(ledger.finding, ("uzb-security", "tkm-security", "opportunity-window")):
        assert all(
            flip is None or flip.years is None
            for flip in (found.robustness.then, found.robustness.now)
        )


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
        (
            {"variants": [{"id": "one", "label": "one", "only": ["all"]}]},
            "robustness.one: only cannot vary in a claim without parts",
        ),
        (
            {"variants": [{"id": "one", "label": "one", "measure": {"name": "guess"}}]},
            "robustness.one.name: “guess” is no measure",
        ),
        (
            {
                "variants": [
                    {
                        "id": "one",
                        "label": "one",
                        "bands": {HOLDS: [{"from": 2, "below": 1}], IN_PART: [{"from": 2}]},
                    }
                ]
            },
            "robustness.one: from 2 to below 1 is empty",
        ),
        ({"variants": [{"id": "one", "label": "one"}]}, "does not have enough properties"),
    ],
)
def test_a_malformed_variant_is_named(data, change, says):
    """Claim, field and remedy."""
    altered_ledger(
        data,
        lambda claims: claims["kaz-minority"].update(
            robustness={"because": "for a test", **change}
        ),
    )
    with pytest.raises(errors.LedgerError, match=says):
        ledger.claims()


def test_a_part_that_is_not_there_is_named(data):
    """In a claim with parts, and a measure in place of them is refused."""
    altered_ledger(
        data,
        lambda claims: claims["kgz-trade"]["robustness"]["variants"].append(
            {"id": "one", "label": "one", "only": ["services"]}
        ),
    )
    with pytest.raises(
        errors.LedgerError,
        match="robustness.one: “services” is no part. Known are: imports, exports",
    ):
        ledger.claims()


def with_flip(found, **changes):
    """The finding with another flip point now."""
    return dataclasses.replace(
        found,
        robustness=dataclasses.replace(
            found.robustness, now=dataclasses.replace(FlipPoint(25, 7.0, IN_PART), **changes)
        ),
    )


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({}, "from 25\u202f% up (now 17.7\u202f%)."),
        ({"distance": -7.0}, "below 25\u202f% (now 17.7\u202f%)."),
        ({"distance": -0.0, "years": 0.0}, "below 25\u202f% (now 17.7\u202f%)."),
        (
            {"years": 0.4},
            "from 25\u202f% up (now 17.7\u202f%; less than a year away at the pace of the years before).",
        ),
        (
            {"years": 1.2},
            "from 25\u202f% up (now 17.7\u202f%; about a year away at the pace of the years before).",
        ),
        (
            {"years": 5.3},
            "from 25\u202f% up (now 17.7\u202f%; about 5 years away at the pace of the years before).",
        ),
        (
            {"years": 10.0},
            "from 25\u202f% up (now 17.7\u202f%; about 10 years away at the pace of the years before).",
        ),
        ({"years": 10.1}, "from 25\u202f% up (now 17.7\u202f%)."),
    ],
)
def test_a_flip_point_in_words(changes, says):
    """Side of the edge, where it stands, and time; what is far off has none."""
    assert (
        robustness.flip_sentence(with_flip(ledger.finding("kgz-remit-third"), **changes), "now")
        == f"It would turn to “holds in part” {says}"
    )


def test_a_flip_point_of_then_and_of_a_part():
    """In the past, and with the part that would have to move."""
    assert (
        robustness.flip_sentence(ledger.finding("kgz-remit-third"), "then")
        == "It would have turned to “holds in part” below 30\u202f% (it was 32.7\u202f%)."
    )
    trade = ledger.finding("kaz-trade")
    assert (
        robustness.flip_sentence(trade, "then")
        == "It would have turned to “holds” if the figure for “Russia's share of exports” had reached 30\u202f% (it was 11.6\u202f%)."
    )
    assert (
        robustness.flip_sentence(trade, "now")
        == "It would turn to “does not hold” if the figure for “Russia's share of imports” fell below 15\u202f% (now 27.9\u202f%)."
    )


def test_the_card_says_how_firm_it_is():
    """Other ways of counting and where it turns stand open; both in tables below; a judgement has none of it."""
    shown = narrative.card(ledger.finding("tjk-debt-china")).data
    assert (
        "The verdict is the same in 2 of 5 other ways of counting. It would turn to “holds” from 30\u202f% up (now 27.5\u202f%)."
        in shown
    )
    assert shown.count("<caption>") == 2 and "Over what is owed to states alone" in shown
    assert "firmness" not in narrative.card(ledger.finding("russia-feared")).data
    aid = narrative.card(ledger.finding("eu-cooperate-aid")).data
    assert "Holds from 1.25 times<" in aid


# The slider -------------------------------------------------------------------------------------------------


def test_what_the_slider_shows_is_what_the_rule_gives():
    """At each of its places, then and now; and as declared it shows the verdicts of the ledger."""
    for found in ledger.findings():
        if found.robustness:
            places = robustness._places(found)
            assert 100 in places and len(places) <= robustness.PLACES + 2
            shown = json.loads(
                html.unescape(narrative.card(found).data.split('data-band="')[1].split('"')[0])
            )
            for moment in moments.MOMENTS:
                words = [text for start, _, text in shown[moment] if start <= 100][-1]
                assert words.endswith(getattr(found, moment).verdict)


def card_page(folder, claim: str, script: bool = True) -> str:
    """A page with one card, its style and its script, as a file; its address."""
    static = ROOT / "footprint/sphinxext/static"
    loads = f'<script defer src="{(static / "band.js").as_uri()}"></script>' if script else ""
    page = folder / "card.html"
    page.write_text(
        f'<!DOCTYPE html><html lang="en" data-theme="light"><head><meta charset="utf-8"><title>card</title>'
        f'<link rel="stylesheet" href="{(static / "footprint.css").as_uri()}">{loads}</head>'
        f"<body>{narrative.card(ledger.finding(claim)).data}<p id=after>after</p></body></html>",
        encoding="utf-8",
    )
    return page.as_uri()


def opened(browser, address: str, **options):
    """The page with its firmness unfolded, and everything on it that went wrong."""
    page, wrong = browser.new_page(**options), []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "console", lambda message: wrong.append(message.text) if message.type == "error" else None
    )
    page.goto(address)
    page.locator("details.firmness summary").first.click()
    return page, wrong


def verdicts_shown(page) -> list[str]:
    return [
        text.replace("\u00a0", " ") for text in page.locator(".band output b").all_inner_texts()
    ]


@pytest.mark.browser
def test_the_slider_by_mouse(browser, tmp_path):
    """Dragged to the left end and back by the button; the verdicts follow, and nothing on the page moves."""
    page, wrong = opened(browser, card_page(tmp_path, "tjk-debt-china"))
    assert verdicts_shown(page) == ["● holds", "◐ holds in part"]
    boxes = page.evaluate(
        "[...document.querySelectorAll('*')].map(element => JSON.stringify(element.getBoundingClientRect()))"
    )
    slider = page.locator(".band input").bounding_box()
    middle = slider["y"] + slider["height"] / 2
    page.mouse.move(slider["x"] + slider["width"] / 2, middle)
    page.mouse.down()
    page.mouse.move(slider["x"] + slider["width"] - 2, middle, steps=5)
    page.mouse.up()
    assert verdicts_shown(page) == ["◐ holds in part", "○ does not hold"]
    assert page.locator(".band .edges").inner_text() == "Holds from 60\u202f%"
    page.mouse.click(slider["x"] + 2, middle)
    assert verdicts_shown(page) == ["● holds", "● holds"]
    page.get_by_role("button", name="As declared").click()
    assert (
        verdicts_shown(page) == ["● holds", "◐ holds in part"]
        and page.locator(".band input").input_value() == "100"
    )
    after = page.evaluate(
        "[...document.querySelectorAll('*')].map(element => JSON.stringify(element.getBoundingClientRect()))"
    )
    changed = [pair for pair in zip(boxes, after, strict=True) if pair[0] != pair[1]]
    assert changed == [] and wrong == []


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 390])
def test_the_slider_by_keyboard_without_a_shift(browser, tmp_path, width):
    """Every place of it, by the arrow keys: no block of the page changes its place or size, on a phone neither."""
    page, wrong = opened(
        browser, card_page(tmp_path, "kgz-remit-third"), viewport={"width": width, "height": 900}
    )
    slider = page.get_by_role("slider")
    slider.focus()
    # Places on the page, not in the window: Tab may scroll to a button that is out of sight.
    blocks = """[...document.querySelectorAll('section, details, table, p, input, output, button, .line')]
        .map(e => e.getBoundingClientRect()).map(r => [r.x, r.y + scrollY, r.width, r.height]).join()"""
    before = page.evaluate(blocks)
    seen = set()
    for _ in range(45):
        page.keyboard.press("ArrowRight")
        seen.add(tuple(verdicts_shown(page)))
        assert page.evaluate(blocks) == before
    assert seen == {
        ("● holds", "○ does not hold"),
        ("◐ holds in part", "○ does not hold"),
        ("○ does not hold", "○ does not hold"),
    }
    page.keyboard.press("Home")
    assert slider.input_value() == "0" and verdicts_shown(page) == [
        "◐ holds in part",
        "◐ holds in part",
    ]
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "As declared"
    page.keyboard.press("Enter")
    assert slider.input_value() == "100" and page.evaluate(blocks) == before and wrong == []


@pytest.mark.browser
def test_the_slider_is_announced(browser, tmp_path):
    """Its name, its value in words, and the verdicts in a live region that is written only where one changes."""
    page, _ = opened(browser, card_page(tmp_path, "kgz-remit-third"))
    slider = page.get_by_role(
        "slider", name="Set the band of “Remittances are nearly a third of GDP”"
    )
    assert slider.get_attribute("aria-valuetext") == "Holds from 30 to under 36.7\u202f%"
    live = page.get_by_role("status")
    assert live.get_attribute("aria-live") == "polite" and "May 2023:" in live.inner_text()
    page.evaluate("""() => {
        window.said = 0;
        new MutationObserver(changes => window.said += changes.filter(c => c.type == 'childList').length)
            .observe(document.querySelector('.band output'), {subtree: true, childList: true});
    }""")
    slider.focus()
    for _ in range(8):
        page.keyboard.press("ArrowRight")
    assert (
        slider.get_attribute("aria-valuetext") == "Holds from 32.4 to under 39.6\u202f%"
        and page.evaluate("window.said") == 0
    )
    page.keyboard.press("ArrowRight")
    assert page.evaluate("window.said") == 1 and "holds in part" in live.inner_text()


@pytest.mark.browser
def test_the_slider_of_the_built_book(browser, book):
    """From a file, on the page as it is built: it follows the keys, nothing moves, nothing is refused; a page without a card loads no script for it."""
    page, wrong = opened(browser, (book / "_build/html/chapters/turkmenistan.html").as_uri())
    slider, card = page.get_by_role("slider").first, page.locator("section.verdict-card").first
    before, shown = card.bounding_box(), verdicts_shown(page)
    slider.focus()
    page.keyboard.press("Home")
    assert verdicts_shown(page) != shown and card.bounding_box() == before
    assert [said for said in wrong if "band.js" in said or "Content Security" in said] == []
    assert "band.js" not in (book / "_build/html/chapters/method.html").read_text(encoding="utf-8")


@pytest.mark.browser
def test_a_page_without_script(browser, tmp_path):
    """No slider, and all that it would say stands in the tables."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(card_page(tmp_path, "kgz-remit-third"))
    page.locator("details.firmness summary").click()
    assert not page.locator(".band").is_visible() and page.locator(".firmness table").count() == 2
    text = page.locator(".firmness").inner_text().replace("\u00a0", " ").replace("\u202f", " ")
    assert "It would have turned to “holds in part” below 30 % (it was 32.7 %)." in text
    assert "from 32.7 % to under 39.3 %, ◐ holds in part" in text
    context.close()
