"""The choices that every screen has; on channels without room for them they are typed words."""

from bot.conversation.screen import Choice, msg

BACK = Choice("back", msg("Back"))
MENU = Choice("menu", msg("Menu"))
MORE = Choice("more", msg("More"), msg("Earlier, later or another day"))
OTHER_DAY = Choice("other_day", msg("Another day"), msg("Choose a day"))
EVERYWHERE = (BACK, MENU)
