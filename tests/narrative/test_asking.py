"""The button *ask the World Bank now*: what its page knows, and what it says, in a browser against a bank of the tests' own."""

import dataclasses
import functools
import http.server
import json
import re
import shutil
import threading
from collections.abc import Callable, Iterator

import pytest
from support.bank import FakeBank
from support.builds import ROOT
from support.findings import altered

from footprint import ledger, library, narrative
from footprint.ledger.verdicts import COMBINE
from footprint.narrative.asking import ask
from footprint.sphinxext.policy import ASKABLE, protect
from footprint.sphinxext.soup import parse
from footprint.words.numbers import quantity

RATIO, AID, FIVE = "BX.TRF.PWKR.DT.GD.ZS", "DC.DAC.CECL.CD", ("KAZ", "KGZ", "TJK", "TKM", "UZB")
KGZ, UZB, RISE = "kgz-remit-third", "uzb-remittances", "eu-cooperate-aid"
CLAIMS = (KGZ, "tjk-remit-third", UZB, RISE)
STATIC = ROOT / "footprint/sphinxext/static"
EXCUSED = re.compile(
    r"All stays as it was, for (.*); see for yourself what the World Bank answers\."
)
ANSWERED = re.compile(
    r"The World Bank (still|now) has (.+?) \(release of 13 July 2026(.*?)\)\. "
    r"By the declared bands.* the verdict would (.*)\."
)


# What the page knows ----------------------------------------------------------------------------------------


@functools.cache
def known(claim: str) -> dict:
    """What the script of a claim's card is given."""
    return json.loads(ask(ledger.finding(claim)))


def test_which_claims_can_be_asked_for():
    """Those whose verdict rests on one series as the World Bank has it; a part may."""
    assert tuple(one.claim.id for one in ledger.findings() if ask(one)) == CLAIMS
    card = narrative.card(ledger.finding("kgz-base"))
    assert "data-ask" not in card and "Ask the World Bank" not in card
    assert 'hidden><button type="button">' in narrative.card(ledger.finding(KGZ))


@pytest.mark.parametrize("claim", CLAIMS)
def test_the_page_has_the_figure_of_its_card(claim):
    """Its newest and those before it, their release, and the address of just these."""
    asked, card = known(claim), narrative.card(ledger.finding(claim))
    assert asked["shown"].split(",")[0] in card
    places = "%3B".join(asked["known"])
    assert asked["address"] == (
        f"{ASKABLE}/v2/country/{places}/indicator/{asked['series']}"
        f"?format=json&source=2&per_page=1000&date={asked['first']}%3A"
    )
    assert re.fullmatch(r"(\d{4}-\d\d-\d\d)?", asked["release"])
    years = {year for own in asked["known"].values() for year in own}
    assert min(years) == str(asked["first"]) and asked["unit"] in ("% of GDP", "current US$")


@pytest.mark.parametrize("claim", CLAIMS)
def test_each_figure_has_the_verdict_of_the_ledger(claim):
    """On every band and edge, together with the parts that were not asked for."""
    found, steps = ledger.finding(claim), known(claim)["steps"]
    parts, bands = found.now.parts, found.claim.bands
    for value in [edge + more for edge in (0, *bands.edges) for more in (-0.01, 0, 0.01)]:
        own = bands.verdict(value)
        others = [part.result.verdict for part in parts[1:]]
        expected = COMBINE[found.claim.combine]([own, *others]) if parts else own
        _, _, verdict, _, beside = [one for one in steps if one[0] is None or one[0] <= value][-1]
        assert verdict == expected
        if not parts and verdict != "holds":
            assert beside == bands.direction([value])


def test_claims_that_cannot_be_asked_for():
    """Two series, a unit that the script does not print, no figure today, or a series that is not held: no button."""
    found = ledger.finding(UZB)
    twice = tuple(dataclasses.replace(found.claim.parts[0], id=id) for id in ("all", "russia"))
    gone = dataclasses.replace(
        ledger.finding(KGZ).claim.measure, parameters={"indicator": "X.Y", "economy": "KGZ"}
    )
    assert ask(altered(UZB, claim={"parts": twice})) == ""
    assert ask(altered(KGZ, claim={"unit": "people"})) == ""
    assert ask(altered(KGZ, now={"value": None, "year": None})) == ""
    assert ask(altered(KGZ, claim={"measure": gone})) == ""


