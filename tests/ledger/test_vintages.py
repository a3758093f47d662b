"""What each vintage of the World Bank's figures makes of the claims, and what the first one has."""

import json
import re

from footprint import ledger, library
from footprint.library import revisions
from footprint.model import FAILS, HOLDS

GDP, RATIO = "NY.GDP.MKTP.CD", "BX.TRF.PWKR.DT.GD.ZS"


def test_what_was_known_is_read_in_the_first_edition_that_has_it():
    """All its economies; a series that no edition has is empty."""
    rows = ledger.known("BX.TRF.PWKR.CD.DT")
    assert (
        rows.query("economy == 'TON' and year == 2021")["value"].size == 1
        and rows["year"].max() == 2021
    )
    assert ledger.known("SM.POP.NETM").empty


def test_an_edition_without_the_year_was_not_known(data):
    """Whatever else it has of the series: it is passed over, and no other has it."""
    path, code = data / "worldbank/vintages/2023-04.csv", "BX.TRF.PWKR.CD.DT"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if f",{code},2021," not in line]
    assert any(f",{code}," in line for line in kept) and len(kept) < len(lines)
    path.write_text("".join(kept), encoding="utf-8")
    library.describe()
    rows = ledger.known(code)
    assert rows.empty and {"economy", "year", "value"} <= {*rows.columns}


def test_an_edition_that_disagrees_is_found(data):
    """The ratio of 2021 set apart in one edition gives another verdict there, and nowhere else."""
    path = data / "worldbank/vintages/2025-10.csv"
    path.write_text(
        re.sub(rf"(KGZ,{re.escape(RATIO)},2021),.*", r"\1,12", path.read_text(encoding="utf-8")),
        encoding="utf-8",
    )
    library.describe()
    rows = ledger.by_vintage(2020).query("claim == 'kgz-remit-third' and year == 2021")
    verdicts = rows.set_index("vintage")["verdict"].to_dict()
    assert verdicts.pop("2025-10") == FAILS and set(verdicts.values()) == {HOLDS}
    assert {"2023-04", "2026-07"} <= verdicts.keys()


def test_rows_of_a_vintage():
    """Measured claims alone, from the year asked for; a part names itself."""
    rows = ledger.by_vintage(2020)
    claims = {claim.id: claim for claim in ledger.claims()}
    assert rows["year"].min() == 2020 and {claims[id].kind for id in rows["claim"]} == {"measured"}
    for id, parts in rows.groupby("claim")["part"]:
        assert set(parts) <= {part.id for part in claims[id].measured_parts}
    assert not rows.duplicated(["claim", "part", "year", "vintage"]).any()


def test_an_archive_takes_the_place_of_a_copy(data):
    """Once an update has fetched the World Bank's own edition of a month, that one is compared, under the same month."""
    package = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    copy = next(entry for entry in package["resources"] if entry.get("edition") == "2023-04")
    archive = next(
        entry for entry in package["wanted"] if entry.get("edition") == "archive-2023-04"
    )
    text = (
        (data / copy["path"])
        .read_text(encoding="utf-8")
        .replace("\n2023-04,", "\narchive-2023-04,")
    )
    (data / archive["path"]).write_text(
        re.sub(r"(KGZ,NY.GDP.MKTP.CD,2021),.*", r"\1,7", text), encoding="utf-8"
    )
    package["wanted"].remove(archive)
    package["resources"].append(
        copy
        | archive
        | {
            "schema": json.loads(
                json.dumps(copy["schema"]).replace('"2023-04"', '"archive-2023-04"')
            )
        }
    )
    (data / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    library.describe()
    assert library.default().vintage_names()["2023-04"] == "archive-2023-04"
    assert revisions.of_one(library.vintages(), GDP, "KGZ").at["2023-04", 2021] == 7
    assert set(ledger.by_vintage(2021)["vintage"]) <= set(library.vintages()["vintage"])


def test_the_columns_of_what_vintages_make():
    """What pages and notebooks call them, with a label for each part."""
    rows = ledger.by_vintage(2021)
    names = ["claim", "part", "label", "year", "vintage", "value", "unit", "verdict"]
    assert rows.columns.tolist() == names
    parts = {
        (claim.id, one.id): one.label for claim in ledger.claims() for one in claim.measured_parts
    }
    assert [parts[key] for key in zip(rows["claim"], rows["part"], strict=True)] == rows[
        "label"
    ].tolist()
