"""What tests fork has what it would else load: without it they pass, but take half as long again."""

import hashlib
import os
import sys
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
import vl_convert
from support.builds import TWICE
from support.drawings import DRAWN, draw
from support.forked import LOADED, answer, enter

pytestmark = pytest.mark.skipif(not TWICE, reason="builds are not forked here")
CHART = '{"data": {"values": [{"a": 1}]}, "mark": "point", "encoding": {"x": {"field": "a", "type": "quantitative"}}}'


def loaded(pipe: Connection) -> None:
    pipe.send(set(sys.modules))


def picture(pipe: Connection, environment: dict[str, str]) -> None:
    """A chart's, drawn with an environment."""
    enter(Path.cwd(), environment)
    pipe.send(vl_convert.vegalite_to_svg(CHART))


def test_what_is_forked_has_its_libraries():
    """All that is named: a server leaves out what it does not find."""
    assert set(LOADED.split()) - answer(loaded) == set()


def test_a_drawing_is_made_once(tmp_path, monkeypatch):
    """By what it is of, whichever process made it; it is that of the library."""
    monkeypatch.setenv(DRAWN, str(tmp_path))
    first = answer(picture, dict(os.environ))
    (kept,) = tmp_path.iterdir()
    assert first == draw(CHART)
    assert kept.name == hashlib.sha256(CHART.encode()).hexdigest()
    kept.write_text("another", encoding="utf-8")
    assert answer(picture, dict(os.environ)) == "another"
