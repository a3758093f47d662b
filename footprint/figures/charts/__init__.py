"""The house charts: one finding in the title, few colours, labels at the lines, data beside."""

from footprint.figures.charts.bars import bars
from footprint.figures.charts.lines import lines
from footprint.figures.charts.timeline import events, spans
