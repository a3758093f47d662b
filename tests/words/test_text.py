"""Days, ranks and rows in words; text that Markdown leaves alone."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from myst_parser.config.main import MdParserConfig
from myst_parser.mdit_to_docutils.base import DocutilsRenderer
from myst_parser.parsers.mdit import create_md_parser

from footprint.words.text import (
    Prose,
    as_text,
    capital,
    day,
    foot_lines,
    host_of,
    listed,
    ordinal,
    sourced,
)

EXTENSIONS = {
    *("amsmath", "attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath"),
    *("fieldlist", "strikethrough", "substitution", "tasklist"),
}
# As the book and notebooks read Markdown, and with all that MyST can be told to read.
PARSERS = {
    "commonmark": MarkdownIt("commonmark").enable(["table", "strikethrough"]),
    "myst": create_md_parser(MdParserConfig(), DocutilsRenderer),
    "extended": create_md_parser(MdParserConfig(enable_extensions=EXTENSIONS), DocutilsRenderer),
}
SIGNS = [
    *("- ", "+ ", "* ", "# ", "% ", "= ", ": ", "> ", ":::", ":a: ", "(x)=", "1. ", "22) "),
    *("123456789.", "|a|b|", "|-|-|", "**", "__", "_a_", "`", "```", "~~~", "~~", "[a](b)"),
    *("![a](b)", "[^1]", "[^1]: ", "[a]: b", "$x$", "$$", "<b>", "<!--", "<http://a.b>", "&amp;"),
    *("&#65;", "\\", "\\\\", "{a}`b`", "{{ a }}", "{.a}", "---", "+++", "***", "!", "a", "[x]"),
    *(" ", "    ", "\t", "  \n", "\n", "\n\n"),
]
ANY = st.text(st.characters(exclude_categories=["Cc", "Cs"]))
TEXTS = ANY | st.lists(st.sampled_from(SIGNS)).map("".join)


def as_shown(text: str) -> str:
    """A text with its spaces as HTML shows them."""
    return re.sub(r"\s+", " ", text, flags=re.ASCII).strip()


def blocks(parser: MarkdownIt, markdown: str) -> list[str]:
    """What kinds of blocks a parser sees in Markdown."""
    return [token.type for token in parser.parse(markdown)]


def texts(parser: MarkdownIt, markdown: str, *apart: str) -> list[str]:
    """The text of each block, in which only what is named may stand apart from it."""
    lines = [token.children or [] for token in parser.parse(markdown) if token.type == "inline"]
    assert {part.type for line in lines for part in line} <= {"text", *apart}
    return ["".join(part.content for part in line) for line in lines]


@pytest.mark.parametrize("parser", PARSERS.values(), ids=PARSERS)
@given(text=TEXTS)
@example("1. A")
@example("2022. A")
@example("22) ")
@example("- a")
@example(" - a")
@example("(x)=")
@example("[a](b) <i>c</i> **d** `e` $f$ {g}`h`")
def test_a_text_shows_itself(parser, text):
    """It is one paragraph with its own text; of spaces nothing is shown."""
    shown = as_shown(text)
    kinds = ["paragraph_open", "inline", "paragraph_close"]
    assert blocks(parser, as_text(text)) == (kinds if shown else [])
    assert texts(parser, as_text(text)) == ([shown] if shown else [])


@pytest.mark.parametrize("parser", PARSERS.values(), ids=PARSERS)
@given(text=TEXTS.map(as_shown).filter(bool))
@example("a] [b")
@example("a|b")
@example("a\\|b")
@example("==")
@example("--")
def test_a_text_shows_itself_where_a_template_puts_it(parser, text):
    """In a cell of a table, as the text of a link, on a line of its own in an item of a list."""
    escaped = as_text(text)
    assert texts(parser, f"| a | b |\n|---|---|\n| {escaped} | c |") == ["a", "b", text, "c"]
    assert texts(parser, f"[{escaped}](a.md)", "link_open", "link_close") == [text]
    assert texts(parser, f"- a\\\n  {escaped}\n- b", "hardbreak") == [f"a{text}", "b"]
    assert blocks(parser, f"a\n{escaped}") == ["paragraph_open", "inline", "paragraph_close"]


def test_prose_is_text_that_shows_itself():
    """A notebook shows it by its Markdown; elsewhere it is as it is."""
    assert Prose("5 * 6 * 7") == "5 * 6 * 7"
    assert Prose("5 * 6 * 7")._repr_markdown_() == r"5 \* 6 \* 7"


def test_a_plain_sentence_stays_as_it_is():
    """Stops, hyphens and signs within a line mean nothing to Markdown."""
    text = "In 2021 it was 32.7 % of GDP (so-called, c. 1/3); by 2024: 17.7 %, -1.5 + 2 = 0.5!"
    assert as_text(text) == text


def test_a_capital_at_the_beginning():
    """Of nothing there is none."""
    assert [capital(text) for text in ("a bank", "OECD", "")] == ["A bank", "OECD", ""]


@pytest.mark.parametrize(
    ("rank", "word"),
    [
        (1, "first"),
        (10, "tenth"),
        (11, "11th"),
        (12, "12th"),
        (21, "21st"),
        (22, "22nd"),
        (103, "103rd"),
        (111, "111th"),
    ],
)
def test_ordinal(rank, word):
    """In words up to ten."""
    assert ordinal(rank) == word


@pytest.mark.parametrize(
    ("rank", "word"), [(13, "13th"), (23, "23rd"), (112, "112th"), (121, "121st")]
)
def test_ordinal_of_large_ranks(rank, word):
    """The teens take th in every hundred."""
    assert ordinal(rank) == word


def test_day_in_words():
    """A day, a month, a year."""
    assert [day(text) for text in ("2022-03-02", "2025-04", "2017")] == [
        "2 March 2022",
        "April 2025",
        "2017",
    ]


@pytest.mark.parametrize(
    ("words", "text"),
    [([], "none"), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_words_in_a_row(words, text):
    """With none of them there is a word too."""
    assert listed(words) == text


BANK, PAPER = sourced("the bank", "the bank, 2 May"), sourced("the paper", "a page. Licence: none")


@pytest.mark.parametrize(
    ("foot", "brief"),
    [
        (f"{BANK}.", "Source: the bank."),
        (f"A model, not a count. {BANK}.", "A model, not a count. Source: the bank."),
        (f"One two three four five six seven eight. {BANK}.", "Source: the bank."),
        (
            f"An asterisk: read in one page, or in part of another. {BANK}.",
            "An asterisk: read in one page, or in part of another. Source: the bank.",
        ),
        (f"Computed from {BANK}. Falls. {PAPER}; {BANK}.", "Sources: the bank; the paper."),
        ("Counted above. And so on.", "Counted above."),
        ("No full stop", "No full stop"),
        ("", ""),
    ],
)
def test_of_a_foot_one_line_stands_open(foot, brief):
    """A short first sentence, or one that explains a sign, and who is the source, once; the whole says all."""
    whole = foot.replace(BANK, "the bank, 2 May").replace(PAPER, "a page. Licence: none")
    assert foot_lines(foot) == (brief, whole)


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://Example.org:80/a", "example.org"),
        ("https://example.org./a", "example.org"),
        ("http://[a", ""),
        ("http://a]b/", ""),
        ("records/arms.csv", ""),
    ],
)
def test_the_host_of_an_address(address, host):
    """What is no address has none, brackets without a pair too."""
    assert host_of(address) == host
