"""What a customer says of what they want to hear of us at all, in one word or in a sentence."""

from bot.conversation.understanding import own_phrases
from bot.conversation.understanding.sheet import Sheet
from bot.conversation.words import CONSENTS, Word, word_in


def consent_in(text: str) -> Word | None:
    """The wish that a message tells; of several lines the last one that tells any."""
    for line in reversed(text.splitlines()):
        if wish := consent_word(line) or consent_asked(line):
            return wish
    return None


def consent_word(text: str) -> Word | None:
    """The wish that is the whole message."""
    word = word_in(text)
    return word if word in CONSENTS else None


def consent_asked(text: str) -> Word | None:
    """The wish that a sentence tells."""
    sheet = Sheet(text)
    if sheet.has(own_phrases.NEWS_AGAIN):
        return Word.RESUME
    if sheet.has(own_phrases.STOP):
        return Word.STOP_ALL if sheet.has(own_phrases.EVERYTHING) else Word.STOP
    return None
