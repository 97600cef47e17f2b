"""What a customer's own calendar shows: one booking, or all of theirs for as long as they like."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import BigInteger, bindparam, select, update

from booking import bookings, customers
from booking.catalog import Catalog
from booking.salon import Salon
from booking.store.database import Database, Work
from booking.store.ids import new_id
from booking.store.tenancy import scoped
from booking.visit import Booking
from bot.calendar_files import CALENDAR, Entry, calendar_file
from bot.conversation.screen import Text, msg, shown
from bot.conversation.summary import in_short
from bot.files import File
from bot.links import CalendarLink
from bot.tables import calendar_feeds
from bot.wording.localization import Localization, Wording

# Calendars show the marks that keep a name's direction as boxes.
_ISOLATES = str.maketrans("", "", "\u2068\u2069")
_KEPT = timedelta(days=90)  # how long past visits stay in the feed


class CalendarFeed:
    """Makes the files that calendars fetch; what is not there any more is None."""

    def __init__(self, database: Database, catalog: Catalog, wording: Wording) -> None:
        self._database = database
        self._catalog = catalog
        self._wording = wording

    async def file(self, link: CalendarLink) -> bytes | None:
        """The calendar behind a link of ours."""
        async with self._database.unit_of_work(link.tenant_id) as work:
            if link.is_feed:
                row = await work.row(_OWNER, {"feed": link.id})
                return await self._of_customer(work, row.customer_id) if row else None
            return await self._of_booking(work, link.id)

    async def document(self, tenant_id: int, booking_id: str) -> File | None:
        """One booking, for a chat that takes such files."""
        content = await self.file(CalendarLink(tenant_id, int(booking_id)))
        return File("booking.ics", CALENDAR, content) if content else None

    async def _of_booking(self, work: Work, booking_id: int) -> bytes | None:
        booking = await bookings.find(work, booking_id)
        if booking is None:
            return None
        salon, words = await self._salon(work, booking.customer_id)
        return calendar_file([_entry(work, salon, words, booking, names_person=False)])

    async def _of_customer(self, work: Work, customer_id: int) -> bytes:
        salon, words = await self._salon(work, customer_id)
        found = await bookings.since(work, customer_id, work.now - _KEPT)
        entries = (_entry(work, salon, words, one, names_person=True) for one in found)
        return calendar_file(entries, salon.name.in_(words.language))

    async def _salon(self, work: Work, customer_id: int) -> tuple[Salon, Localization]:
        """The salon in the customer's language."""
        salon = await self._catalog.salon(work)
        person = await customers.find(work, customer_id)
        return salon, self._wording.of_salon(salon, person.language if person else None)


async def open_feed(work: Work, customer_id: int) -> int:
    """Begin a new feed of the customer's; the links of older ones end."""
    await close_feeds(work, customer_id)
    feed_id = new_id()
    row = {"id": feed_id, "customer_id": customer_id, "created_at": work.now}
    await work.insert(calendar_feeds, row)
    return feed_id


async def close_feeds(work: Work, customer_id: int) -> None:
    await work.execute(_CLOSE, {"customer": customer_id, "at": work.now})


async def feed_of(work: Work, customer_id: int) -> int | None:
    """The customer's feed, if one is open."""
    row = await work.row(_OPEN, {"customer": customer_id})
    return row and row.id


def _entry(
    work: Work, salon: Salon, words: Localization, booking: Booking, *, names_person: bool
) -> Entry:
    def said(text: Text) -> str:
        return words.say(text).translate(_ISOLATES)

    # A link to one booking is passed on more easily than a feed: it names nobody.
    visit = booking if names_person else replace(booking, for_whom=None)
    place = shown(salon.name)
    if salon.location:
        place = msg("{salon}, {address}", salon=salon.name, address=salon.location.address)
    return Entry(
        uid=f"{booking.id}@{salon.slug}",
        stamp=work.now,
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        sequence=booking.revision,
        status=booking.status,
        summary=said(in_short(salon, visit)),
        description=said(msg("Booking code: {code}", code=booking.code)),
        location=said(place),
    )


_open = (scoped(calendar_feeds), calendar_feeds.c.closed_at.is_(None))
_of_customer = calendar_feeds.c.customer_id == bindparam("customer", type_=BigInteger)
_OWNER = select(calendar_feeds.c.customer_id).where(
    *_open, calendar_feeds.c.id == bindparam("feed", type_=BigInteger)
)
_OPEN = select(calendar_feeds.c.id).where(*_open, _of_customer)
_CLOSE = update(calendar_feeds).where(*_open, _of_customer).values(closed_at=bindparam("at"))
