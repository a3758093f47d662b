"""What tests fork has what it would else load: without it they pass, but take half as long again."""

import hashlib
import os
import sys
from collections.abc import Callable
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
import vl_convert
from support.builds import TWICE
from support.forked import LOADED, enter, server

pytestmark = pytest.mark.skipif(not TWICE, reason="builds are not forked here")
CHART = '{"data": {"values": [{"a": 1}]}, "mark": "point", "encoding": {"x": {"field": "a", "type": "quantitative"}}}'


def _tell(pipe: Connection, what: Callable[[], object]) -> None:
    pipe.send(what())


def forked(what: Callable[[], object]) -> object:
    """What a function says in a process of the server."""
    ours, theirs = server().Pipe()
    process = server().Process(target=_tell, args=(theirs, what))
    process.start()
    theirs.close()
    told = ours.recv()
    process.join()
    return told


def loaded() -> set[str]:
    return set(sys.modules)


def picture(environment: dict[str, str]) -> str:
    """A chart's, drawn with an environment."""
    enter(Path.cwd(), environment)
    return vl_convert.vegalite_to_svg(CHART)


def test_what_is_forked_has_its_libraries():
    """All that is named: a server leaves out what it does not find."""
    assert set(LOADED.split()) - forked(loaded) == set()


def test_a_drawing_is_made_once(tmp_path, monkeypatch):
    """By what it is of, whichever process made it; it is that of the library."""
    monkeypatch.setenv("FOOTPRINT_TESTS_DRAWN", str(tmp_path))
    first = forked(partial(picture, dict(os.environ)))
    (kept,) = tmp_path.iterdir()
    assert (
        first == vl_convert.vegalite_to_svg(CHART)
        and kept.name == hashlib.sha256(CHART.encode()).hexdigest()
    )
    kept.write_text("another", encoding="utf-8")
    assert forked(partial(picture, dict(os.environ))) == "another"
