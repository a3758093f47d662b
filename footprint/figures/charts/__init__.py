"""The house charts: one finding in the title, few colours, labels at the lines, data beside."""

from footprint.figures.charts.bars import bars, dots
from footprint.figures.charts.lines import lines
from footprint.figures.charts.panels import panels
from footprint.figures.charts.timeline import events, spans