def test_words_on_their_way_to_the_script_are_words():
    """The label of a part, with marks that HTML and JSON would read as more."""
    label = "</div>'\"><script>x</script>\\"
    parts = ledger.finding(UZB).claim.parts
    parts = (dataclasses.replace(parts[0], label=label), parts[1])
    found = altered(UZB, claim={"parts": parts})
    box = parse(narrative.card(found)).select_one(".ask")
    assert json.loads(box["data-ask"])["of"] == label and not box.select("script")


def test_what_the_package_leaves_out_is_left_out(data):
    """A figure that stands for none is none either when the service sends it."""
    path = data / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    entry = next(one for one in package["resources"] if one.get("indicator") == RATIO)
    entry["left_out"] = {"KGZ": [1993, 2025]}
    path.write_text(json.dumps(package), encoding="utf-8")
    assert json.loads(ask(ledger.finding(KGZ)))["left"] == {"KGZ": [2025]}


# What it says -----------------------------------------------------------------------------------------------


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments) -> None:
        pass


class Asking:
    """A World Bank that has what is committed, and the cards as pages, from a file and served."""

    def __init__(self, folder, browser) -> None:
        self.bank = FakeBank()
        self.folder, self.page = folder, browser.new_page()
        self.wrong: list[str] = []
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("console", lambda message: self.wrong.append(message.text))
        for name in ("ask.js", "footprint.js", "footprint.css"):
            shutil.copy(STATIC / name, folder)
        for claim in CLAIMS:
            self.write(claim)
        serve = functools.partial(Quiet, directory=str(folder))
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), serve)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.bases = {
            "file": folder.as_uri(),
            "http": f"http://127.0.0.1:{self.server.server_port}",
        }

    def write(self, claim: str) -> None:
        soup = parse(
            '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>card</title>'
            '<link rel="icon" href="data:,"><link rel="stylesheet" href="footprint.css"><script defer src="footprint.js"></script>'
            f"</head><body>{narrative.card(ledger.finding(claim))}</body></html>"
        )
        protect(soup)
        text = str(soup).replace(ASKABLE, self.bank.url.removesuffix("/v2"))
        (self.folder / f"{claim}.html").write_text(text, encoding="utf-8")

    def anew(self, lets: str = "*") -> "Asking":
        """Figures as on the cards, no fault, nothing asked yet."""
        self.bank.figures.clear()
        self.bank.years = (1960, 2025)
        for claim in CLAIMS:
            code, places = known(claim)["series"], known(claim)["known"]
            for place in places:
                for row in library.default().series(code, place)[0]:
                    self.bank.set(code, place, row["year"], row["value"])
        self.bank.names = {
            RATIO: "Personal remittances, received (% of GDP)",
            AID: "Net aid (current US$)",
        }
        self.bank.releases[2], self.bank.lets, self.bank.forecasts = "2026-07-13", lets, set()
        self.bank.heal()
        self.bank.urls.clear()
        self.wrong.clear()
        return self

    def open(self, claim: str = KGZ, scheme: str = "file") -> None:
        self.page.goto(f"{self.bases[scheme]}/{claim}.html")

    def click(self) -> str:
        """What the card says after a click."""
        self.page.get_by_role("button", name="Ask the World Bank now").click()
        self.page.locator(".ask button[aria-disabled=false]").wait_for()
        return self.said()

    def said(self) -> str:
        return (
            self.page.locator(".ask [role=status]")
            .inner_text()
            .replace("\u00a0", " ")
            .replace("\u202f", " ")
        )


@pytest.fixture(scope="module")
def cards(browser, tmp_path_factory) -> Iterator[Asking]:
    asking = Asking(tmp_path_factory.mktemp("cards"), browser)
    yield asking
    asking.page.close()
    asking.server.shutdown()
    asking.server.server_close()
    asking.bank.close()


SCHEMES = pytest.mark.parametrize("scheme", ["file", "http"])


