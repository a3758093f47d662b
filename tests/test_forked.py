"""What tests fork has what it would else load: without it they pass, but take half as long again."""

import sys
from multiprocessing.connection import Connection

import pytest
from support.builds import TWICE
from support.forked import LOADED, server


def tell(pipe: Connection) -> None:
    pipe.send(set(sys.modules))


@pytest.mark.skipif(not TWICE, reason="builds are not forked here")
def test_what_is_forked_has_its_libraries():
    """All that is named: a server leaves out what it does not find."""
    ours, theirs = server().Pipe()
    process = server().Process(target=tell, args=(theirs,))
    process.start()
    theirs.close()
    assert set(LOADED.split()) - ours.recv() == set()
    process.join()
