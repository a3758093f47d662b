"""What goes wrong: one family, and how a notebook shows it."""

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from footprint import errors

FAMILY = [kind for kind in vars(errors).values() if isinstance(kind, type)]


@pytest.mark.parametrize("kind", FAMILY, ids=lambda kind: kind.__name__)
def test_each_is_one_sentence(kind):
    """Every error of the family says what it was told, and shows that alone."""
    sentence = "data/x.csv: field value: empty. Mend it."
    error = kind(sentence)
    assert isinstance(error, errors.FootprintError)
    assert error._render_traceback_() == [str(error)] == [sentence]


def test_no_sign_that_steers_leaves():
    """Words of a file or a service stand in many a sentence; a notebook would obey them."""
    error = errors.ServiceError("It says “\x1b[31m\u202eX\x00\ud800\u2028”;\ntry again.")
    assert str(error) == error._render_traceback_()[0] == "It says “ [31m X   ”;\ntry again."
    assert str(error).encode()


def executed(code: str):
    """The error that a cell ends in, as its output and as who runs it sees it."""
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    with pytest.raises(CellExecutionError) as caught:
        NotebookClient(book, timeout=60).execute()
    return book.cells[0].outputs[-1], caught.value


def test_a_notebook_shows_the_sentence_and_who_runs_it_sees_the_error():
    """No traceback below the cell; the run fails all the same, with the error's name."""
    sentence = "NO.SUCH is not in data/datapackage.json."
    code = f"from footprint.errors import MissingData\nraise MissingData('{sentence}')"
    output, failure = executed(code)
    assert output.output_type == "error" and output.traceback == [sentence]
    assert (output.ename, output.evalue) == ("MissingData", sentence)
    assert (failure.ename, failure.evalue) == ("MissingData", sentence)
    assert sentence in str(failure)


def test_a_fault_of_the_code_keeps_its_traceback():
    """Only what the family says is a sentence."""
    output, _ = executed("1 / 0")
    assert output.ename == "ZeroDivisionError" and len(output.traceback) > 1
