"""``datapackage.json`` fuzzed field by field: one clear error each, whatever stands there, and nothing else is ever raised."""

import copy
import json
import re
from pathlib import Path

import frictionless
import pytest
from support.builds import ROOT

from footprint import errors
from footprint.library.descriptor import PACKAGE_SCHEMA, parsed
from footprint.library.package import read_package

RESOURCE = json.loads(PACKAGE_SCHEMA.read_text(encoding="utf-8"))["$defs"]["resource"]
WHERE = Path("data/datapackage.json")
TEXT = (ROOT / WHERE).read_text(encoding="utf-8")
# What may stand where something else should: no field takes all of it.
WRONG = {
    "null": None,
    "true": True,
    "number": 5,
    "negative": -1.5,
    "empty text": "",
    "blanks": " \t",
    "text": "…",
    "line ends": "a\nb",
    "terminal": "\x1b[31m",
    "half a letter": "\ud800",
    "list": [],
    "list of null": [None],
    "list of lists": [[["a"]]],
    "object": {},
    "object of null": {"name": None, "title": None, "path": None},
}
# What names a field that is wrong, file and remedy in one line.
SENTENCE = r"^data/datapackage\.json: (resource|wanted resource|not a data package).*field .*git checkout -- data/datapackage\.json$"


# One entry of each kind: a map, records, a series with its economies, an edition; and what is wanted.
KINDS = ("borders", "arms", "votes", "economies", "bx.trf.pwkr.dt.gd.zs", "wdi-2022-04")
WHOLE = json.loads(TEXT)
PACKAGE = {**WHOLE, "resources": [one for one in WHOLE["resources"] if one["name"] in KINDS]}


def places(value: object, before: tuple = ()) -> list[tuple]:
    """Every field, however deep; of a list within an entry the first three."""
    if isinstance(value, dict):
        pairs = list(value.items())
    elif isinstance(value, list):
        pairs = list(enumerate(value)) if len(before) == 1 else list(enumerate(value[:3]))
    else:
        return []
    inner = [place for key, one in pairs for place in places(one, (*before, key))]
    return [(*before, key) for key, _ in pairs] + inner


def at(content: object, place: tuple) -> object:
    for key in place:
        content = content[key]
    return content


def altered(place: tuple, value: object) -> dict:
    """The package with one field changed; what is above it is copied, the rest is shared."""
    made = dict(PACKAGE)
    here: object = made
    for key in place[:-1]:
        here[key] = copy.copy(here[key])
        here = here[key]
    here[place[-1]] = value
    return made


def read(content: object) -> str:
    """What is wrong with a package, by DataError alone; "" if nothing is."""
    try:
        parsed(WHERE, json.dumps(content).encode("utf-8", "surrogatepass"))
    except errors.DataError as error:
        return str(error)
    return ""


def kinds_of_fields() -> dict[tuple, list[tuple]]:
    """The places by what they are called, numbers left out: ``resources, schema, fields, name`` is one kind."""
    found: dict[tuple, list[tuple]] = {}
    for place in places(PACKAGE):
        kind = tuple("*" if isinstance(key, int) else key for key in place)
        if kind[0] != "wanted" or len(kind) <= 3:  # deeper, it has what resources have
            found.setdefault(kind, []).append(place)
    return found


FIELDS = kinds_of_fields()
# What no field takes, whatever it is for.
NEVER = ("null", "terminal", "half a letter", "list of lists", "object of null")


@pytest.mark.parametrize("field", FIELDS, ids=".".join)
def test_every_field_refuses_what_is_wrong(field):
    """Each field of each kind of entry gets fifteen values: it takes them, or refuses them in one sentence; some it never takes."""
    place = FIELDS[field][0]
    for name, value in WRONG.items():
        told = read(altered(place, value))
        assert not told or (re.match(SENTENCE, told) and len(told) < 400), told
        assert told or name not in NEVER, (place, name)


@pytest.mark.parametrize("field", FIELDS, ids=".".join)
def test_a_field_that_is_gone_is_missed_or_not_needed(field):
    """Each field taken away: one sentence, or nothing is wrong."""
    made = altered(FIELDS[field][0], None)
    here = at(made, FIELDS[field][0][:-1])
    del here[FIELDS[field][0][-1]]
    told = read(made)
    assert not told or re.match(SENTENCE, told), told