@pytest.mark.browser
@SCHEMES
def test_nothing_is_asked_before_the_click(cards, scheme):
    """Then once, without referrer, cookies or a word of the page; a second click has to wait for the first."""
    cards.anew().open(scheme=scheme)
    button = cards.page.get_by_role("button", name="Ask the World Bank now")
    button.hover()
    button.focus()
    assert cards.bank.urls == [] and cards.said() == "" and cards.page.locator(".ask").is_visible()
    with cards.page.expect_request("**/v2/**") as asked:
        button.dblclick()
    cards.page.locator(".ask button[aria-disabled=false]").wait_for()
    assert len(cards.bank.urls) == 1 and cards.bank.urls[0].startswith(
        f"/v2/country/KGZ/indicator/{RATIO}?format=json"
    )
    assert not {"referer", "cookie"} & asked.value.all_headers().keys() and cards.wrong == []
    assert cards.page.evaluate("document.activeElement.matches('.ask button')")


@pytest.mark.browser
@SCHEMES
@pytest.mark.parametrize("claim", CLAIMS)
def test_the_same_figure_is_said_to_be_the_same(cards, scheme, claim):
    """What stands on the card, counted by the script from what the service sends."""
    cards.anew().open(claim, scheme)
    had, shown, how, verdict = ANSWERED.fullmatch(cards.click()).groups()
    assert (had, how) == ("still", "") and shown.startswith(
        known(claim)["shown"].replace("\u202f", " ")
    )
    assert verdict.startswith("still be") and known(claim)["now"] in verdict


NEWER = [
    (KGZ, {"KGZ": 19.34}, "19.3 %, 2025", "still be ○ does not hold (less than said)"),
    (KGZ, {"KGZ": 24.96}, "24.96 %, 2025", "still be ○ does not hold (less than said)"),
    (KGZ, {"KGZ": 31.0}, "31 %, 2025", "turn from “does not hold” to ● holds"),
    (
        KGZ,
        {"KGZ": 25},
        "25 %, 2025",
        "turn from “does not hold” to ◐ holds in part (less than said)",
    ),
    ("tjk-remit-third", {"TJK": 33.3}, "33.3 %, 2025", "turn from “holds in part” to ● holds"),
    ("tjk-remit-third", {"TJK": 61}, "61 %, 2025", "still be ◐ holds in part (more than said)"),
    (
        UZB,
        {"UZB": 16.2},
        "16.2 %, 2025 for “from everywhere”",
        "turn from “does not hold” to ◐ holds in part (less than said)",
    ),
]


@pytest.mark.browser
@SCHEMES
@pytest.mark.parametrize(("claim", "figures", "shown", "verdict"), NEWER)
def test_a_newer_figure_and_its_verdict(cards, scheme, claim, figures, shown, verdict):
    """By the declared bands, with its year and the day of its release; the card itself stays."""
    cards.anew().open(claim, scheme)
    before = cards.page.locator(".verdict-card > .moments").inner_html()
    for place, value in figures.items():
        cards.bank.set(RATIO, place, 2025, value)
    found = ANSWERED.fullmatch(cards.click())
    assert (
        found[1] == "now"
        and (found[2], found[4]) == (shown, verdict)
        and "from its parts" in found[3]
    )
    assert (
        cards.page.locator(".verdict-card > .moments").inner_html() == before and cards.wrong == []
    )


@pytest.mark.browser
def test_a_newer_sum_of_several_economies(cards):
    """The rise of the aid to all five is counted anew, once all five have the year."""
    cards.anew().open(RISE)
    series = known(RISE)["known"]
    for place in FIVE[1:]:
        cards.bank.set(AID, place, 2024, series[place]["2023"] / 2)
    assert "still has 1.9 times, 2021–2023" in cards.click()
    cards.bank.set(AID, "KAZ", 2024, series["KAZ"]["2023"] / 2)
    total = {year: sum(series[place][str(year)] for place in FIVE) for year in range(2011, 2024)}
    expected = (total[2022] + total[2023] * 1.5) / sum(total[year] for year in (2012, 2013, 2014))
    assert f"now has {quantity(expected, 'times')}, 2022–2024 (" in cards.click()


