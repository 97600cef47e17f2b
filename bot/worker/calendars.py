"""A customer's calendar links, on the turn's own transaction."""

from booking.store.database import Work
from booking.visit import Booking
from bot import calendar_feed
from bot.links import CalendarLink, Links


class TurnCalendars:
    """There are no links without PUBLIC_URL."""

    def __init__(self, work: Work, links: Links, customer_id: int) -> None:
        self._work = work
        self._links = links
        self._customer_id = customer_id

    def entry(self, booking: Booking) -> str | None:
        return self._links.calendar(CalendarLink(self._work.tenant_id, booking.id))

    async def feed(self) -> str | None:
        feed_id = await calendar_feed.feed_of(self._work, self._customer_id)
        return self._link(feed_id) if feed_id else None

    async def open_feed(self) -> None:
        await calendar_feed.open_feed(self._work, self._customer_id)

    async def close_feed(self) -> None:
        await calendar_feed.close_feeds(self._work, self._customer_id)

    def _link(self, feed_id: int) -> str | None:
        return self._links.calendar(CalendarLink(self._work.tenant_id, feed_id, is_feed=True))
