"""For whom a visit is: by name, or as the customer's mother, son, friend ..."""

from bot.conversation.screen import Text, msg, shown

RELATIONS = {
    "mother": msg("your mother"),
    "father": msg("your father"),
    "husband": msg("your husband"),
    "wife": msg("your wife"),
    "son": msg("your son"),
    "daughter": msg("your daughter"),
    "sister": msg("your sister"),
    "brother": msg("your brother"),
    "friend": msg("your friend"),
}


_THEIRS = {
    "mother": msg("the customer's mother"),
    "father": msg("the customer's father"),
    "husband": msg("the customer's husband"),
    "wife": msg("the customer's wife"),
    "son": msg("the customer's son"),
    "daughter": msg("the customer's daughter"),
    "sister": msg("the customer's sister"),
    "brother": msg("the customer's brother"),
    "friend": msg("the customer's friend"),
}


def named(for_whom: str) -> Text:
    """The person as the customer calls them."""
    return RELATIONS.get(for_whom) or shown(for_whom)


def whom_lines_for_staff(for_whom: str | None) -> tuple[Text, ...]:
    if for_whom is None:
        return ()
    return (msg("For: {name}", name=_THEIRS.get(for_whom) or for_whom),)


def whom_lines(for_whom: str | None) -> tuple[Text, ...]:
    """A line that names the person, unless it is the customer."""
    if for_whom is None:
        return ()
    return (msg("For: {name}", name=RELATIONS.get(for_whom) or for_whom),)
