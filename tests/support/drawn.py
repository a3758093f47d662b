"""A figure of a page, as its picture is made of it."""

from footprint import render
from footprint.figures.figure import Figure
from footprint.sphinxext import pictures

DRAWING = (
    '<svg aria-hidden="true" style="max-width:700px" viewBox="0 0 700 300">'
    '<text font-family="sans-serif" fill="currentColor">a</text>'
    '<path stroke="var(--a, var(--b, #fff))"/></svg>'
)
LEGEND = (
    '<ul class="legend"><li>%:</li><li><span class="key" style="background:#123"></span>under 5</li>'
    '<li><span class="key no-data-key"></span>no data</li>'
    '<li><svg class="mark" viewBox="0 0 16 16"><circle r="6"/></svg>Site</li></ul>'
)


def shown(legend: str = "") -> pictures.Picture:
    """What a figure with a chart holds, and with a legend."""
    wide = narrow = render.Html(DRAWING)
    body = render.html("chart.html", label="l", wide=wide, narrow=narrow) + render.Html(legend)
    text = Figure("T <b> & c", "% of GDP", body, "From (https://a.org/x).")._repr_html_()
    return pictures.picture(str(text))
