"""The colours of the book: an actor keeps its own in every chart and map."""

# Okabe and Ito's set, safe for the colour-blind.
RUSSIA, CHINA, EUROPE, COUNTRY, OTHER = "#D55E00", "#CC79A7", "#0072B2", "#009E73", "#8a8a8a"
LED = {"Led by Russia": RUSSIA, "Led by China and Russia": CHINA, "Others": OTHER}
