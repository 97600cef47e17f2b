"""Plays a scenario: every key of `expect` must come out exactly."""

from tests.booking.scenario import questions
from tests.booking.scenario.situation import Names, Situation
from tests.booking.scenario.story import Story


def variations(scenario):
    """The scenario itself, then each of `also` laid over it."""
    given = scenario.get("given", {})
    yield given, scenario["expect"]
    for one in scenario.get("also", ()):
        yield {**given, **one.get("given", {})}, one["expect"]


def needs_database(scenario):
    return any(not questions.is_pure(key) for _, expect in variations(scenario) for key in expect)


async def play(given, expect, url):
    """What came out for each key that was expected; `url` is of a new database, if one is needed.

    What is asked besides the steps is about the situation before them.
    """
    situation = Situation(given, Names())
    answers = {
        key: questions.answer(situation, key, expected)
        for key, expected in expect.items()
        if questions.is_pure(key)
    }
    asked = {key: expected for key, expected in expect.items() if key not in answers}
    if asked:
        async with Story.played(given, url) as story:
            for key, expected in asked.items():
                answers[key] = await story.answer(key, expected)
    return answers
