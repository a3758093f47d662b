"""Words of direction that are typed and about no figure of the book, each with its reason.

A phrase stands here only if no change of the data could make it wrong."""

import re

HOW = "how the book is made, read or rerun"
COUNTED = "what is counted, and over what whole"
SOURCES = "what a kind of source does, or what was read of it"
SAID = "the article's words, or what it says"
PLACE = "a place on the page, or an order in which rows stand"
SCALE = "the legend or the scale of a picture"
ASKED = "what a claim or a rule asks for, whatever the answer"
COMPUTED = "chosen by code, and tested beside it"
NAME = "a name, an event on a day, or a turn of speech"

TOLD_BECAUSE = {
    HOW: """
        run all cells
        none was asked for live | are never a series
        are never mixed into a single share | All claims at a glance | only the edition differs
        A gap is never filled in | years without one are never filled in | are never joined
        only sums are kept | most of them kept by others | all of them, also those after it | First and last year with a value
        has no year at all | was not asked for, or has no year at all | The first one will stand here
        Each claim is tested here for Tajikistan alone
        Each end is tried alone | are left out on trial | each is tried alone | each flow is tried alone
        No one of its figures can turn it alone | No one of its figures could have turned it alone
         it counts as neither | first sign | second sign now
        Set the band of | no later figure | more often cannot be tested
    """,
    COUNTED: """
        over all that the energy ministry reports | Kazakh oil alone | all that the state owes abroad
        the debt to other states alone | what is owed to states alone | owed to other states alone
        states alone is another whole | for all economies
        on all subjects | of all ages
        where it is needed most | above parity China is ahead | within each, the lowest year counts
        before the falls were computed | times the fall
        that falls away | roads and rails are longer
        where all are known | only years up to 2021 count
        deliveries in all six years | only the partners that are named | The largest recipients
        today's figures for all years | is of all goods, or of those
        up to December 2022, the last before the article
        up or down, or less | moved since 2021, by more than
        where an edition has only these | all that went by it
        nobody goes elsewhere | sends cash or saves less | A fall may be slow or sudden
        the only sender | which may be short of its last month | All that
        half of it is tried
    """,
    SOURCES: """
        No office counts where all the money comes from | the country of the last bank
        that the money came from last | Nobody counts remittances | Less is published
        speaks for its own year alone | is the first port
        a whole year of all routes | is not that of their own figures | Nepal above all
        Goods that only pass through | counts goods from China that only pass
        The first source is the World Bank's page | aggregates only, with credit
        unknown: none answers it | By the count published last | none newer
        entry into force was not read for all | The more its count outgrows | A good part
        no count is | the sources' words | No second count
        1 none. | , 1 none
    """,
    SAID: """
        all the presidents of Central Asia had joined | All the presidents of Central Asia came
        for the first time in history | above all through the money
        mostly Russian in command
        Russia alone can keep the region
        how much money would fall away
        is the article's own number | “More than half” is | First in history, or first documented
        First documented is the most | earlier parade is documented with all
        a part of security | Kazakhstan alone
    """,
    PLACE: """
        The second chart
        newest first | first those that Russia leads | the last years | the first weeks
        What past falls did | Trieste goes on to
    """,
    SCALE: """
        higher is more stable | and more | more than said | less than said
        first with another: Russia shares the top | first: Russia before China
        alone: only Russia is on record, and only it could be | second: behind one of them
        third: behind both | none: Russia does not hold it, another does
        nobody: none of them holds it | An empty end: still so | dashed: where
    """,
    ASKED: """
        most of the countries | in most of the countries | asks for less: only
        before both on a good part | Each part | yes to all that is asked | if it is no to all
        at least in part | the largest other | is the first by rank | nearer turns into farther
        all five are measured alike | has no meaning for all
        a first place that is shared | only Russia could hold | more was looked for
        The edges are falls | a fall by | is moved on the fall | halved and doubled | A third is
        a verdict needs
    """,
    COMPUTED: """
        of these still do | last value of
        no value at all
        All variants agree with | now says too little
        whether all came is open | differ by more than | none of the five
    """,
    NAME: """
        binds for longer than a visit | no longer sells to Russia
        at once | do most banking | how large the first shock would be
        for that reason alone | Which lever moved most | still in use
        all the same | Some levers are contested | Arms are only a part | More than” and “about
    """,
}


def phrases() -> dict[str, str]:
    """Each phrase with its reason."""
    found: dict[str, str] = {}
    for reason, text in TOLD_BECAUSE.items():
        for line in text.strip().splitlines():
            found |= dict.fromkeys(map(str.strip, line.split("|")), reason)
    return {phrase: reason for phrase, reason in found.items() if phrase}


TOLD = [re.compile(re.escape(phrase), re.IGNORECASE) for phrase in phrases()]
