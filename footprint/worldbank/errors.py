"""How an answer can fail, inside a pull."""

from footprint.errors import ServiceError
from footprint.worldbank.limits import PAGE_SIZES


class Again(Exception):
    """An answer that may be a passing trouble, and what it did.

    ``tries`` says how often to ask, ``less`` whether for less at a time, and ``after`` how
    many seconds to wait, if the service said so."""

    def __init__(
        self, what: str, tries: int = len(PAGE_SIZES), less: bool = True, after: float | None = None
    ) -> None:
        super().__init__(what)
        self.tries, self.less, self.after = tries, less, after


class Doubt(Again):
    """An answer at odds with itself or the question: asked again, then for fewer series."""

    def __init__(self, what: str) -> None:
        super().__init__(what, tries=2)


class Doubted(ServiceError):
    """Answers that contradict themselves however often asked."""


class UnknownEconomies(ServiceError):
    """The service does not know these economies, ``codes``, and refuses whatever names them."""

    def __init__(self, sentence: str, codes: tuple[str, ...]) -> None:
        super().__init__(sentence)
        self.codes = codes


class NotFound(ServiceError):
    """The service has nothing under an address."""


class Refused(ServiceError):
    """The service will not answer this question; ``words`` are its own."""

    def __init__(self, words: str, who: str = "The service") -> None:
        super().__init__(f"{who} says “{words}”; check what was asked for.")
        self.words = words


class BadQuestion(ServiceError, ValueError):
    """A call that can only be a mistake, or the clock's: it is not sent."""
