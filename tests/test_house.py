"""The house is as drawn: floors, sizes, one meaning a name, HTML in templates, tests where their modules are."""

import ast
import functools
import json
import os
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from pathlib import Path

import nbformat
import pytest
from support.builds import ROOT
from support.house import PLACES, drawing

import footprint
from footprint.maintenance import lint

HOUSE = ROOT / "footprint"
LINES, LONGEST, COLUMNS = 400, 50, 100
# The old code formatted alike had 11,260 lines. What grew since, and why: tables in plain Python and
# libraries that wait (the ledger in a tenth of the time), what the ledger says kept for all kernels of
# a build, chapters run side by side by need, a book that says what it was made of; verdicts that say on
# which side they miss, what is not known and why, who vouches for a source, and six omissions measured;
# a search of the book's own words, drawings that no font overprints, with their rule and their values,
# names on maps kept apart, a page to cite and pictures to take away, the book on paper with an appendix;
# rules by which an update believes what arrives, one exit for all that a service may send, a package held
# against a schema of its own, one edition for each reader, a live mode that tells what it shows; outputs
# that bring their style into any notebook, the ledger as data, a feed, a command for a new series, a client
# for anyone; what a robot does for the keepers; a button that asks the service, chapters that run alone;
# the commands without make, a book on another article begun in a folder, whatever is no YAML or table of ours refused; names in rules that stand nowhere;
# kernels that load no debugger; names on maps placed once for both sheets, rows of a frame taken at once; one book by any patch of Python.
ALL_LINES = 20_615
# A house to look at: the text of each module by its path in the package.
House = Mapping[str, str]


@pytest.fixture(scope="module")
def house() -> House:
    """The package as it is."""
    return {
        path.relative_to(HOUSE).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(HOUSE.rglob("*.py"))
    }


@functools.cache
def parsed(text: str) -> ast.Module:
    return ast.parse(text)


def nodes(house: House, *kinds: type[ast.AST]) -> Iterator[tuple[str, ast.AST]]:
    """The nodes of these kinds in all modules, each with its place."""
    for path, text in house.items():
        for node in ast.walk(parsed(text)):
            if isinstance(node, kinds):
                yield f"{path}:{getattr(node, 'lineno', 0)}", node


# Sizes ------------------------------------------------------------------------------------------------------


def long_modules(house: House) -> Iterator[str]:
    """No module has more than 400 lines."""
    for path, text in house.items():
        if len(text.splitlines()) > LINES:
            yield f"{path}: {len(text.splitlines())} lines"


def long_functions(house: House) -> Iterator[str]:
    """No function has more than 50 lines."""
    for place, node in nodes(house, ast.FunctionDef, ast.AsyncFunctionDef):
        if node.end_lineno - node.lineno >= LONGEST:
            yield f"{place}: {node.name} has {node.end_lineno - node.lineno + 1} lines"


def long_lines(house: House) -> Iterator[str]:
    """No line has more than 100 columns."""
    for path, text in house.items():
        for number, line in enumerate(text.splitlines(), 1):
            if len(line) > COLUMNS:
                yield f"{path}:{number}: {len(line)} columns"


# What is written by whom ------------------------------------------------------------------------------------

TAG = re.compile(r"<!?[a-zA-Z][a-zA-Z0-9-]*[ >/]|</")
# Drawings are geometry and stay code.
DRAWINGS = {
    "figures/drawing.py": "the pictures of maps for print",
    "figures/layers.py": "what stands on such a picture",
    "figures/charts/": "signs and frames of charts",
    "sphinxext/social.py": "the picture shown where a page is shared",
    "narrative/tiles.py": "the line drawn in a tile",
}
# Functions that read by a pattern, which is their first argument.
READERS = {"compile", "search", "match", "fullmatch", "findall", "finditer", "split", "sub", "subn"}


def html_in_strings(house: House) -> Iterator[str]:
    """HTML comes from templates: no string holds a tag, but for drawings and patterns that read pages."""
    for path, text in house.items():
        if path.startswith(tuple(DRAWINGS)):
            continue
        tree = parsed(text)
        apart = {id(node) for node in chain(docstrings(tree), patterns(tree))}
        for node in ast.walk(tree):
            text = node.value if isinstance(node, ast.Constant) else None
            if isinstance(text, str) and id(node) not in apart and TAG.search(text):
                yield f"{path}:{node.lineno}: {text!r:.60}"


