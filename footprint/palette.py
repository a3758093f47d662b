"""The colours of the book: each has one meaning in every chart and map."""

# Okabe and Ito's set, safe for the colour-blind. An actor's colour is nobody else's; what comes
# from an actor has the actor's, and flows and moments differ by their line or mark.
RUSSIA, CHINA, EUROPE, COUNTRY, OTHER = "#D55E00", "#CC79A7", "#0072B2", "#009E73", "#8a8a8a"
# What stands out and is no actor: the colour of the page's text.
PLAIN = "currentColor"
# The same on a map, whose ground is its own.
MARK = "#222222"
PARTNERS = {"Russia": RUSSIA, "China": CHINA, "EU27": EUROPE, "the EU": EUROPE}
# What was said of Russia's policy: the shape and the colour of its mark.
DIRECTIONS = {
    "critical": ("triangle-up", PLAIN),
    "neutral": ("square", OTHER),
    "supportive": ("circle", PLAIN),
}
# Organisations by who leads them, in the order of a timeline; a bar of two leaders has both.
LED = {"Led by Russia": RUSSIA, "Led by China and Russia": CHINA, "Others": OTHER}
BLOCS = dict.fromkeys(["CST (treaty)", "CSTO", "EAEU", "CIS"], RUSSIA)
BLOCS |= {"SCO": CHINA, "OTS": OTHER, "ECO": OTHER}
TWO_LEADERS = {"Led by China and Russia": RUSSIA, "SCO": RUSSIA}
# Marks of dots: shape, colour, and whether filled. A moment; how much of what Russia sends stays
# away, from little to much; a place and whose it is.
THEN_AND_NOW = {"then": ("circle", PLAIN, "hollow"), "now": ("circle", PLAIN, "filled")}
FALLS = (("circle", RUSSIA, "hollow"), ("diamond", RUSSIA, "filled"), ("circle", RUSSIA, "filled"))
CAPITALS = {
    "Moscow": ("circle", RUSSIA, "filled"),
    "Beijing": ("square", CHINA, "filled"),
    "Brussels": ("diamond", EUROPE, "filled"),
}
COUNTERS = {
    "by the EU": ("diamond", EUROPE, "filled"),
    "by the country": ("circle", PLAIN, "hollow"),
}
