"""Addresses that do not answer: what an issue says of them, and what it leaves to a reader."""

import pytest

from footprint import __main__ as commands
from footprint.errors import BookError
from footprint.maintenance import addresses

HEAD = "# created by LinkChecker\nurlname;parentname;base;result;valid;url\n"
GONE = "a;file:///book/chapters/data.html;;404 Not Found;False;https://example.org/a_(b)"
AWAY = 'b;file:///book/chapters/data.html;;"403 Forb`id\nden";False;https://example.org/b'
TWICE = "a;file:///book/chapters/index.html;;404 Not Found;False;https://example.org/a_(b)"
LOCAL = "c;file:///book/x.html;;no file;False;file:///book/y.html"
SOUND = "d;file:///book/x.html;;200 OK;True;https://example.org/d"


@pytest.fixture
def found(tmp_path):
    def write(*rows: str):
        path = tmp_path / "found.csv"
        path.write_text(HEAD + "\n".join(rows) + "\n# Stopped\n", encoding="utf-8")
        return path

    return write


def test_what_is_gone_comes_before_what_turns_robots_away(found):
    told = addresses.issue(found(AWAY, GONE, TWICE))
    assert told.startswith("Addresses that did not answer: 2.\n")
    gone, away = (
        told.index("gave no page (1)"),
        told.index("turn robots away: open them by hand (1)"),
    )
    assert gone < told.index("<https://example.org/a_(b)> on data.html, index.html: `404") < away
    assert "`403 Forb'id den`" in told


def test_what_answers_and_what_is_local_is_no_matter(found):
    """Links inside the book are the build's to check."""
    assert addresses.issue(found(LOCAL, SOUND)) == ""


@pytest.mark.parametrize("text", ["", "nonsense", "\x00"])
def test_what_is_no_list_is_one_sentence(tmp_path, text):
    path = tmp_path / "found.csv"
    path.write_text("a;b\n" + text + ";1\n", encoding="utf-8")
    with pytest.raises(BookError, match=r"found\.csv: no list of addresses .* Run: make links"):
        addresses.issue(path)


def test_an_address_that_is_none_is_no_list(tmp_path):
    path = tmp_path / "found.csv"
    path.write_text(HEAD + "a;b;;404;False;http://[a\n", encoding="utf-8")
    with pytest.raises(BookError, match=r"found\.csv: no list of addresses .*Invalid IPv6"):
        addresses.issue(path)


def test_no_list_at_all(tmp_path):
    with pytest.raises(BookError, match="Run: make links"):
        addresses.issue(tmp_path / "none.csv")


def test_the_command_leaves_the_text_of_an_issue_where_there_is_one(found, capsys):
    """Beside the list; a list without a fault leaves none, for whoever opens issues to look for."""
    path = found(SOUND)
    assert commands.main(["addresses", str(path)]) == 0
    assert capsys.readouterr().out == "Every address answers.\n"
    body = path.with_name("body.md")
    assert not body.exists()
    assert commands.main(["addresses", str(found(GONE))]) == 0
    assert body.read_text(encoding="utf-8") in capsys.readouterr().out