def docstrings(tree: ast.AST) -> Iterator[ast.AST]:
    """Strings that stand by themselves."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value


def patterns(tree: ast.AST) -> Iterator[ast.AST]:
    """The regular expressions of a module, which read and write nothing."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called_on(node, "re") in READERS and node.args:
            yield from ast.walk(node.args[0])


def called_on(call: ast.Call, owner: str) -> str:
    """The method that a call calls on the name ``owner``; empty if it is another call."""
    function = call.func
    on_it = isinstance(function, ast.Attribute) and ast.unparse(function.value) == owner
    return function.attr if on_it else ""


def templates_of_others(house: House) -> Iterator[str]:
    """Nobody takes the templates' engine from a library that has it too."""
    for place, node in nodes(house, ast.ImportFrom):
        for name in node.names:
            if name.name in ("Template", "Environment") and node.module != "jinja2":
                yield f"{place}: {name.name} of {node.module}"


# What never changes -----------------------------------------------------------------------------------------

ENVIRONMENT = {"os.environ", "environ"}
# A module that waits has to stand where others look for it.
LAZY = ("lazy.py", "sys.modules")
MUTATORS = {
    *("add", "discard", "remove", "clear", "pop", "popitem", "setdefault", "update"),
    *("append", "extend", "insert", "reverse", "sort", "difference_update", "intersection_update"),
}
# The extension's door: what it sets reaches the kernels of the build.
DOOR = "sphinxext/__init__.py"


def global_statements(house: House) -> Iterator[str]:
    """No function declares a name global."""
    for place, node in nodes(house, ast.Global):
        yield f"{place}: global {', '.join(node.names)}"


def changed_globals(house: House) -> Iterator[str]:
    """What a module defines is never changed by a function: no item set, no method that mutates, nothing rebound."""
    for path, text in house.items():
        tree = parsed(text)
        shared = bound(tree.body)
        for function in tree.body:
            if isinstance(function, ast.FunctionDef | ast.ClassDef):
                seen = shared - local_names(function)
                for line, name in changes(function):
                    allowed = name in ENVIRONMENT or (path, name) == LAZY
                    if name.split(".")[0] in seen and not allowed:
                        yield f"{path}:{line}: {name} is changed"


def bound(body: list[ast.stmt]) -> set[str]:
    """The names that statements bind: assigned, defined or imported."""
    names: set[str] = set()
    for statement in body:
        if isinstance(statement, ast.FunctionDef | ast.ClassDef):
            names.add(statement.name)
        elif isinstance(statement, ast.Import | ast.ImportFrom):
            names |= {(name.asname or name.name).split(".")[0] for name in statement.names}
        else:
            names |= stored(statement) - inner_names(statement)
    return names


def stored(tree: ast.AST) -> set[str]:
    """The names that are assigned anywhere in a tree."""
    names = (node for node in ast.walk(tree) if isinstance(node, ast.Name))
    return {node.id for node in names if isinstance(node.ctx, ast.Store)}


def inner_names(tree: ast.AST) -> set[str]:
    """The names that comprehensions have for themselves."""
    inner = (node.target for node in ast.walk(tree) if isinstance(node, ast.comprehension))
    return set(chain.from_iterable(map(stored, inner)))


def local_names(function: ast.AST) -> set[str]:
    """Parameters and names assigned anywhere in a definition."""
    parameters = {node.arg for node in ast.walk(function) if isinstance(node, ast.arg)}
    return stored(function) | parameters


def changes(function: ast.AST) -> Iterator[tuple[int, str]]:
    """What a definition changes of things that have a name: the line, and the name."""
    for node in ast.walk(function):
        if isinstance(node, ast.Subscript | ast.Attribute) and not isinstance(node.ctx, ast.Load):
            yield node.lineno, ast.unparse(node.value)
        elif isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            yield node.lineno, node.target.id
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") in MUTATORS:
            yield node.lineno, ast.unparse(node.func.value)