LIES: dict[str, tuple[Callable[[FakeBank], object], str]] = {
    "older release": (
        lambda bank: bank.releases.update({2: "2026-06-30"}),
        "30 June 2026, is older than",
    ),
    "release to come": (lambda bank: bank.releases.update({2: "2999-01-01"}), "lies in the future"),
    "no release": (
        lambda bank: bank.releases.update({2: "2026-02-30"}),
        "names no day of its release",
    ),
    "absurd new figure": (
        lambda bank: bank.set(RATIO, "KGZ", 2025, 310),
        "KGZ in 2025, 310, is too far",
    ),
    "below nothing": (
        lambda bank: bank.set(RATIO, "KGZ", 2025, -0.5),
        "KGZ in 2025, -0.5, is too far",
    ),
    "absurd revision": (
        lambda bank: bank.set(RATIO, "KGZ", 2024, 1760.4),
        "KGZ in 2024, 1760, is too far",
    ),
    "moved by more than half": (
        lambda bank: bank.set(RATIO, "KGZ", 2021, 12.1),
        "KGZ in 2021, 12.1, is too far",
    ),
    "infinite": (
        lambda bank: bank.set(RATIO, "KGZ", 2025, float("inf")),
        "something else than data",
    ),
    "year that is gone": (
        lambda bank: bank.set(RATIO, "KGZ", 2024, None),
        "no figure for KGZ in 2024 any more",
    ),
    "nought for missing": (
        lambda bank: bank.set(RATIO, "KGZ", 2024, 0),
        "no figure for KGZ in 2024 any more",
    ),
    "truth": (lambda bank: bank.set(RATIO, "KGZ", 2025, True), "“true” as a figure"),
    "list": (lambda bank: bank.set(RATIO, "KGZ", 2025, [19]), "“19” as a figure"),
    "another unit": (
        lambda bank: bank.names.update({RATIO: "Remittances (% of GNI)"}),
        "“Remittances (% of GNI)”, which is not in % of GDP",
    ),
    "odd years": (
        lambda bank: bank.fault("dates ignored") or setattr(bank, "years", (2000, 2999)),
        "a figure of “2999”",
    ),
    "more rows than a page": (
        lambda bank: bank.fault("dates ignored") or setattr(bank, "years", (960, 2025)),
        "a part of its rows only",
    ),
    "forecast alone": (
        lambda bank: bank.forecasts.add((RATIO, "KGZ", 2024)),
        "no figure for KGZ in 2024 any more",
    ),
}
FAULTS = {
    "html": "something else than data",
    "xml": "something else than data",
    "truncated": "something else than data",
    "not finite": "something else than data",
    "cut": "the answer of the service broke off",
    "message 120": "says “The provided parameter value is not valid”",
    "message 175": "says “The indicator was not found. It may have been deleted or archived.”",
    "502": "answered 502",
    "429": "answered 429",
    "404": "answered 404",
    "endless": "far more than was asked for",
    "words": "“n/a” as a figure",
    "numbers as text": "“17.604",
    "other economy": "figures of “FRA”, which was not asked for",
    "other series": "another series",
    "contradictions": "two figures for KGZ 2019",
    "duplicates": "two figures for KGZ",
    "rows missing": "a part of its rows only",
    "pages too high": "a part of its rows only",
    "pages too low": "a part of its rows only",
    "wrong page": "a part of its rows only",
    "names with html": "“Personal <b onload=alert(1)>remittances</b> & Co”",
    "empty": "no figure",
    "all null": "no figure for KGZ in 2019 any more",
    "hung up": "does not let other pages read",
    "redirect away": "does not let other pages read",
    "redirect loop": "does not let other pages read",
}

