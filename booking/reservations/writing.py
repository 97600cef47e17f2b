"""Writing a booking down: its row, a line for each person's part, its claims and its event."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from booking import audit, events, persons
from booking.conditions import Conditions
from booking.course import Part, Team, parts_of
from booking.events import Event
from booking.money import Money
from booking.reservations.lapse import when_it_ends
from booking.reservations.taking import take_all
from booking.reservations.unanswered import answer_until_of, when_unanswered
from booking.salon import Salon, Service
from booking.store import queue
from booking.store.database import Work
from booking.store.ids import new_id
from booking.store.tables.bookings import booking_lines, bookings
from booking.terms import free_until
from booking.visit import Actor, Booking, Line, Request, Status

_MINUTE = timedelta(minutes=1)
_EVENTS = {
    Status.HELD: Event.HELD,
    Status.REQUESTED: Event.REQUESTED,
    Status.CONFIRMED: Event.CONFIRMED,
}


async def insert(
    work: Work, salon: Salon, request: Request, booking: Booking, services: Sequence[Service]
) -> Booking:
    """Insert what `new_booking` made; SlotTaken if something of it is not free."""
    person_id = None
    if request.for_whom:
        person_id = await persons.saved(work, request.customer_id, request.for_whom)
    row = _row(booking, request, work.now)
    await work.insert(bookings, {**row, "person_id": person_id})
    await work.insert(booking_lines, *line_rows(booking))
    if booking.status is not Status.REQUESTED or blocks_as_request(services):
        held = (booking.held_until, booking.customer_id) if booking.held_until else None
        await take_all(
            work, salon, booking.id, parts_of(services), booking.team, booking.starts_at, held
        )
    by = request.by_staff or Actor("customer", str(request.customer_id))
    event = _EVENTS[booking.status]
    await audit.note(work, by, str(event), booking.id)
    rows = [events.happened(event, booking.id, booking.revision, by.kind)]
    if booking.held_until:
        rows.append(when_it_ends(booking.id, booking.held_until))
    if booking.answer_until:
        rows.append(when_unanswered(booking.id, booking.answer_until))
    await queue.add(work, *rows)
    return booking


def new_booking(
    salon: Salon,
    services: Sequence[Service],
    team: Team,
    request: Request,
    now: datetime,
    conditions: Conditions,
    series_id: int | None = None,
) -> Booking:
    """The booking as it will stand: its conditions are copied into it."""
    booking_id = new_id()
    due = Money.zero(salon.currency) if request.by_staff else conditions.due
    needs_approval = conditions.needs_approval and not request.by_staff
    pays_first = conditions.pays_first and not request.by_staff
    held_until = now + salon.hold if due or pays_first else None
    status = Status.REQUESTED if needs_approval else Status.CONFIRMED
    waiting_id, offered_until = request.offer or (None, None)
    held_until = offered_until or held_until
    if held_until:
        status = Status.HELD
    answer_until = answer_until_of(salon, request.starts_at, now)
    parts = parts_of(services)
    return Booking(
        id=booking_id,
        code=booking_code(booking_id),
        status=status,
        revision=1,
        customer_id=request.customer_id,
        channel=request.channel,
        chat=request.chat,
        starts_at=request.starts_at,
        ends_at=request.starts_at + parts[-1].ends * _MINUTE,
        held_until=held_until,
        price=conditions.price,
        deposit=due,
        free_cancel_until=request.starts_at - free_until(conditions.terms),
        lines=lines_of(parts, team, request.starts_at),
        terms=conditions.terms,
        vat_percent=salon.vat_percent,
        free_moves=conditions.free_moves,
        move_until=conditions.move_until,
        needs_approval=needs_approval,
        series_id=series_id,
        answer_until=answer_until if status is Status.REQUESTED else None,
        for_whom=request.for_whom,
        waiting_id=waiting_id,
        offered_until=offered_until,
    )


def lines_of(parts: Sequence[Part], team: Team, starts_at: datetime) -> tuple[Line, ...]:
    """Of several who do one service together the first has its price."""
    return tuple(
        Line(
            part.service.id,
            person,
            starts_at + part.begins * _MINUTE,
            starts_at + part.ends * _MINUTE,
            Money.zero(part.service.price.currency) if place else part.service.price,
            part.service.vat_percent,
        )
        for part, together in zip(parts, team, strict=True)
        for place, person in enumerate(together)
    )


def line_rows(booking: Booking) -> list[dict[str, object]]:
    return [
        {
            "booking_id": booking.id,
            "ordinal": ordinal,
            "service_id": line.service_id,
            "calendar_id": line.staff_id,
            "starts_at": line.starts_at,
            "ends_at": line.ends_at,
            "price_minor": line.price.minor,
            "vat_basis_points": int(line.vat_percent * 100),
        }
        for ordinal, line in enumerate(booking.lines)
    ]


def blocks_as_request(services: Sequence[Service]) -> bool:
    """Does it block its time while it awaits approval?"""
    return all(service.requests_block for service in services)


def booking_code(booking_id: int) -> str:
    """Six letters and digits to say on the phone, none of which is mistaken for another."""
    letters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
    return "".join(letters[(booking_id >> shift) & 31] for shift in range(25, -1, -5))


def _row(booking: Booking, request: Request, now: datetime) -> dict[str, object]:
    return {
        "id": booking.id,
        "code": booking.code,
        "request_key": request.key,
        "customer_id": booking.customer_id,
        "channel": booking.channel,
        "chat": booking.chat,
        "status": booking.status,
        "revision": booking.revision,
        "starts_at": booking.starts_at,
        "ends_at": booking.ends_at,
        "held_until": booking.held_until,
        "currency": booking.price.currency,
        "price_minor": booking.price.minor,
        "deposit_minor": booking.deposit.minor,
        "terms": {
            "v": 2,
            "cancel_until_minutes": free_until(booking.terms) // _MINUTE,
            "steps": booking.terms,
            "vat_percent": str(booking.vat_percent),
            "free_moves": booking.free_moves,
            "move_until_minutes": booking.move_until // _MINUTE,
        },
        "created_at": now,
        "needs_approval": booking.needs_approval,
        "series_id": booking.series_id,
        "answer_until": booking.answer_until,
        "waiting_id": booking.waiting_id,
        "offered_until": booking.offered_until,
    }
