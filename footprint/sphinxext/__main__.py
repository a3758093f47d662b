"""``python -m footprint.sphinxext [checkers]`` fetches third-party files into ``.assets/`` of this folder; see :mod:`assets`."""

import sys
from pathlib import Path

from footprint.sphinxext import assets

wanted = (
    (assets.LEAFLET, assets.AXE, assets.VNU) if sys.argv[1:] == ["checkers"] else (assets.LEAFLET,)
)
try:
    for package in wanted:
        assets.fetch(Path.cwd(), package)
except assets.AssetError as error:
    sys.exit(str(error))
