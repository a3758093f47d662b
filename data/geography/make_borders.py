"""Make borders.geojson, the simplified country borders for the maps.

Source: npm package world-atlas 2.0.2 (ISC), file countries-10m.json, which is
Natural Earth 4.1.0 at 1:10m (public domain). Run it by hand, only when the map
must change: `python make_borders.py`. It needs npm and the development-only
packages geopandas, pyogrio and shapely (made with 1.2.0, 0.13.0 and 2.2.0).

Each feature has `economy` (ISO 3166-1 alpha-3; XKX for Kosovo; null for Siachen
Glacier, which has no code) and `name`. Borders are those of Natural Earth (de
facto lines) except for PARTS_OF and move_crimea.
"""

import base64
import hashlib
import json
import subprocess
import tarfile
import tempfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

PACKAGE = "world-atlas@2.0.2"
SHA512 = "IXfV0qwlKXpckz1FhwXVwKRjiIhOnWttOskm5CtxMsjgE/MXAYRHWJqgXOpM8IkcPBoXnyTU5lFHcYa5ChG0LQ=="
OUTPUT = Path(__file__).with_name("borders.geojson")
DECIMALS = 3
TOLERANCE = 0.035  # degrees, in Central Asia; see squeeze()
CRUMB = 5e-6  # square degrees (0.05 km2): less is left over from self-crossing coasts

# FOCUS is kept whole, but for the tip of Chukotka beyond 180E, which would stretch
# Russia round the world. The rest is backdrop and ends at CONTEXT, which is wider
# than the map window (lon 20..125, lat 20..75).
FOCUS = set(
    "KAZ KGZ TJK TKM UZB RUS CHN AFG IRN PAK MNG IND TUR AZE GEO ARM UKR BLR MDA POL LTU LVA "
    "EST FIN".split()
)
WORLD, CONTEXT = shapely.box(-180, -90, 180, 90), shapely.box(14, 15, 131, 80)
# ISO numeric codes, as in the source, of all countries that reach into CONTEXT.
CODES = dict(
    pair.split("=")[::-1]
    for pair in """
    AFG=004 ALB=008 ARE=784 ARM=051 AUT=040 AZE=031 BGD=050 BGR=100 BHR=048 BIH=070 BLR=112
    BTN=064 CHN=156 CYP=196 CZE=203 DEU=276 DNK=208 EGY=818 ERI=232 EST=233 FIN=246 GEO=268
    GRC=300 HKG=344 HRV=191 HUN=348 IND=356 IRN=364 IRQ=368 ISR=376 ITA=380 JOR=400 JPN=392
    KAZ=398 KGZ=417 KOR=410 KWT=414 LAO=418 LBN=422 LBY=434 LTU=440 LVA=428 MAC=446 MDA=498
    MKD=807 MLT=470 MMR=104 MNE=499 MNG=496 NER=562 NOR=578 NPL=524 OMN=512 PAK=586 PHL=608
    POL=616 PRK=408 PSE=275 QAT=634 ROU=642 RUS=643 SAU=682 SDN=729 SRB=688 SVK=703 SVN=705
    SWE=752 SYR=760 TCD=148 THA=764 TJK=762 TKM=795 TUR=792 TWN=158 UKR=804 UZB=860 VNM=704
    YEM=887
    """.split()
)
NAMES = {  # where Natural Earth abbreviates or World Bank usage differs
    "BIH": "Bosnia and Herzegovina", "HKG": "Hong Kong SAR, China", "LAO": "Lao PDR",
    "MAC": "Macao SAR, China", "MKD": "North Macedonia", "PSE": "West Bank and Gaza",
    "SVK": "Slovak Republic", "TUR": "Türkiye", "TWN": "Taiwan, China", "VNM": "Viet Nam",
}  # fmt: skip
# Apart in Natural Earth, joined here: Baikonur is leased by Russia, not ceded; Cyprus
# is one state to the United Nations, and the British bases on it are too small to show.
PARTS_OF = {
    "Akrotiri": "CYP", "Baikonur": "KAZ", "Cyprus U.N. Buffer Zone": "CYP", "Dhekelia": "CYP",
    "N. Cyprus": "CYP", "Åland": "FIN",
}  # fmt: skip
WITHOUT_ISO = {"Kosovo": "XKX", "Siachen Glacier": None}


def fetch_topojson(folder):
    """Return the path of countries-10m.json, taken from the checked package."""
    command = ["npm", "pack", PACKAGE, "--silent", "--ignore-scripts"]
    try:
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise SystemExit(f"Could not get {PACKAGE} with npm: {error}") from error
    tarball = next(Path(folder).glob("*.tgz"))
    if base64.b64encode(hashlib.sha512(tarball.read_bytes()).digest()).decode() != SHA512:
        raise SystemExit(f"{PACKAGE} from npm does not have the expected SHA-512.")
    target = Path(folder, "countries-10m.json")
    with tarfile.open(tarball) as archive:
        target.write_bytes(archive.extractfile("package/countries-10m.json").read())
    return target


