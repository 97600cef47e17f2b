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


def whom_lines(for_whom: str | None) -> tuple[Text, ...]:
    """A line that names the person, unless it is the customer."""
    if for_whom is None:
        return ()
    return (msg("For: {name}", name=RELATIONS.get(for_whom, shown(for_whom))),)
