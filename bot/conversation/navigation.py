"""The choices that every screen has; on channels without room for them they are typed words."""

from bot.conversation.screen import Choice, msg

BACK = Choice("back", msg("Back"))
MENU = Choice("menu", msg("Menu"))
MORE = Choice("more", msg("All times"), msg("Show every free time"))
EVERYWHERE = (BACK, MENU)
