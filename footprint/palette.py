"""The colours of the book: an actor keeps its own in every chart and map."""

# Okabe and Ito's set, safe for the colour-blind.
RUSSIA, CHINA, EUROPE, COUNTRY, OTHER = "#D55E00", "#CC79A7", "#0072B2", "#009E73", "#8a8a8a"
LED = {"Led by Russia": RUSSIA, "Led by China and Russia": CHINA, "Others": OTHER}
PARTNERS = {"Russia": RUSSIA, "China": CHINA, "EU27": EUROPE, "the EU": EUROPE}
SUPPLIERS = {"Russia": RUSSIA, "China": CHINA, "Turkey": COUNTRY}
SUPPLIERS |= dict.fromkeys(["France", "Italy", "Germany", "Spain"], EUROPE)
LEVERS = {"Attendance": RUSSIA, "Votes": EUROPE, "Remittances": COUNTRY, "Imports": CHINA}
# What was said of Russia's policy: the shape and the colour of its mark.
DIRECTIONS = {
    "critical": ("triangle-up", EUROPE),
    "neutral": ("square", OTHER),
    "supportive": ("circle", RUSSIA),
}
# Organisations by who leads them, in the order of a timeline.
BLOCS = dict.fromkeys(["CST (treaty)", "CSTO", "EAEU", "CIS"], RUSSIA)
BLOCS |= {"SCO": CHINA, "OTS": OTHER, "ECO": OTHER}
# How a verdict turned. No actor has these; red and blue that the colour-blind tell apart, on light
# and on dark ground.
WAYS = {
    "weaker": "#d6604d",
    "stronger": "#4393c3",
    "more than said": "#8030f0",
    "tested once": "#E69F00",
    "unchanged": OTHER,
}
