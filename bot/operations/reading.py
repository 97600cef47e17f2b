"""The settings as far as they can be read, so that one wrong variable does not hide the rest."""

from dataclasses import dataclass

from booking.errors import Invalid, Problem
from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class Readable:
    """The settings, in which each variable that is wrong has its default."""

    settings: Settings | None
    problems: tuple[Problem, ...] = ()

    @property
    def wrong_names(self) -> frozenset[str]:
        return frozenset(problem.where for problem in self.problems)


def read_settings() -> Readable:
    """Read the environment; what is wrong in it is told, not raised."""
    try:
        return Readable(Settings.read())
    except Invalid as error:
        problems = tuple(error.problems)
    fields = Settings.model_fields
    names = {problem.where.lower() for problem in problems} & fields.keys()
    try:
        settings = Settings.read(**{name: fields[name].get_default() for name in names})
    except Invalid:
        return Readable(None, problems)
    return Readable(settings, problems)
