"""How much a service is asked for at a time, how often, and how long it may take."""

DEADLINE = 120.0  # seconds for one pull, unless the environment says otherwise
CONNECT_LIMIT = 5.0  # seconds to be connected
ANSWER_LIMIT = 60.0  # seconds for one answer: large pages took 53 s on a bad day
CONNECTIONS = 4
FIRST_WAIT = 0.5  # seconds before the second attempt; doubled for each further one
MOST_REDIRECTS = 3
# Rows a page, attempt by attempt: a service in trouble is asked for less at a time.
PAGE_SIZES = (32_500, 6_500, 1_300, 1_300)
FEW_ROWS = 1_000  # a page may ask for
MOST_ROWS = 5_000_000  # an answer may announce; 60 series of all economies and years are a million
LARGEST_BODY = 64 * 2**20  # bytes; a full page takes 7 to 15 MB
ERROR_PAGE = 2**14  # bytes or characters of an error that are looked at
# Codes in one request, characters in a segment of an address, and in all of it.
MOST_CODES, LONGEST_SEGMENT, LONGEST_URL = 60, 1_500, 4_000
