"""The bookings that a scenario gives: what they block, and what limits count of them."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from booking.course import parts_of, runs_of_people, runs_of_resources
from booking.instants import instant_of, local_day
from booking.intervals import Interval
from booking.limits import Share, Visited
from booking.occupied import Claim
from booking.salon import Service
from tests.booking.scenario import values
from tests.booking.scenario.situation import ASKED

COUNTED = {"held", "requested", "confirmed", "completed", "no_show"}


@dataclass
class Existing:
    """One of `bookings`; `claimed` are the stretches by calendar, a unit's under its resource."""

    number: int
    customer: str
    status: str
    service: Service
    staff_id: int
    starts: int
    ends: int
    until: datetime | None
    people: list[tuple[int, Interval]]
    resources: list[tuple[str, Interval]]

    def blocks(self):
        if self.status == "requested":
            return self.service.requests_block
        return self.status in COUNTED

    def has_lapsed(self, now):
        return self.status == "held" and self.until is not None and self.until <= now


def all_existing(situation):
    given = situation.given.get("bookings", ())
    return [_existing(situation, number, one) for number, one in enumerate(given)]


def claims(situation):
    """What blocks, by calendar; a resource's units are interchangeable, so one has it all."""
    found = []
    for one in all_existing(situation):
        if not one.blocks():
            continue
        held = (one.until, situation.customer_id(one.customer)) if one.until else (None, None)
        units = [(situation.unit_id(name, 0), span) for name, span in one.resources]
        for calendar_id, span in (*one.people, *units):
            found.append(Claim(calendar_id, one.number, *map(instant_of, span), *held))
    for calendar_id, span in taken_otherwise(situation):
        found.append(Claim(calendar_id, -1, *map(instant_of, span), None, None))
    return found


def taken_otherwise(situation):
    """Entries of connected calendars, and days on which every start is taken."""
    spans = [situation.span(one) for one in situation.given.get("external_busy", ())]
    for first, last in values.day_ranges(situation.given.get("full", ())):
        whole = values.days(first, last)
        spans += [values.span("00:00-24:00", day, situation.zone) for day in whole]
    return [
        (situation.staff_id(name), span)
        for span in spans
        if span[0] < span[1]
        for name in situation.staff_names
    ]


def visits(situation, now):
    """What limits count."""
    return [
        Visited(
            local_day(instant_of(one.starts), situation.zone),
            situation.customer_id(one.customer),
            one.ends - one.starts,
            (Share(one.service.id, one.staff_id, one.ends - one.starts),),
        )
        for one in all_existing(situation)
        if one.status in COUNTED and not one.has_lapsed(now)
    ]


def _existing(situation, number, given):
    starts, ends = situation.span(given["at"])
    length = timedelta(minutes=ends - starts)
    service = replace(_service(situation, given), length=length)
    staff_id = situation.staff_id(given.get("staff"))
    parts = parts_of([service])
    people = runs_of_people(parts, ((staff_id,),))
    return Existing(
        number=number,
        customer=given.get("by", f"(somebody {number})"),
        status=given.get("status", "confirmed"),
        service=service,
        staff_id=staff_id,
        starts=starts,
        ends=ends,
        until=values.instant(given["until"]) if "until" in given else None,
        people=[(staff_id, span) for span in _spans(people[staff_id], starts)],
        resources=[
            (name, span)
            for name, runs in runs_of_resources(parts).items()
            for span in _spans(runs, starts)
        ],
    )


def _service(situation, given):
    name = given.get("service") or situation.given.get("service") or situation.asked[0]
    known = situation.service(name if name in situation.service_names else ASKED)
    before, after = given.get("before_min"), given.get("after_min")
    return replace(
        known,
        buffer_before=known.buffer_before if before is None else timedelta(minutes=before),
        buffer_after=known.buffer_after if after is None else timedelta(minutes=after),
    )


def _spans(runs, starts):
    return [(starts + begins, starts + ends) for run in runs for begins, ends in run.busy]
