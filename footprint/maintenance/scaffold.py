"""An empty book on this package, for the next article: one example, with all that builds it."""

import contextlib
import datetime
import json
import re
import shlex
import shutil
import string
import tempfile
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path

from footprint.errors import BookError, DataError
from footprint.library.package import PACKAGE
from footprint.maintenance.proposal import git

SCAFFOLD, DISTRIBUTION = Path(__file__).parent / "scaffold", "moscows-footprint"
# So a file or folder is named in the scaffold, where tools of this package would take its own name
# for one of theirs.
HIDDEN, INERT = "dot_", ".in"


def begin(folder: Path) -> str:
    """Make a book in a folder, whole or not at all; returns what to do next. BookError if anything
    lies there; OSError as the system raises it, and the folder is then as it was."""
    home = folder.resolve()
    if home.is_dir() and any(home.iterdir()):
        raise BookError(f"{home} is not empty. Name a folder that is, or one that is not there.")
    if home.exists() and not home.is_dir():
        raise BookError(f"{home} is a file. Name a folder that is not there yet.")
    home.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home.parent, prefix=f".{home.name}.") as work:
        made = Path(work) / "book"
        _write(made, _words(home))
        if home.exists():
            _fill(home, made)
        else:
            made.rename(home)
    go = f"cd {shlex.quote(str(folder))} && make book test"
    return f"{home} is a book of one example; go on with: {go} (its README.md says what then)."


def _write(target: Path, words: Mapping[str, str]) -> None:
    """Every file of the scaffold under its own name, its words filled in."""
    for path in sorted(SCAFFOLD.rglob("*")):
        if path.is_file():
            named = [re.sub(f"^{HIDDEN}", ".", part) for part in path.relative_to(SCAFFOLD).parts]
            own = target.joinpath(*named)
            own = own.with_suffix("") if own.suffix == INERT else own
            own.parent.mkdir(parents=True, exist_ok=True)
            text = string.Template(path.read_text(encoding="utf-8")).safe_substitute(words)
            own.write_text(text, encoding="utf-8", newline="")


def _fill(home: Path, made: Path) -> None:
    """Move a book into an empty folder, which somebody may work in; or take it out again."""
    try:
        for path in sorted(made.iterdir()):
            path.rename(home / path.name)
    except BaseException:
        for path in home.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        raise


def _words(home: Path) -> dict[str, str]:
    """What a new book is called, after its folder, and what it is made with."""
    title = " ".join(re.findall(r"[^\W_]+", home.name)) or "A new book"
    name = "-".join(re.findall(r"[a-z0-9]+", home.name.lower())) or "book"
    called = {"title": title[0].upper() + title[1:], "name": name}
    return called | {"year": f"{datetime.date.today():%Y}", "lock": "\n".join(_lock())}


def _lock() -> list[str]:
    """What pip is to set up: this package as it is at work here; of a checkout, with its lock."""
    home = PACKAGE.parent
    if not (home / "pyproject.toml").is_file():
        return [_installed()]
    others = (home / "requirements.txt").read_text(encoding="utf-8").splitlines()
    where = home.as_uri()
    if (home / ".git").exists():
        with contextlib.suppress(DataError):  # no git, or no commit: the folder as it is
            where = f"git+{where}@{git(home, 'rev-parse', 'HEAD')}"
    return [_at(where), *(one for one in others if not one.startswith("-e"))]


def _installed() -> str:
    """The package where it was installed from, as PEP 610 tells; else by its version."""
    try:
        found = metadata.distribution(DISTRIBUTION)
    except metadata.PackageNotFoundError:
        return DISTRIBUTION
    told = json.loads(found.read_text("direct_url.json") or "{}")
    if "url" not in told:
        return f"{DISTRIBUTION}=={found.version}"
    at = told.get("vcs_info")
    url = f"{at['vcs']}+{told['url']}@{at['commit_id']}" if at else told["url"]
    return _at(url)


def _at(url: str) -> str:
    """The package at an address. A repository without a host is none by the standard: pip takes it
    in its own form."""
    alone = re.match(r"\w+\+file:", url)
    return f"{url}#egg={DISTRIBUTION}" if alone else f"{DISTRIBUTION} @ {url}"
