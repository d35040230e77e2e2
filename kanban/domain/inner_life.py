"""What helps a working day and what hinders it: seven catalysts, four nourishers, their opposites.

The factors are those of Amabile and Kramer, *The Progress Principle* (2011), whose checklist was
written for managers; the words, and asking a person about their own day, are an adaptation.
"""

from typing import NamedTuple

LOWEST, HIGHEST = 1, 5
"""The range of emotion, motivation and perception."""

SCALES = ("emotion", "motivation", "perception")
"""The three sides of inner work life, by the names of their fields in a day."""


class Factor(NamedTuple):
    """One thing that helps when it is there and hinders when it is not.

    Attributes:
        id: What a day keeps; a promise, for files hold it.
        key: The letter that names it in the recap.
        helped: What is said when it was there.
        hindered: What is said when it was missing.
    """

    id: str
    key: str
    helped: str
    hindered: str


CATALYSTS = (
    Factor("goals", "g", "clear goals", "unclear goals"),
    Factor("autonomy", "r", "room to decide", "no room to decide"),
    Factor("means", "m", "the means at hand", "means missing"),
    Factor("time", "t", "time enough", "time too short or too long"),
    Factor("help", "h", "help", "no help"),
    Factor("learning", "l", "learning from what happened", "nothing drawn from it"),
    Factor("ideas", "i", "ideas let flow", "ideas held back"),
)
"""Events that help the work itself."""

NOURISHERS = (
    Factor("respect", "s", "respect", "disregard"),
    Factor("encouragement", "e", "encouragement", "discouragement"),
    Factor("comfort", "c", "comfort", "a cold shoulder"),
    Factor("belonging", "b", "belonging", "feeling apart"),
)
"""Events that help the person."""

FACTORS = {factor.id: factor for factor in (*CATALYSTS, *NOURISHERS)}
"""All of them by id."""
