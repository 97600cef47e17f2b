"""Long lists in pages: a list has ten rows, nine answers and "more"."""

from dataclasses import replace

from bot.conversation.screen import Choice, Screen, msg

ROWS = 10
NEXT_PAGE = Choice("next_page", msg("More"), msg("Show the others"))


def page_of(screen: Screen, page: int) -> tuple[Screen, int]:
    """The screen with one page of its choices, and which page it is; after the last, the first."""
    if len(screen.choices) <= ROWS:
        return screen, 0
    size = ROWS - 1
    pages = -(-len(screen.choices) // size)
    page %= pages
    first, last = page * size, (page + 1) * size
    shown = screen.choices[first:last]
    unseen = (*screen.choices[:first], *screen.choices[last:], *screen.unseen)
    return replace(screen, choices=(*shown, NEXT_PAGE), unseen=unseen), page
