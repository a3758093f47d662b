"""One commit, the same bytes: the whole book built again in other surroundings, of the project that it offers, cold and
warm, without a network."""

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from support.builds import ROOT, build

from footprint.sphinxext import manifest, project

CUT = ["unshare", "--net", "--map-root-user"]
# Everything about a machine that a build could let into the book, as unlike the first build as can be.
ELSEWHERE = {
    "TZ": "America/Los_Angeles",
    # Neither the system's letters nor the console's are those of the book, or of its folder.
    "LC_ALL": "C",
    "PYTHONUTF8": "0",
    "PYTHONCOERCECLOCALE": "0",
    "PYTHONIOENCODING": "cp1251",
    "PYTHONHASHSEED": "7",
    "SOURCE_DATE_EPOCH": "86400",
    "FOOTPRINT_JOBS": "1",
}
ELSEWHERE_WARM = {
    "TZ": "Pacific/Kiritimati",
    "LC_ALL": "C.UTF-8",
    "PYTHONHASHSEED": "23",
    "SOURCE_DATE_EPOCH": "4102444800",
    "FOOTPRINT_JOBS": "2",
}


def files(folder: Path) -> dict[str, str]:
    """The hashes of all files of a built book, those of the manifest with them."""
    book = folder / "_build/html"
    whole = manifest.whole(book)
    return {**whole.files, **manifest.digests(book, [book / manifest.MANIFEST])}


def differing(one: dict[str, str], other: dict[str, str]) -> list[str]:
    """The names of files that two books do not have alike."""
    return sorted({name for name, _ in one.items() ^ other.items()})


@pytest.fixture(scope="module")
def second(tmp_path_factory) -> tuple[Path, bool]:
    """Another build, of the project as it is offered, by the package in it, in another folder, and whether its network was
    cut, loopback too.

    It is where this system lets a test do so.
    """
    cut = (
        bool(shutil.which("unshare"))
        and not subprocess.run([*CUT, "true"], capture_output=True).returncode
    )
    home = tmp_path_factory.mktemp("моя книга, é →")
    with zipfile.ZipFile(io.BytesIO(project.packed(ROOT))) as archive:
        archive.extractall(home)
    folder = home / project.folder_name()
    # What `make` fetches, in a clone as here.
    shutil.copytree(ROOT / ".assets", folder / ".assets")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(folder))
        for name, value in ELSEWHERE.items():
            patch.setenv(name, value)
        done = build(folder, under=CUT if cut else (), plain=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder, cut


def test_two_builds_are_the_same(book, second):
    """Another folder, package, time zone, locale, console, hash seed, day and number of jobs: every file has the same bytes, the
    project that was unpacked for it too."""
    assert differing(files(book), files(second[0])) == []


def test_no_file_hangs_on_where_the_libraries_are(book):
    """Both builds have the same: what Sphinx makes of their folder is taken out."""
    assert not (book / "_build/html/.buildinfo").exists()


def test_a_warm_build_is_the_same(book, second, monkeypatch):
    """Pages made anew from what the chapters showed before, in yet other surroundings."""
    folder, _ = second
    cold = files(folder)
    shutil.rmtree(folder / "_build/html")
    for name, value in ELSEWHERE_WARM.items():
        monkeypatch.setenv(name, value)
    done = build(folder, anew=True)
    assert done.returncode == 0 and "No chapter had to run" in done.stdout, done.stdout
    assert differing(files(folder), cold) == []


def test_builds_with_the_network_cut(second):
    """No network at all, not even loopback: the same build succeeds."""
    folder, cut = second
    if not cut:
        pytest.skip("this system does not let a test cut its network (unshare)")
    assert (folder / "_build/html/chapters/kyrgyzstan.html").is_file()


def test_files_that_differ_are_named():
    """The check above can fail."""
    assert differing({"a": "1", "b": "2", "c": "3"}, {"a": "1", "b": "x", "d": "3"}) == [
        "b",
        "c",
        "d",
    ]
