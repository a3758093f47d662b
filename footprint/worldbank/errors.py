"""How an answer can fail, inside a pull."""

from footprint.errors import ServiceError

PAGE_SIZES = (
    32_500,
    6_500,
    1_300,
    1_300,
)  # rows a page, attempt by attempt: a service in trouble is asked for less at a time


class Again(Exception):
    """An answer that may be a passing trouble: what it did, how often to ask, whether for less at a time, and how long to
    wait if the service said so."""

    def __init__(
        self,
        what: str,
        attempts: int = len(PAGE_SIZES),
        smaller: bool = True,
        after: float | None = None,
    ) -> None:
        super().__init__(what)
        self.attempts, self.smaller, self.after = attempts, smaller, after


class Doubt(Again):
    """An answer that contradicts itself or the question. Asked once more, then for fewer series at a time."""

    def __init__(self, what: str) -> None:
        super().__init__(what, attempts=2)


class Doubted(ServiceError):
    """Answers that contradict themselves however often asked."""


class NotFound(ServiceError):
    """The service has nothing under an address."""


class Refused(Exception):
    """The service will not answer this question, in its own words."""
