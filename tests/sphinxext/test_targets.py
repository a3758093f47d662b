"""Places in the source of a notebook."""

import json

from footprint.sphinxext import targets


def test_a_place_becomes_a_target_of_the_book():
    """However the notebook was saved; text that only speaks of such a place stays."""
    lines = ['<a id="kgz-base"></a>\n', "## The base"]
    for source in (lines, "".join(lines)):
        read = [json.dumps({"source": source})]
        targets.to_targets(None, "chapters/x", read)
        assert "".join(json.loads(read[0])["source"]) == "(kgz-base)=\n## The base"
    said = [json.dumps({"source": 'as `<a id="x"></a>` does'})]
    targets.to_targets(None, "chapters/x", said)
    assert json.loads(said[0]) == {"source": 'as `<a id="x"></a>` does'}
