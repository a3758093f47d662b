"""How much a service is asked for at a time, how often, and how long it may take."""

# Seconds for one pull, and for all of an update, unless the environment says otherwise.
DEADLINE, WHOLE_DEADLINE = 120.0, 600.0
CONNECT_LIMIT = 5.0  # seconds to be connected
ANSWER_LIMIT = 60.0  # seconds for one answer: large pages took 53 s on a bad day
CONNECTIONS = 4
FIRST_WAIT = 0.5  # seconds before the second attempt; doubled for each further one
MOST_REDIRECTS = 3
# Rows a page, attempt by attempt: a service in trouble is asked for less at a time.
PAGE_SIZES = (32_500, 6_500, 1_300, 1_300)
FEW_ROWS = 1_000  # a page may ask for
# Rows that a question can have: years of a series, sent whole where a period misses it; economies;
# members of a list. WITS sends all partners and years of an economy at once.
MOST_YEARS, MOST_ECONOMIES, MOST_MEMBERS, MOST_SHARES = 200, 400, 4_000, 20_000
# Memory is bounded before anything is parsed: bytes of a body, for whatever it says and for each
# row (they take 220 to 450), and signs that begin a value (10 to 30).
LARGEST_HEAD, LARGEST_ROW, MOST_SIGNS = 2**20, 2**10, 64
LONGEST_NUMBER = 400  # digits; longer ones are text, which no figure may be
ERROR_PAGE = 2**13  # bytes or characters of an error that are looked at
# Codes in one request, characters in a segment of an address, and in all of it.
MOST_CODES, LONGEST_SEGMENT, LONGEST_URL = 60, 1_500, 4_000
