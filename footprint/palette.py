"""The colours of the book: an actor keeps its own in every chart and map."""

# Okabe and Ito's set, safe for the colour-blind.
RUSSIA, CHINA, EUROPE, COUNTRY, OTHER = "#D55E00", "#CC79A7", "#0072B2", "#009E73", "#8a8a8a"
LED = {"Led by Russia": RUSSIA, "Led by China and Russia": CHINA, "Others": OTHER}
# How a verdict turned. No actor has these; red and blue that the colour-blind tell apart, on light
# and on dark ground.
TURNS = {"weaker": "#d6604d", "stronger": "#4393c3", "tested once": "#E69F00", "unchanged": OTHER}
