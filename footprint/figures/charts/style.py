"""The look that all charts share: no frame, few ticks, text in the colour of the page, drawn wide and narrow."""

import hashlib
import re
from collections.abc import Iterable

import altair as alt
import pandas as pd
import vl_convert

from footprint.figures.figure import Figure, alternative

WIDTHS = {"wide": (700, 300, 12), "narrow": (340, 260, 12)}
# When the article appeared: in words, as a day, and among yearly values, which are drawn in the middle of their year.
ARTICLE, ARTICLE_DAY, ARTICLE_YEAR = "May 2023", "2023-05-09", 2023.35 - 0.5
# Figures as the text prints them.
THOUSANDS = "replace(datum.label, regexp(',', 'g'), '\u202f')"
# The ground of the page, of Jupyter's and of VS Code's cells, each by the name it has there.
PAPER = (
    "var(--pst-color-background, var(--jp-layout-color0, var(--vscode-editor-background, #fff)))"
)


def empty(title: str, unit: str, foot: str) -> Figure:
    return Figure(title, unit, '<p class="no-data">No data: there is nothing to draw.</p>', foot)


def over_rim(chart: alt.Chart, **style) -> list[alt.Chart]:
    """Words, over a rim in the colour of the paper: lines that pass under them do not strike them out."""
    return [
        chart.mark_text(
            color=PAPER, stroke=PAPER, strokeWidth=4, strokeJoin="round", lineBreak="\n", **style
        ),
        chart.mark_text(color="currentColor", lineBreak="\n", **style),
    ]


def article_mark(x: alt.X, at: float | str, size: int) -> list[alt.Chart]:
    """The moment of the article as a thin line, its name above the drawing."""
    chart = alt.Chart(pd.DataFrame({x.shorthand.partition(":")[0]: [at], "label": [ARTICLE]}))
    return [
        chart.mark_rule(color="currentColor", opacity=0.5, strokeDash=[3, 3]).encode(x=x),
        chart.mark_text(color="currentColor", fontSize=size - 1, dy=-8).encode(
            x=x, y=alt.value(0), text="label:N"
        ),
    ]


def days(days: pd.Series) -> pd.Series:
    """Days as Vega reads them: a month or a year stands for its first day."""
    return days.where(days.isna(), (days + "-01-01").str[:10])


def house(chart: alt.LayerChart, width: int, height: int, size: int) -> alt.LayerChart:
    """The look shared by all charts: no frame, text and axes in the colour of the page's text."""
    ink = {
        "labelColor": "currentColor",
        "domainColor": "currentColor",
        "tickColor": "currentColor",
        "gridColor": "currentColor",
    }
    return (
        chart.properties(width=width, height=height, background="transparent")
        .configure(font="sans-serif", padding={"left": 4, "right": 8, "top": 8, "bottom": 4})
        .configure_view(stroke=None)
        .configure_axis(
            **ink,
            labelFontSize=size,
            labelFlush=False,
            gridOpacity=0.15,
            domainOpacity=0.4,
            tickOpacity=0.4,
        )
    )


def charted(
    pictures: list[alt.LayerChart],
    title: str,
    unit: str,
    foot: str,
    table: pd.DataFrame,
    names: Iterable[str] = (),
) -> Figure:
    body = "".join(
        f'<div class="{name}">{_svg(picture)}</div>'
        for name, picture in zip(WIDTHS, pictures, strict=True)
    )
    return Figure(
        title,
        unit,
        f'<div class="chart" role="img" aria-label="{alternative(title, table, names)}">{body}</div>',
        foot,
        table,
    )


def _svg(chart: alt.LayerChart) -> str:
    """The chart as SVG. Its ids get a mark made from the drawing, so that two charts on a page do not share them."""
    drawing = vl_convert.vegalite_to_svg(chart.to_json())
    mark = hashlib.sha256(drawing.encode()).hexdigest()[:8]
    drawing = re.sub(r'(id="|url\(#)(clip|gradient)', rf"\g<1>{mark}-\2", drawing)
    # A tenth of a pixel is finer than any screen, and half the weight; what is written stays as it is.
    drawing = re.sub(
        r"<[^>]+>",
        lambda tag: re.sub(
            r"-?\d+\.\d{2,}", lambda number: f"{float(number[0]):.1f}".removesuffix(".0"), tag[0]
        ),
        drawing,
    )
    # The box says what the picture is; a screen reader need not walk through its points.
    drawing = re.sub(r' (aria-\w+|role|class|pointer-events)="[^"]*"', "", drawing)
    # Shrinks on a small screen, never grows past its size: letters stay letters.
    return re.sub(
        r'<svg (.*?) width="(\d+)" height="\d+"',
        r'<svg aria-hidden="true" style="max-width:\2px" \1',
        drawing,
        count=1,
    )
