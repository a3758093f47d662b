"""The words of the ledger in another language."""

import shutil
import types
from pathlib import Path

import pytest
import yaml

from footprint import ledger
from footprint.errors import LedgerError
from footprint.ledger.translation import _read, check_translated
from footprint.library import data_dir


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A copy of the data folder that is the one in use."""
    shutil.copytree(data_dir(), tmp_path / "data")
    monkeypatch.setenv("FOOTPRINT_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.mark.parametrize(
    ("line", "instead", "said"),
    [
        ("  tkm-gas: Россия перестала покупать туркменский газ\n", "", "field claims: tkm-gas"),
        ("  tkm-gas:", "  tkm-oil:", "field claims: tkm-gas, tkm-oil"),
        ("  parade: Парад\n", "", "field chapters: parade"),
        ("words:", "word:", "cannot be read as words of the ledger ('words')"),
        ("words:", "words: [", "no valid YAML"),
    ],
)
def test_words_that_do_not_fit_the_ledger_are_refused(folder, line, instead, said):
    """File, field and remedy."""
    path = folder / "claims.ru.yml"
    text = path.read_text(encoding="utf-8")
    assert line in text
    path.write_text(text.replace(line, instead, 1), encoding="utf-8")
    with pytest.raises(LedgerError) as error:
        ledger.translation("ru")
    assert str(error.value).startswith(str(path)) and said in str(error.value)


def test_a_language_without_words_is_refused(folder):
    """By the name of the file that there is not."""
    with pytest.raises(LedgerError, match=r"claims\.ky\.yml: cannot be read"):
        ledger.translation("ky")


def test_words_are_read_once_as_long_as_they_stay(folder, monkeypatch):
    """A page asks for them with each claim; a word that was changed is seen."""
    read, loads = yaml.load, []
    monkeypatch.setattr(yaml, "load", lambda *of: loads.append(1) or read(*of))
    path = folder / "claims.ru.yml"
    path.write_text(f"{path.read_text(encoding='utf-8')}\n# anew\n", encoding="utf-8")
    ledger.claims()
    loads.clear()
    for _ in range(3):
        ledger.translation("ru")
    assert len(loads) == 1
    text = path.read_text(encoding="utf-8").replace("  parade: Парад\n", "  parade: Марш\n")
    path.write_text(text, encoding="utf-8")
    assert ledger.translation("ru").chapters["parade"] == "Марш" and len(loads) == 2


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("words: {figures: {a: б}}\nchapters: {a: б}\nclaims: [a]\n", "no attribute 'items'"),
        ("words: {figures: {a: б}}\nchapters: {a: б}\nclaims: {a: 5}\n", "a has no text"),
        ("words: {figures: {a: б}, c: [d]}\nchapters: {a: б}\nclaims: {a: б}\n", "c has no text"),
        ("words: {figures: {5: б}}\nchapters: {a: б}\nclaims: {a: б}\n", "5 has no text"),
        ("words: 5\n", "object is not iterable"),
        ("a: 1\n", "('words')"),
    ],
)
def test_what_is_no_words_by_names_is_refused(text, says):
    """Whatever stands there, in one sentence that names the file once."""
    path = Path("data/claims.ru.yml")
    with pytest.raises(LedgerError) as error:
        _read(path, lambda _: text.encode())
    told = str(error.value)
    assert told.startswith(f"{path}: cannot be read as words of the ledger (")
    assert says in told and told.count(path.name) == 2 and len(told) < 400


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("words: {figures: {}}\nchapters: {c: а}\nclaims: {a: б, b: в}\n", ""),
        ("words: {figures: {}}\nchapters: {c: а}\nclaims: {a: б}\n", "field claims: nothing for b"),
        (
            "words: {figures: {}}\nchapters: {}\nclaims: {a: б, b: в}\n",
            "field chapters: nothing for c",
        ),
    ],
)
def test_the_first_claim_without_words_is_named(tmp_path, text, lacks):
    """In every translation beside the ledger; without one, nothing is asked."""
    claims = [types.SimpleNamespace(id=id, chapter="c") for id in "ab"]
    check_translated(tmp_path, claims)
    (tmp_path / "claims.yml").write_text("no words", encoding="utf-8")
    (tmp_path / "claims.ky.yml").write_text(text, encoding="utf-8")
    if not lacks:
        check_translated(tmp_path, claims)
        return
    with pytest.raises(LedgerError) as error:
        check_translated(tmp_path, claims)
    id = lacks[-1]
    remedy = f"{lacks}. Add its short name there, a line “  {id}: …”."
    assert str(error.value) == f"{tmp_path / 'claims.ky.yml'}: {remedy}"