def environment_written(house: House) -> Iterator[str]:
    """Nobody writes the environment but the extension at its door."""
    for path, text in house.items():
        if path == DOOR:
            continue
        tree = parsed(text)
        for line, name in changes(tree):
            if name in ENVIRONMENT:
                yield f"{path}:{line}: the environment is changed"
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and called_on(node, "os") in {"putenv", "unsetenv"}:
                yield f"{path}:{node.lineno}: the environment is changed"


# Names ------------------------------------------------------------------------------------------------------

# What stands in several modules on purpose.
EVERYWHERE = {"logger": "each part of the extension reports under its own name"}


def names_with_two_meanings(house: House) -> Iterator[str]:
    """A public name of a module is defined once in the package.

    An ``__init__`` is a door: it hands on what its package defines, or calls it.
    """
    defined: dict[str, list[str]] = defaultdict(list)
    for path, text in house.items():
        for statement in parsed(text).body:
            if not isinstance(statement, ast.Import | ast.ImportFrom):
                for name in bound([statement]):
                    if not name.startswith("_") and path not in defined[name]:
                        defined[name].append(path)
    for name, paths in defined.items():
        doors = {path.removesuffix("__init__.py") for path in paths if path.endswith("__init__.py")}
        own = [path for path in paths if not any(door and path.startswith(door) for door in doors)]
        if len(own) + len(doors) > 1 and name not in EVERYWHERE:
            yield f"{name}: {', '.join(paths)}"


def empty_names(house: House) -> Iterator[str]:
    """A local is named by what it holds."""
    for place, node in nodes(house, ast.Name, ast.arg):
        name = node.id if isinstance(node, ast.Name) else node.arg
        if name in ("held", "said"):
            yield f"{place}: {name}"


# Letters and line ends ---------------------------------------------------------------------------------------

# What is opened, and is no file of text.
NO_TEXTS = ("os.open", "tarfile.open", "Image.open", "cards.")
RUNNERS = ("run", "Popen", "check_output")


def letters_of_the_machine(house: House) -> Iterator[str]:
    """What reads or writes text names its encoding, and what writes a file its line ends: by default they are the machine's."""
    for place, node in nodes(house, ast.Call):
        named = {word.arg: word.value for word in node.keywords}
        called = ast.unparse(node.func).rpartition(".")[2]
        mode = _mode(node, named)
        opens = called == "open" and not ast.unparse(node.func).startswith(NO_TEXTS)
        # Each may be given by its place.
        given = len(node.args) > {"read_text": 0, "write_text": 1}.get(called, len(node.args))
        text = (called in ("read_text", "write_text") and not given) or (opens and "b" not in mode)
        text = text or (called in RUNNERS and {"text", "universal_newlines"} & named.keys())
        writes = called == "write_text" or (opens and set("wax") & set(mode) and "b" not in mode)
        if text and "encoding" not in named:
            yield f"{place}: {called} without encoding"
        if writes and "newline" not in named:
            yield f"{place}: {called} without newline"


def _mode(call: ast.Call, named: Mapping[str, ast.expr]) -> str:
    """The mode of a call of ``open``, of a path or of the name of one."""
    texts = [
        each.value for each in (*call.args, named.get("mode")) if isinstance(each, ast.Constant)
    ]
    return next((text for text in texts if re.fullmatch("[rwaxbt+]{1,3}", str(text))), "")


def test_tests_name_their_letters_too():
    """They write what is theirs and gone, so line ends do not matter."""
    folders = [ROOT / name for name in ("tests", "benchmarks", "data")]
    paths = [path for folder in folders for path in folder.rglob("*.py")]
    texts = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in paths}
    found = letters_of_the_machine(texts)
    assert [place for place in found if not place.endswith("without newline")] == []