HEAD = {
    "page": 1,
    "pages": 1,
    "per_page": 1000,
    "total": 1,
    "sourceid": "2",
    "lastupdated": "2026-07-13",
}
ROW = {
    "indicator": {"id": RATIO, "value": "x (% of GDP)"},
    "countryiso3code": "KGZ",
    "date": "2025",
    "value": 19,
}
ODD = {
    "null": "unknown form",
    "[]": "unknown form",
    "17": "unknown form",
    '{"source": {"id": "2", "data": []}}': "unknown form",
    '[{"message": "no"}]': "unknown form",
    '[{"message": []}]': "says “undefined”",
    json.dumps([HEAD]): "unknown form",
    json.dumps([HEAD, None]): "no figure",
    json.dumps([HEAD, {"0": ROW}]): "no figure",
    json.dumps([HEAD, [None]]): "rows in an unknown form",
    json.dumps([HEAD, ["row"]]): "rows in an unknown form",
    json.dumps([HEAD, [{}]]): "rows in an unknown form",
    json.dumps([HEAD, [{**ROW, "indicator": {}}]]): "another series",
    json.dumps([HEAD, [{**ROW, "countryiso3code": "__proto__"}]]): "figures of “__proto__”",
    json.dumps([HEAD, [{**ROW, "date": "2025M03"}]]): "a figure of “2025M03”",
    json.dumps([HEAD | {"sourceid": "57"}, [ROW]]): "another database",
    json.dumps([HEAD | {"lastupdated": None}, [ROW]]): "names no day of its release",
    json.dumps([HEAD | {"total": "1e0"}, [ROW]]): "a part of its rows only",
    "\ufeff"
    + json.dumps(
        [{"message": [{"id": "1", "value": "\u202e<img src=x onerror=alert(1)>" + "!" * 999}]}]
    ): "says “<img src=x onerror=alert(1)>!!",
}


def excuses(cards: Asking, cases: dict, set_up: Callable) -> list[str]:
    """The cases of which the card does not say, in one sentence, what is odd and where to look."""
    missed, link = [], cards.page.locator(".ask [role=status] a")
    before = cards.page.locator(".verdict-card > .moments").inner_html()
    for case, expected in cases.items():
        cards.anew()
        set_up(case)
        excuse = EXCUSED.fullmatch(cards.click())
        if (
            not excuse
            or expected not in excuse[1]
            or re.search(r"\. \w", re.sub("“.*?”", "", excuse[1]))
            or "\u202e" in excuse[1]
            or len(excuse[1]) > 300
        ):
            missed.append(f"{case}: {cards.said()}")
        elif not link.get_attribute("href").startswith(
            f"{cards.bank.url}/country/KGZ/indicator/{RATIO}?format=json"
        ):
            missed.append(f"{case}: {link.get_attribute('href')}")
    assert cards.page.locator(".ask [role=status] :not(a)").count() == 0
    assert cards.page.locator(".verdict-card > .moments").inner_html() == before
    return missed


@pytest.mark.browser
@SCHEMES
def test_what_the_service_gets_wrong_leaves_the_page_as_it_is(cards, scheme):
    """Errors, half answers, answers without end, and answers to another question."""
    cards.anew().open(scheme=scheme)
    assert excuses(cards, FAULTS, cards.bank.fault) == []


@pytest.mark.browser
@SCHEMES
def test_lies_leave_the_page_as_it_is(cards, scheme):
    """Well-formed answers that the client would not believe either."""
    cards.anew().open(scheme=scheme)
    cases = {case: expected for case, (_, expected) in LIES.items()}
    assert excuses(cards, cases, lambda case: LIES[case][0](cards.bank)) == []


@pytest.mark.browser
def test_odd_forms_leave_the_page_as_it_is(cards):
    """Whatever is sent as JSON, with markup and marks in it; its words are text, and cut short."""
    cards.anew().open()
    sent = [""]
    allowed = {"Access-Control-Allow-Origin": "*"}
    cards.page.route("**/v2/**", lambda route: route.fulfill(body=sent[0], headers=allowed))
    assert excuses(cards, ODD, lambda body: sent.__setitem__(0, body)) == []
    cards.page.unroute("**/v2/**")


