"""What processes find that are forked from one that loaded this: the committed data read, and its ledger judged."""

import gc
import os
from pathlib import Path

os.chdir(Path(__file__).parent)
os.environ.pop("FOOTPRINT_DATA_DIR", None)
os.environ["FOOTPRINT_MODE"] = "frozen"

from footprint import ledger  # noqa: E402 — where and how it reads is set first

ledger.findings()
# To look through all that for garbage would copy it into each of them.
gc.freeze()
