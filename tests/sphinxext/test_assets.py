"""Third-party files: the ones pinned, or none."""

import base64
import hashlib
import io
import tarfile
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


def test_only_the_files_named_are_taken(tmp_path, monkeypatch):
    """Whatever else is in a package; and by no means that Python 3.11.2 of Debian 12 lacks."""
    monkeypatch.delattr(tarfile.TarFile, "extractall")
    archive = tmp_path / "some.tgz"
    with tarfile.open(archive, "w:gz") as packed:
        for name in ("package/dist/a/one.js", "package/dist/two.js", "package/../../stray"):
            entry = tarfile.TarInfo(name)
            entry.size = len(name)
            packed.addfile(entry, io.BytesIO(name.encode()))
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    release = assets.Release("some@1", digest, "dist", ("a/one.js",), "shows this")
    assets._unpack(archive, release, tmp_path / "target/some@1")
    found = [path for path in tmp_path.rglob("*") if path.is_file() and path != archive]
    assert [path.relative_to(tmp_path).as_posix() for path in found] == ["target/some@1/a/one.js"]
    assert found[0].read_text(encoding="utf-8") == "package/dist/a/one.js"


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
