"""Who says it: every source of every row has a grade, and none is of a host that is refused."""

import csv
from collections import Counter

import pytest

from footprint import errors, library
from footprint.library.sources import GRADES, Publishers, host_of, pieces
from footprint.words.text import ADDRESS, foot_lines

# What the review found, and its kinds.
REFUSED = """fanyv88.com the-uncensored-wiki.com deutsch.news-pravda.com francais.news-pravda.com news-pravda.com
de.news-front.su library.kiwix.org kiwix.lema.org kiwix.casplantje.nl mediawiki.feverous.co.uk staging.rferl.org
imgtest.mir24.tv plugin-frontend.meduza.io abcdiamond.com.dream.website d3kcf2pe5t7rrb.cloudfront.net""".split()
KNOWN = [
    {"publisher": key, "name": key, "grade": grade}
    for key, grade in {
        "kremlin.ru": "primary",
        "special.kremlin.ru": "mirror",
        "tass.com": "agency",
        "SIPRI": "primary",
        "a/copy": "mirror",
        "https://bad.org/one": "mirror",
    }.items()
]
PUBLISHERS = Publishers(
    KNOWN, [{"host": "bad.org", "reason": "a proxy"}, {"host": "test.*", "reason": "a test"}]
)


def told() -> list[tuple[str, dict]]:
    """Every row of a record that has a source, with its file."""
    files = [one for one in library.package().resources if one.path.startswith("records/")]
    topics = [one.path.removeprefix("records/").removesuffix(".csv") for one in files]
    tables = [(topic, library.records(topic)) for topic in topics]
    return [
        (topic, row)
        for topic, table in tables
        if "source" in table
        for row in table.to_dict("records")
    ]


def test_every_source_of_every_row_has_a_publisher():
    """One entry for each address, and one at least for what has none."""
    publishers = library.publishers()
    for source in {row["source"] for _, row in told()}:
        for piece in pieces(source):
            for what in ADDRESS.findall(piece) or [piece]:
                found = publishers.of(what)
                assert len(found) == 1 if host_of(what) else found, what


def test_no_entry_is_idle(data):
    """An entry that no row uses says something of nothing."""
    with (data / "records/sources.csv").open(encoding="utf-8", newline="") as file:
        listed = [row["publisher"] for row in csv.DictReader(file)]
    assert set(listed) == {one["publisher"] for one, _ in library.publishers_used()}


def test_a_mirror_says_whose_page_it_copies():
    """And whose it is, for all but news."""
    for one, _ in library.publishers_used():
        assert one["grade"] in GRADES and one["name"]
        if one["grade"] == "mirror":
            assert one["what"], one["publisher"]


@pytest.mark.parametrize("host", REFUSED)
def test_a_host_of_the_review_is_refused(host):
    """Each, also where it is named beside a better source."""
    fault = library.publishers().fault(f"TASS, https://tass.com/1; https://{host}/page")
    assert f"https://{host}/page” is of a host that is refused" in fault


def test_a_page_of_a_refused_host_is_declared_and_says_what_it_is():
    """Trade of Tajikistan in 2023, whose shares stand on no other page; files of politics and economy
    have pages yet to be replaced."""
    declared = [one for one, _ in library.publishers_used() if host_of(one["publisher"])]
    kept = {"attendance", "investment_by_investor", "memberships", "statements", "votes"}
    for topic, row in told():
        if topic not in kept and any(one["publisher"] in row["source"] for one in declared):
            assert row["confidence"] == "low" and "The page is" in row["note"]


def test_no_page_of_a_refused_host_is_left():
    """Pages that stand in the list by themselves are of hosts that are not refused."""
    refused = Publishers(refused=library.records("refused_hosts").to_dict("records"))
    pages = [one["publisher"] for one, _ in library.publishers_used() if host_of(one["publisher"])]
    assert [page for page in pages if refused.refusal(page)] == []


@pytest.mark.parametrize(
    ("source", "says"),
    [
        (
            "Blog, https://www.blog.org/1",
            "“https://www.blog.org/1” has no grade. Add its publisher to",
        ),
        ("heard somewhere", "“heard somewhere” has no grade"),
        (
            "https://tass.com/1; https://staging.tass.com/1",
            "staging.tass.com/1” is of a host that is refused",
        ),
        (
            "https://news-pravda.com/x",
            "Name the page itself or an agency's; if there is none, declare",
        ),
    ],
)
def test_describe_refuses_a_source_without_a_grade(data, edit_csv, source, says):
    """In one sentence: the row, what is wrong, what to do."""
    edit_csv(data / "records/security_events.csv", {"date": "2025-11-29"}, "source", source)
    with pytest.raises(
        errors.DataError, match=r"security_events.csv: line \d+, field source: "
    ) as refused:
        library.describe()
    assert says in str(refused.value) and str(refused.value).endswith(
        "python -m footprint describe"
    )


@pytest.mark.parametrize(
    ("source", "grade"),
    [
        ("Kremlin, http://kremlin.ru/1", "primary"),
        ("Kremlin, http://en.special.kremlin.ru/1", "mirror"),
        ("TASS, https://tass.com/1; Kremlin, http://kremlin.ru/1", "primary"),
        ("sipri arms (read in a/copy 1)", "primary"),
        ("a/copy 1", "mirror"),
        ("notkremlin.ru says", ""),
        ("https://notkremlin.ru/1", ""),
    ],
)
def test_the_grade_of_a_source(source, grade):
    """The best of those named; the nearest host counts, and no word within another."""
    assert PUBLISHERS.grade(source) == grade


def test_the_best_source_is_named_first():
    """What is in brackets is not torn apart, what has no grade comes last."""
    said = "heard; TASS (one; two), https://tass.com/1; Kremlin, http://kremlin.ru/1"
    marked = "Kremlin, http://kremlin.ru/1 [primary]; TASS (one; two), https://tass.com/1 [agency]; heard"
    assert PUBLISHERS.graded(said) == marked
    assert (
        PUBLISHERS.counted(["SIPRI", "a/copy", "https://tass.com/2", "SIPRI 2"])
        == "2 primary, 1 agency, 1 mirror"
    )


def test_a_declared_page_stands_and_its_neighbour_does_not():
    """The exception is the page, not the host."""
    assert PUBLISHERS.fault("https://bad.org/one") == ""
    assert "refused (a proxy)" in PUBLISHERS.fault("https://bad.org/two")
    assert "refused (a proxy)" in PUBLISHERS.fault("https://www.bad.org/two")
    assert "refused (a test)" in PUBLISHERS.fault("https://test.tass.com/1")


def test_rows_are_counted_for_each_publisher():
    """As many as name it."""
    counts = Counter({one["publisher"]: count for one, count in library.publishers_used()})
    assert counts["SIPRI"] == len(library.records("arms")) == counts["lucacasu/Global-Arms-Trade"]


def test_without_the_list_nothing_is_graded(data):
    """A file that is gone is a gap: sources stand as they are."""
    (data / "records/sources.csv").unlink()
    library.describe()
    rows = library.records("land_borders").head(1)
    brief, whole = foot_lines(library.source("land_borders", rows))
    assert whole.startswith("CIA World Factbook 2000, Land boundaries. File")
    assert brief == "Source: CIA World Factbook 2000, Land boundaries."


def test_an_address_that_is_none_has_no_grade():
    """Brackets that no host has: refused like any other, in a short sentence."""
    odd = f"http://[{'x' * 9_000}"
    told = Publishers().fault(odd)
    assert told.startswith("“http://[xxx") and "has no grade" in told and len(told) < 200
