"""Third-party files: the ones pinned, or none."""

import base64
import hashlib
import io
import tarfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from footprint import errors
from footprint.sphinxext import assets


def test_a_package_that_is_not_the_one_pinned_is_refused(tmp_path):
    """A hash that differs stops the set-up; nothing of it is kept."""
    archive = tmp_path / "leaflet.tgz"
    archive.write_bytes(b"something else")
    with pytest.raises(errors.AssetError, match="do not use it"):
        assets._unpack(archive, assets.LEAFLET, tmp_path / "target")
    assert not (tmp_path / "target").exists()


@pytest.fixture
def packed(tmp_path) -> tuple[Path, assets.Release]:
    """A package with more in it than is used, and what is said of it."""
    archive = tmp_path / "some.tgz"
    with tarfile.open(archive, "w:gz") as files:
        for name in ("dist/a/one.js", "dist/two.js", "dist/three.js", "../../stray"):
            entry = tarfile.TarInfo(f"package/{name}")
            entry.size = len(name)
            files.addfile(entry, io.BytesIO(name.encode()))
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    return archive, assets.Release("some@1", digest, "dist", ("a/one.js", "two.js"), "shows this")


def test_only_the_files_named_are_taken(packed, tmp_path, monkeypatch):
    """Whatever else is in a package; and by no means that Python 3.11.2 of Debian 12 lacks."""
    monkeypatch.delattr(tarfile.TarFile, "extractall")
    target = tmp_path / "target/some@1"
    assets._unpack(*packed, target)
    found = {path for path in tmp_path.rglob("*") if path.is_file()} - {packed[0]}
    assert found == {target / "a/one.js", target / "two.js"}
    assert (target / "a/one.js").read_text(encoding="utf-8") == "dist/a/one.js"


def test_an_interrupt_leaves_no_half_of_a_package(packed, tmp_path, monkeypatch):
    """What is there is not fetched again, so what is there is whole; the next time it is put in place of any rest."""
    target, write = tmp_path / "target/some@1", Path.write_bytes

    def stopped(path: Path, content: bytes) -> int:
        if path.name == "two.js":
            write(path, content[:3])
            raise KeyboardInterrupt
        return write(path, content)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", stopped)
        with pytest.raises(KeyboardInterrupt):
            assets._unpack(*packed, target)
    assert not target.exists()
    assets._unpack(*packed, target)
    assert (target / "two.js").read_text(encoding="utf-8") == "dist/two.js"
    assert [path.name for path in target.parent.iterdir()] == ["some@1"]


@pytest.mark.parametrize(
    ("package", "remedy"), [(assets.LEAFLET, "assets$"), (assets.AXE, "assets checkers$")]
)
def test_without_a_network_it_says_what_to_run(tmp_path, monkeypatch, package, remedy):
    """Once, and which command."""
    monkeypatch.setattr(assets, "npm", lambda *_, **__: SimpleNamespace(returncode=1))
    with pytest.raises(errors.AssetError, match=rf"{package.name}, .*python -m footprint {remedy}"):
        assets.fetch(tmp_path, package)


def test_what_is_there_is_not_fetched_again(tmp_path, monkeypatch):
    """A folder with every file of the package is enough, and is put beside the pages if they need it."""
    monkeypatch.setattr(assets, "npm", None)
    for release in (*assets.SHIPPED, *assets.CHECKERS):
        for name in release.files:
            file = tmp_path / assets.ASSETS / release.name / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("", encoding="utf-8")
        assets.fetch(tmp_path, release)
    assets.copy(tmp_path, tmp_path / "html")
    for folder, release in (
        ("leaflet", assets.LEAFLET),
        ("fira-sans", assets.FIRA),
        ("minisearch", assets.MINISEARCH),
    ):
        put = tmp_path / "html/_assets" / folder
        assert all((put / name).exists() for name in release.files)