@pytest.mark.browser
@SCHEMES
def test_what_the_client_reads_the_page_reads(cards, scheme):
    """A header in words, rows in any order, more years than asked, names with strange signs, a packed body."""
    cards.anew().open(scheme=scheme)
    for kind in ("header as text", "shuffled", "dates ignored", "odd names", "zipped"):
        cards.anew().bank.fault(kind)
        assert cards.click().startswith("The World Bank still has 17.6 %, 2024 "), kind
    cards.bank.set(RATIO, "KGZ", 2025, 31)
    cards.bank.forecasts.add((RATIO, "KGZ", 2025))
    assert "still has 17.6 %, 2024 " in cards.click()


@pytest.mark.browser
@SCHEMES
def test_a_browser_that_refuses(cards, scheme):
    """The service does not say that other pages may read it: the page says that it cannot know; the next answer is read."""
    cards.anew(lets="").open(scheme=scheme)
    assert (
        "is away, or does not let other pages read what it says"
        in EXCUSED.fullmatch(cards.click())[1]
    )
    cards.anew(lets="https://example.org")
    assert "does not let other pages read" in EXCUSED.fullmatch(cards.click())[1]
    cards.anew()
    assert ANSWERED.fullmatch(cards.click())


@pytest.mark.browser
@SCHEMES
@pytest.mark.parametrize("kind", ["silence", "drip"])
def test_no_answer_within_ten_seconds(cards, browser, scheme, kind):
    """Neither silence nor a trickle is waited for longer; by a clock that the test moves on."""
    cards.anew()
    page = browser.new_page()
    page.clock.install(time=0)
    page.clock.pause_at(1_000)
    page.goto(f"{cards.bases[scheme]}/{KGZ}.html")
    cards.bank.fault(kind)
    told = page.locator(".ask [role=status]")
    with page.expect_request("**/v2/**"):
        page.locator(".ask button").click()
    page.clock.run_for(9_900)
    assert told.inner_text() == "Asking …"
    page.clock.run_for(200)
    page.locator(".ask button[aria-disabled=false]").wait_for()
    assert "had not answered in full after 10 seconds" in EXCUSED.fullmatch(told.inner_text())[1]
    page.close()


@pytest.mark.browser
@SCHEMES
def test_a_service_that_is_not_there(cards, scheme):
    """Nobody listens at its address."""
    cards.anew().open(scheme=scheme)
    cards.page.route("**/v2/**", lambda route: route.abort("connectionrefused"))
    assert "the service is away" in EXCUSED.fullmatch(cards.click())[1]
    cards.page.unroute("**/v2/**")


@pytest.mark.browser
@SCHEMES
def test_the_page_can_ask_no_other_host(cards, scheme):
    """Its policy stops what the script never does."""
    cards.anew().open(scheme=scheme)
    for host in ("https://example.org", f"http://localhost:{cards.bank.port}"):
        asked = "host => fetch(`${host}/v2/`).then(() => 'asked', error => error.name)"
        assert cards.page.evaluate(asked, host) == "TypeError"
    assert cards.bank.urls == []
    assert {"Content Security Policy" in line for line in cards.wrong} == {True}


@pytest.mark.browser
def test_no_button_without_script_or_on_paper(cards, browser):
    """It is for readers who can use it."""
    cards.anew().open()
    cards.page.emulate_media(media="print")
    assert not cards.page.locator(".ask").is_visible()
    cards.page.emulate_media(media="screen")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{cards.bases['file']}/{KGZ}.html")
    assert not page.locator(".ask").is_visible() and page.locator(".verdict-card").is_visible()
    context.close()


@pytest.mark.browser
def test_figures_are_printed_as_the_book_prints_them(cards):
    """Shares and factors, with as many digits as an edge asks for."""
    cards.anew().open()
    cards.page.evaluate("toAsk()")
    values = [
        -3.14,
        0,
        0.02,
        0.46,
        0.996,
        1,
        1.06,
        1.0999,
        1.1,
        1.249,
        1.2501,
        1.9022,
        12.34,
        24.96,
        24.9996,
        30,
        36.69,
        36.7,
        99.97,
        101.6,
        250.4,
    ]
    script = "([values, data]) => values.map(value => printed(value, data))"
    for claim in (KGZ, RISE):
        data, unit = known(claim), ledger.finding(claim).claim.unit
        expected = [quantity(value, unit, data["edges"]) for value in values]
        assert cards.page.evaluate(script, [values, data]) == expected