@pytest.mark.parametrize(
    ("place", "value", "says"),
    [
        (("path",), "../outside.csv", "field path: “../outside.csv” leads out of data/"),
        (("path",), "records/../../outside.csv", "leads out of data/"),
        (("path",), "data/../..", "leads out of data/"),
        (("path",), "..", "leads out of data/"),
        (("path",), "/etc/passwd", "leads out of data/"),
        (("path",), "C:/outside.csv", "leads out of data/"),
        (("path",), "C:outside.csv", "leads out of data/"),
        (("path",), "..\\outside.csv", "is no plain path"),
        (("path",), "\\\\host\\share.csv", "is no plain path"),
        (("path",), "https://example.org/a.csv", "is no plain path"),
        (("path",), "records//arms.csv", "is no plain path"),
        (("path",), "./records/arms.csv", "is no plain path"),
        (("path",), "records/", "is no plain path"),
        (("path",), "records/.hidden.csv", "is no plain path"),
        (("path",), ".git/config", "is no plain path"),
        (("path",), "records/arms.csv ", "is no plain path"),
        (("path",), "records/arms.csv:stream", "is no plain path"),
        (("path",), "records/arms\0.csv", "cannot be seen"),
        (("path",), "records/arms\n.csv", "cannot be seen"),
        (("path",), "datapackage.json", "is a file of its own meaning"),
        (("path",), "DataPackage.JSON", "is a file of its own meaning"),
        (("path",), "claims.yml", "is a file of its own meaning"),
        (("path",), "updates/2026-01-01.csv", "lies among the reports of updates"),
        (("path",), "RECORDS/Votes.csv", "is that of another entry"),
        (("path",), ["records/arms.csv"], "is no text"),
        (("name",), "votes", "field name: “votes” is that of another entry"),
        (("name",), "arms\n", "cannot be seen"),
        (("bytes",), "65590", "field bytes: “65590” is no whole number"),
        (("bytes",), 10**400, "is no number of ordinary size"),
        (("bytes",), 0.5, "is no whole number"),
        (("hash",), "sha256:12", "field hash: “sha256:12” does not have the form"),
        (("hash",), "md5:" + "0" * 64, "does not have the form"),
        (("hash",), "SHA256:" + "0" * 64, "does not have the form"),
        (("format",), "xlsx", "“xlsx” is not csv or geojson or json"),
        (("encoding",), "latin-1", "field encoding: “latin-1” is not utf-8"),
        (("dialect",), {"delimiter": ";"}, "field dialect: is nothing that this book reads"),
        (("indicater",), "A.B", "field indicater: is unknown; did you mean indicator"),
        (("schema",), "schema.json", "is no object"),
        (("schema", "fields"), [], "schema.fields: holds 0, and 1 is what it takes"),
        (("schema", "fields", 0, "type"), "geopoint", "is not string or integer or number or date"),
        (("schema", "fields", 1, "name"), "economy", "“economy” stands twice"),
        (("schema", "fields", 0, "constraints"), {"minimum": 1}, "constraints.minimum: is no con"),
        (("schema", "fields", 0, "constraints"), {"pattern": "("}, "is no regular expression"),
        (("schema", "primaryKey"), ["nothing"], "“nothing” is no column"),
        (("schema", "foreignKeys", 0, "fields"), "nothing", "“nothing” is no column"),
        (("schema", "foreignKeys", 0, "reference", "resource"), "votes", "is not economies"),
        (("indicator",), "A.B", "field database: missing"),
        (("edition",), "2020-01", "field label: missing"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(place, value, says):
    """Entry, field and what is wrong, for a path that leads out, a hash cut, a column that is none."""
    number = [one["name"] for one in PACKAGE["resources"]].index("arms")
    told = read(altered(("resources", number, *place), value))
    assert says in told and re.match(SENTENCE, told), told


def test_two_entries_may_not_share_what_tells_them_apart():
    """Name, path, code or edition, held or wanted."""
    for key in ("name", "path", "indicator", "edition"):
        entries = [one for one in PACKAGE["resources"] if key in one]
        again = {"name": "again", "path": "records/again.csv"}
        made = {**entries[-1], **again, key: entries[-1][key]}
        made |= {"indicator": "A.B"} if key in ("name", "path") and "indicator" in made else {}
        for group in ("resources", "wanted"):
            told = read({**PACKAGE, group: [*PACKAGE[group], made]})
            assert f"field {key}: “{entries[-1][key]}” is that of another entry" in told


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"", "Expecting value"),
        (b"null", "field (top): “null” is no object"),
        (b"[" * 10**5, "nested too deeply"),
        (b'{"resources": ' + b"[" * 300 + b"]" * 300 + b"}", "nested too deeply"),
        (b'{"a":' * 10**5, "nested too deeply"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "byte order mark; save it as UTF-8 without one"),
        (TEXT.encode("utf-16"), "not UTF-8 from byte 1 on"),
        (TEXT.replace("Tajikistan", "T\xe4jikistan").encode("latin-1", "replace"), "not UTF-8"),
        (TEXT.encode()[:-100], "not a data package"),
        (b'{"resources": [NaN]}', "field resources.0: is no number of ordinary size"),
        (b'{"resources": 1e999}', "field resources: is no number of ordinary size"),
        (b'{"resources": ' + b"9" * 10**6 + b"}", "is no number of ordinary size"),
        (b'{"resources": [], "resources": []}', "field resources: stands twice"),
        (b"\0" * 100, "not a data package"),
    ],
    ids=str,
)  # fmt: skip
def test_what_is_no_package_is_said(text, says):
    """Brackets without end, another encoding, numbers that are none, cut in the middle."""
    with pytest.raises(errors.DataError, match=r"^data/datapackage.json: ") as refused:
        parsed(WHERE, text)
    assert says in str(refused.value) and str(refused.value).endswith("-- data/datapackage.json")


def test_what_frictionless_refuses_is_refused():
    """Ours is the narrower: of every standard field, no value passes here that does not pass there."""
    entry = next(one for one in PACKAGE["resources"] if one["name"] == "arms")
    number = PACKAGE["resources"].index(entry)
    known = {*frictionless.Resource.metadata_profile["properties"]}
    assert not known - {*RESOURCE["properties"], "profile"}
    known = {*frictionless.Package.metadata_profile["properties"]}
    assert not known - json.loads(PACKAGE_SCHEMA.read_text(encoding="utf-8"))["properties"].keys()
    first = [place for place in places(entry) if not any(key in place for key in (1, 2))]
    for place in [*first, ("data",), ("dialect",), ("homepage",), ("rows",)]:
        for value in WRONG.values():
            content = altered(("resources", number, *place), value)
            if not read(content):
                fine = content["resources"][number]
                frictionless.Resource.from_descriptor(fine)


def test_the_committed_package_is_in_order():
    """As it is, and both its groups."""
    content = parsed(WHERE, TEXT.encode())
    assert content["resources"] and content["wanted"]
    assert len(read_package(ROOT / "data").resources) == len(content["resources"])