RULES = [
    letters_of_the_machine,
    long_modules,
    long_functions,
    long_lines,
    html_in_strings,
    templates_of_others,
    global_statements,
    changed_globals,
    environment_written,
    names_with_two_meanings,
    empty_names,
]
# For each rule a house that breaks it: modules and their text.
BREACHES: list[tuple[Callable[[House], Iterator[str]], House]] = [
    (letters_of_the_machine, {"a.py": "path.read_text()"}),
    (letters_of_the_machine, {"a.py": "path.write_text(text, newline='')"}),
    (letters_of_the_machine, {"a.py": "path.write_text(text, encoding='utf-8')"}),
    (letters_of_the_machine, {"a.py": "path.open('w', encoding='utf-8')"}),
    (letters_of_the_machine, {"a.py": "with open(path) as file: ..."}),
    (letters_of_the_machine, {"a.py": "subprocess.run(command, universal_newlines=True)"}),
    (long_modules, {"a.py": "x = 1\n" * 401}),
    (long_functions, {"a.py": "def f():\n" + "    x = 1\n" * 50}),
    (long_lines, {"a.py": f"# {'x' * 99}\n"}),
    (html_in_strings, {"a.py": "x = f'<td class=\"{1}\">'"}),
    (html_in_strings, {"a.py": "def f():\n    '''Made of <b>.'''\n    return '</b>'"}),
    (html_in_strings, {"a.py": "re.sub('<b>', '<i>', text)"}),
    (templates_of_others, {"figures/maps.py": "from branca.element import Template"}),
    (global_statements, {"a.py": "x = 1\ndef f():\n    global x\n    x = 2"}),
    (changed_globals, {"a.py": "X = {}\ndef f(key):\n    X[key] = 1"}),
    (changed_globals, {"a.py": "X = {}\ndef f(key):\n    del X[key]"}),
    (changed_globals, {"a.py": "X = []\nclass A:\n    def f(self):\n        X.append(1)"}),
    (changed_globals, {"a.py": "from b import X\ndef f():\n    X.by_name.update(a=1)"}),
    (changed_globals, {"a.py": "import b\ndef f():\n    b.MODE = 'live'"}),
    (environment_written, {"a.py": "import os\ndef f():\n    os.environ['A'] = '1'"}),
    (environment_written, {"a.py": "import os\nos.environ.pop('A')"}),
    (environment_written, {"a.py": "from os import environ\nenviron.update(A='1')"}),
    (environment_written, {"a.py": "import os\ndef f():\n    os.putenv('A', '1')"}),
    (names_with_two_meanings, {"a.py": "def table(): ...", "b.py": "table = 1"}),
    (names_with_two_meanings, {"a.py": "class Table: ...", "b/c.py": "class Table: ..."}),
    (names_with_two_meanings, {"a/__init__.py": "def f(): ...", "b/c.py": "def f(): ..."}),
    (empty_names, {"a.py": "held = 1"}),
    (empty_names, {"a.py": "def f(said): ..."}),
]
# And houses that look like a breach, and are none.
ALLOWED: list[tuple[Callable[[House], Iterator[str]], House]] = [
    (letters_of_the_machine, {"a.py": "path.open('rb'), open(path, mode='wb'), os.open(path, 0)"}),
    (letters_of_the_machine, {"a.py": "run(command, capture_output=True), path.read_bytes()"}),
    (letters_of_the_machine, {"a.py": "path.open('x', encoding='utf-8', newline='')"}),
    (html_in_strings, {"a.py": "x = re.compile('<td>')\nif a < b and c > d: ..."}),
    (html_in_strings, {"a.py": '"""Reads <b>."""\nx = "a <- b < c"'}),
    (html_in_strings, {"figures/drawing.py": "'<svg>'"}),
    (changed_globals, {"a.py": "X = {}\ndef f():\n    X = {}\n    X['a'] = 1"}),
    (changed_globals, {"a.py": "X = {}\ndef f(rows):\n    rows.append(X['a'])"}),
    (environment_written, {DOOR: "import os\ndef f():\n    os.environ['A'] = '1'"}),
    (names_with_two_meanings, {"a.py": "def _f(): ...", "b.py": "def _f(): ..."}),
    (names_with_two_meanings, {"a.py": "def f(): ...", "__init__.py": "from footprint.a import f"}),
    (names_with_two_meanings, {"a/__init__.py": "def f(): ...", "a/b.py": "def f(): ..."}),
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_keeps_its_rules(rule, house):
    """Each rule, with all places that break it."""
    assert list(rule(house)) == []


@pytest.mark.parametrize(("rule", "broken"), BREACHES)
def test_a_breach_is_seen(rule, broken):
    """The rules above can fail."""
    assert list(rule(broken))


@pytest.mark.parametrize(("rule", "kept"), ALLOWED)
def test_what_is_no_breach_passes(rule, kept):
    """And they let through what they should."""
    assert list(rule(kept)) == []


def test_every_rule_was_seen_to_fail():
    """No rule without a breach."""
    assert {rule for rule, _ in BREACHES} == set(RULES)


def lines(folder: Path) -> int:
    """The lines of a package, with its templates."""
    files = chain(folder.rglob("*.py"), folder.glob("templates/*"))
    return sum(len(path.read_text(encoding="utf-8").splitlines()) for path in files)


def test_the_house_is_small():
    """Templates included; what grows says why."""
    assert lines(HOUSE) < ALL_LINES


def test_templates_count(tmp_path):
    """The count above counts both."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "a.py").write_text("x = 1\ny = 2\n", encoding="utf-8")
    (tmp_path / "templates/a.html").write_text("<p>\n", encoding="utf-8")
    assert lines(tmp_path) == 3


# The plan ---------------------------------------------------------------------------------------------------


def rooms(folder: Path) -> set[str]:
    """The rooms of a package: its modules and packages but ``__init__``."""
    return {
        path.stem
        for path in folder.iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    } - {"__init__"}


def planned(text: str) -> set[str]:
    """The rooms that the plan names, a line each."""
    return set(re.findall(r"^\d (\w+)", text, re.MULTILINE))


def test_the_plan_names_every_room():
    """``footprint.__doc__`` has a line for each room, and for none that is not there."""
    assert planned(footprint.__doc__) == rooms(HOUSE)


def test_a_room_without_a_line_is_seen(tmp_path):
    """The check above can fail."""
    (tmp_path / "attic.py").touch()
    assert rooms(tmp_path) == {"attic"} != planned(footprint.__doc__)


# Tests and their mirror -------------------------------------------------------------------------------------

# Modules whose tests are elsewhere, and where.
ELSEWHERE = {
    "worldbank/errors.py": "test_service: each error where it is raised",
    "update/records.py": "test_renewal: whole updates against a World Bank",
    "update/report.py": "test_renewal: what each update says",
}
# Tests of more than a module.
WHOLE = {
    "test_contrary": "the other side of each claim, at both moments",
    "test_missing": "what is not known, and where it is",
    "test_history": "what was changed in the ledger, and how it is told",
    "test_evidence": "every claim with its figures altered",
    "test_house": "the rules of the house",
    "test_asked": "poisoned debt, trade and editions: refused or asked",
    "test_region": "another country by its data alone, wherever countries are named",
    "test_installed": "the package away from its checkout",
    "test_book": "the built book",
    "test_rebuild": "builds after builds, and killed ones",
    "test_forked": "what tests fork, and what it has",
    "test_reproducible": "the built book in other surroundings",
    "test_browser": "its pages in a browser",
    "test_drawings": "the words of its drawings, in every font",
    "test_chapters": "the notebooks as committed and as run",
    "test_taken": "what its pages offer to take along",
    "test_argument": "the argument of the article, claim by claim",
    "test_live": "chapters run against a World Bank",
    "test_notebooks": "what notebooks show where no page is around it",
    "test_lab": "chapters run in JupyterLab",
    "test_templates": "the golden files of a room's templates",
    "test_comparisons": "the sentences of the ledger, each against the figures it is chosen for",
    "test_economy": "the claims on the economy, as committed and altered",
    "test_own": "measures that read their own rows alone",
    "test_politics": "the records of politics, as committed and altered, with their verdicts",
    "test_reading": "the book as it is read",
    "test_exits": "every fault and every hostile body at every endpoint of the services",
    "test_fuzz": "all that reads an answer, against answers altered at random",
    "test_fuzzed": "all that reads a file, against files altered at random",
    "test_slider": "a script of the pages, which must say what the ledger says",
}


def mirrored(path: str) -> str:
    """Where a module is tested: ``topics/arms.py`` in ``topics/test_arms.py``, a package in that of its name."""
    module = Path("tests", path)
    if module.stem == "__init__":
        module = module.parent
    place = module.with_name(f"test_{module.stem.strip('_')}.py")
    return place.as_posix().removeprefix("tests/")


def without_tests(house: House, tests: set[str]) -> list[str]:
    """The modules that have functions, and no tests where they should be."""
    with_functions = {place.split(":")[0] for place, _ in nodes(house, ast.FunctionDef)}
    return sorted(
        f"{path}: no tests/{mirrored(path)}"
        for path in with_functions - ELSEWHERE.keys()
        if mirrored(path) not in tests
    )


def astray(house: House, tests: set[str]) -> list[str]:
    """The tests that mirror no module and are not of the whole."""
    places = {mirrored(path) for path in house}
    return sorted(path for path in tests - places if Path(path).stem not in WHOLE)


@pytest.fixture(scope="module")
def tests() -> set[str]:
    folder = ROOT / "tests"
    return {path.relative_to(folder).as_posix() for path in folder.rglob("test_*.py")}


def test_modules_have_their_tests(house, tests):
    """``footprint/topics/arms.py`` is tested in ``tests/topics/test_arms.py``, and so on."""
    assert without_tests(house, tests) == []


def test_tests_have_their_module(house, tests):
    """And no test is left where its module once was."""
    assert astray(house, tests) == []


def test_what_is_listed_is_there(house, tests):
    """No exception for a module or a test that is gone."""
    assert ELSEWHERE.keys() <= house.keys()
    assert {Path(path).stem for path in tests} >= WHOLE.keys()
    drawings = [path for path in DRAWINGS if not any(name.startswith(path) for name in house)]
    assert drawings == []


def test_a_missing_mirror_is_seen():
    """The two checks above can fail."""
    small = {"topics/arms.py": "def f(): ...", "topics/__init__.py": "def f(): ..."}
    assert without_tests(small, {"topics/test_arms.py"}) == [
        "topics/__init__.py: no tests/test_topics.py"
    ]
    assert without_tests(small, {"test_arms.py", "test_topics.py"}) == [
        "topics/arms.py: no tests/topics/test_arms.py"
    ]
    assert without_tests({"errors.py": "class E(Exception): ..."}, set()) == []
    assert astray(small, {"test_arms.py", "test_topics.py", "test_book.py"}) == ["test_arms.py"]


def without_golden(templates: Path, golden: Path) -> list[str]:
    """The templates of which no golden file says what they make."""
    kept = {path.name for path in golden.glob("*")}
    return sorted(path.name for path in templates.glob("*") if path.name not in kept)


def test_every_template_has_a_golden_file():
    """``templates/card.html`` makes ``tests/golden/card.html`` of fixed values."""
    assert without_golden(HOUSE / "templates", ROOT / "tests/golden") == []


def test_a_template_without_a_golden_file_is_seen(tmp_path):
    """The check above can fail."""
    (tmp_path / "card.html").touch()
    assert without_golden(tmp_path, tmp_path / "golden") == ["card.html"]


# Contracts --------------------------------------------------------------------------------------------------

FLOORS, SUBJECTS, PURITY = "Floors", "Subjects", "Purity"
NETWORK, ENGINE = "The network", "HTML"
FORBIDDEN = [
    (FLOORS, "render.py", "from footprint.library import records"),
    (FLOORS, "narrative/cards.py", "from footprint.update import renewal"),
    (FLOORS, "figures/figure.py", "def late():\n    from footprint import ledger"),
    (FLOORS, "attic.py", ""),
    (SUBJECTS, "topics/arms.py", "from footprint.topics import trade"),
    (SUBJECTS, "topics/measure.py", "from footprint.topics import arms"),
    (SUBJECTS, "topics/water.py", ""),
    (NETWORK, "library/live.py", "import requests"),
    (NETWORK, "sphinxext/assets.py", "from urllib3.util import Retry"),
    (ENGINE, "figures/maps.py", "from jinja2 import Template"),
    (PURITY, "topics/arms.py", "import altair"),
    (PURITY, "words/text.py", "from IPython.display import Markdown"),
    (PURITY, "model.py", "import yaml"),
]


def broken_contracts(folder: Path) -> set[str]:
    """The contracts that a copy of the package breaks, by the first words of their names."""
    done = subprocess.run(
        [*lint.program_of("lint-imports"), "--no-cache"],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
    )
    assert "Contracts: " in done.stdout, done.stdout + done.stderr
    return set(re.findall(r"^([^:\n]+):.* BROKEN", done.stdout, re.MULTILINE))


@pytest.fixture
def copy(tmp_path) -> Path:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(HOUSE, tmp_path / "footprint", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def test_the_contracts_are_kept(copy):
    """An untouched copy breaks none."""
    assert broken_contracts(copy) == set()


@pytest.mark.parametrize(("contract", "module", "code"), FORBIDDEN)
def test_a_forbidden_import_is_seen(copy, contract, module, code):
    """Each contract, broken in a copy."""
    with (copy / "footprint" / module).open("a", encoding="utf-8") as file:
        file.write(f"\n{code}\n")
    assert broken_contracts(copy) == {contract}


def test_every_contract_was_seen_to_fail():
    """No contract without an import that breaks it."""
    declared = re.findall(
        r'^name = "([^":]*):', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert set(declared) == {contract for contract, _, _ in FORBIDDEN}


def test_drawing_a_chart_asks_nobody():
    """Charts load neither the network's libraries nor the ledger or the figures' library."""
    code = "import sys, footprint.figures.charts; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, cwd=ROOT, encoding="utf-8"
    )
    loaded = done.stdout.split()
    assert "footprint.figures.charts" in loaded, done.stderr
    unwanted = ("requests", "footprint.ledger", "footprint.library", "footprint.worldbank")
    assert [name for name in loaded if name in unwanted] == []


# Notebooks --------------------------------------------------------------------------------------------------


def stripped(*notebooks: Path) -> bool:
    """Whether notebooks hold no outputs, as ``make lint`` asks."""
    command = [*lint.program_of("nbstripout"), "--verify", "--keep-id", *notebooks]
    return subprocess.run(command, capture_output=True).returncode == 0


def test_chapters_are_stripped():
    """As committed."""
    assert stripped(*sorted((ROOT / "chapters").glob("*.ipynb")))


def test_an_output_is_seen(tmp_path):
    """The check above can fail."""
    book = nbformat.read(ROOT / "chapters/index.ipynb", as_version=4)
    cell = next(cell for cell in book.cells if cell.cell_type == "code")
    cell.outputs = [nbformat.v4.new_output("stream", text="17")]
    nbformat.write(book, tmp_path / "index.ipynb")
    assert not stripped(tmp_path / "index.ipynb")


# The published contract -------------------------------------------------------------------------------------


def undescribed(schema: object, where: str = "") -> Iterator[str]:
    """The fields of a schema that do not say what they mean."""
    if isinstance(schema, list):
        schema = dict(enumerate(schema))
    if not isinstance(schema, dict):
        return
    for name, field in schema.get("properties", {}).items():
        if "description" not in field and "const" not in field and "allOf" not in where:
            yield f"{where}/{name}"
    for key, value in schema.items():
        yield from undescribed(value, f"{where}/{key}")


def test_every_field_of_the_ledger_is_described():
    """``claims.schema.json`` is what an author of a claim reads."""
    schema = json.loads((HOUSE / "ledger/claims.schema.json").read_text(encoding="utf-8"))
    assert list(undescribed(schema)) == []


def test_a_field_without_words_is_seen():
    """The check above can fail."""
    schema = {"$defs": [{"properties": {"id": {"type": "string"}}}]}
    assert list(undescribed(schema)) == ["/$defs/0/id"]


# The plan ---------------------------------------------------------------------------------------------------

PLAN = ROOT / "chapters/house.svg"


def test_the_book_draws_the_house_as_it_is():
    """``UPDATE_GOLDEN=1`` draws the plan anew from the imports."""
    drawn = drawing(HOUSE)
    if os.environ.get("UPDATE_GOLDEN"):
        PLAN.write_text(drawn, encoding="utf-8", newline="")
    assert PLAN.read_text(encoding="utf-8") == drawn


def test_each_room_has_its_line_on_that_page():
    """In the table below the plan, once, on the floor where it is drawn."""
    page = (ROOT / "chapters/house.md").read_text(encoding="utf-8")
    told = [
        re.findall(r"`(\w+)`", row) for row in re.findall(r"^\| \d \| ([^|]+)", page, re.MULTILINE)
    ]
    assert sorted(chain(*told)) == sorted(PLACES)
    floors = [{PLACES[room][0] for room in row} for row in told]
    assert [min(floor) for floor in floors] == sorted(min(floor) for floor in floors)
    assert set(chain(*floors[:-1])).isdisjoint(floors[-1])


def test_a_use_that_is_not_drawn_is_seen(tmp_path):
    """Another import is another drawing; a way through a room in between needs no arrow; a new room needs a place."""
    (tmp_path / "words").mkdir()
    (tmp_path / "words/text.py").write_text(
        "from footprint import errors\nfrom footprint.lazy import pandas\n", encoding="utf-8"
    )
    assert 'data-from="words" data-to="errors"' in drawing(tmp_path)
    (tmp_path / "errors.py").write_text("import footprint.lazy\n", encoding="utf-8")
    assert 'data-from="words" data-to="lazy"' not in drawing(tmp_path)
    (tmp_path / "attic.py").write_text("", encoding="utf-8")
    with pytest.raises(LookupError, match="no place for"):
        drawing(tmp_path)


# Guides -----------------------------------------------------------------------------------------------------

GUIDES = ("README.md", "CONTRIBUTING.md", "chapters/method.md", "chapters/house.md")


def unknown_commands(text: str) -> set[str]:
    """What a guide tells to run, and is no target of the Makefile and no command of the package."""
    targets = set(
        re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    )
    asked = [sys.executable, "-m", "footprint", "--help"]
    usage = subprocess.run(asked, capture_output=True, cwd=ROOT, encoding="utf-8").stdout
    commands = set(re.search(r"\{([\w,]+)\}", usage)[1].split(","))
    made = set(re.findall(r"(?:`|^    )make ([\w-]+)", text, re.MULTILINE)) - targets
    return made | set(re.findall(r"-m footprint (\w+)", text)) - commands


@pytest.mark.parametrize("guide", GUIDES)
def test_guides_name_commands_that_exist(guide):
    """Each `make …` and each `python -m footprint …`."""
    assert unknown_commands((ROOT / guide).read_text(encoding="utf-8")) == set()


# What only keepers of the project do: CONTRIBUTING.md says where its commands stand.
KEEPERS = {"links", "audit", "borders", "lock", "release", "coverage", "fuzz", "mutants"}


def test_what_make_does_can_be_done_without():
    """The README's table has every target that the Makefile explains, with a command that is there."""
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    explained = set(re.findall(r"^([\w-]+):.*##", text, re.MULTILINE))
    rows = re.findall(
        r"^\| (`make .*?) \| (.+) \|$",
        (ROOT / "README.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    told = {name for row, _ in rows for name in re.findall(r"`make ([\w-]+)", row)}
    assert explained - KEEPERS == told and all(
        "python -m" in how or "remove" in how for _, how in rows
    )


def test_an_unknown_command_is_seen():
    """The check above can fail."""
    assert unknown_commands("`make tea`, and python -m footprint rhyme") == {"tea", "rhyme"}


@pytest.mark.skipif(shutil.which("make") is None, reason="needs make")
@pytest.mark.parametrize("asked", ["page", "page CHAPTER=kirgizstan"])
def test_a_page_is_asked_for_by_its_chapter(asked):
    """Else it is said how, and nothing is built."""
    command = ["make", "-s", "-o", ".venv/.ready", *asked.split()]
    done = subprocess.run(command, capture_output=True, cwd=ROOT, encoding="utf-8")
    assert done.returncode and done.stderr.startswith("Name a chapter by its file in chapters/: ")