def polygons(geometry, min_area=0):
    """Return the polygons of a geometry as a list, without stray lines and points."""
    parts = shapely.get_parts(shapely.get_parts(geometry))  # twice: collections nest
    return [part for part in parts if part.geom_type == "Polygon" and part.area > min_area]


def round_points(points):
    return np.round(points, DECIMALS)


def repair(geometry, eastern):
    """Return the geometry rounded and valid; `eastern` turns -180..0 into 180..360.

    Rounding comes before simplification, which then only picks among these points,
    so that neighbours share them exactly. The grid of the source is coarser.
    """
    if eastern:
        geometry = shapely.transform(geometry, lambda xy: xy + (xy < [0, -90]) * [360, 0])
    valid = shapely.make_valid(shapely.transform(geometry, round_points))
    return shapely.MultiPolygon(polygons(valid, CRUMB))


def assign(layer):
    """Return {(economy, name): geometry}, with PARTS_OF dissolved."""
    groups, names = {}, {}
    for number, name, geometry in zip(layer["id"], layer["name"], layer.geometry, strict=True):
        code = PARTS_OF.get(name) or WITHOUT_ISO.get(name) or CODES.get(number)
        if code or name in WITHOUT_ISO:
            # Russia crosses the antimeridian: unwrapped, or it would span the map.
            groups.setdefault(code, []).append(repair(geometry, eastern=code == "RUS"))
            if name not in PARTS_OF:
                names[code] = NAMES.get(code, name)
    return {(code, names[code]): shapely.union_all(parts) for code, parts in groups.items()}


def move_crimea(countries):
    """Move Crimea from Russia to Ukraine (UN General Assembly resolution 68/262)."""
    russia, ukraine, simferopol = ("RUS", "Russia"), ("UKR", "Ukraine"), shapely.Point(34.1, 44.95)
    crimea = next(part for part in polygons(countries[russia]) if part.contains(simferopol))
    rest = [part for part in polygons(countries[russia]) if part is not crimea]
    joined = shapely.union_all([countries[ukraine], crimea])
    return {**countries, russia: shapely.MultiPolygon(rest), ukraine: joined}


def squeeze(points, back=False):
    """Shrink the world outside Central Asia, or undo it, to simplify it more strongly there."""
    true = [[-355, 45, 88, 488], [-365, 35, 56, 456]]  # longitudes, latitudes
    shrunk = [[-15, 45, 88, 148], [-25, 35, 56, 116]]  # 15 % of it on each side
    source, target = (shrunk, true) if back else (true, shrunk)
    return np.column_stack([np.interp(points[:, i], source[i], target[i]) for i in (0, 1)])


def simplify(countries):
    """Return the countries simplified as one coverage, cut, and wound as RFC 7946 wants."""
    # China and Macao overlap by some metres, and coasts have pinholes where they cross.
    shapes = shapely.coverage_clean(list(countries.values()), gap_width=0.01, snapping_distance=0)
    if not shapely.coverage_is_valid(shapes).all():
        raise SystemExit("The countries overlap or do not share their borders.")
    shapes = shapely.coverage_simplify(shapely.transform(shapes, squeeze), TOLERANCE)
    shapes = shapely.transform(shapes, lambda points: squeeze(points, back=True))
    result = {}
    for key, shape in zip(countries, shapely.transform(shapes, round_points), strict=True):
        cut = polygons(shape.intersection(WORLD if key[0] in FOCUS else CONTEXT))
        # normalize() fixes the order of parts and the first point of each ring. d3-geo
        # (not Leaflet) wants the opposite winding: orient_polygons(..., exterior_cw=True).
        whole = shapely.transform(shapely.MultiPolygon(cut).normalize(), round_points)
        result[key] = shapely.orient_polygons(whole)
    final = list(result.values())
    if not shapely.coverage_is_valid(final).all() or not all(s.is_valid and s.area for s in final):
        raise SystemExit("Simplification or the cut has spoilt a country.")
    return result


def to_text(countries):
    """Return the GeoJSON text, one feature a line, sorted by economy."""
    lines = []
    for economy, name in sorted(countries, key=lambda key: (key[0] is None, key)):
        geometry = shapely.geometry.mapping(countries[economy, name])
        properties = {"economy": economy, "name": name}
        feature = {"type": "Feature", "properties": properties, "geometry": geometry}
        lines.append(json.dumps(feature, ensure_ascii=False, separators=(",", ":")))
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"


def main():
    with tempfile.TemporaryDirectory() as folder:
        layer = gpd.read_file(fetch_topojson(folder), layer="countries", engine="pyogrio")
    countries = simplify(move_crimea(assign(layer)))
    draft = OUTPUT.with_suffix(".tmp")
    draft.write_text(to_text(countries), encoding="utf-8", newline="\n")
    draft.replace(OUTPUT)
    print(f"{OUTPUT}: {len(countries)} features, {OUTPUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
