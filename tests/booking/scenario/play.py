"""Plays a scenario: every key of `expect` must come out exactly."""

from tests.booking.scenario import questions
from tests.booking.scenario.situation import Names, Situation


def variations(scenario):
    """The scenario itself, then each of `also` laid over it."""
    given = scenario.get("given", {})
    yield given, scenario["expect"]
    for one in scenario.get("also", ()):
        yield {**given, **one.get("given", {})}, one["expect"]


def needs_database(scenario):
    return any(not questions.is_pure(key) for _, expect in variations(scenario) for key in expect)


async def play(given, expect, fresh_database):
    """What came out for each key that was expected."""
    situation = Situation(given, Names())
    answers = {
        key: questions.answer(situation, key, expected)
        for key, expected in expect.items()
        if questions.is_pure(key)
    }
    if len(answers) < len(expect):
        raise NotImplementedError("steps")
    return answers
