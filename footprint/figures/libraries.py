"""What draws charts and maps, loaded when the first is drawn."""

from typing import TYPE_CHECKING

from footprint.lazy import later

if TYPE_CHECKING:
    import altair
    import folium
else:
    altair, folium = later("altair"), later("folium")
