"""The words of the ledger in another language."""

import shutil

import pytest
import yaml

from footprint import ledger
from footprint.errors import LedgerError
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
        ("words:", "words: [", "cannot be read as words of the ledger"),
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
