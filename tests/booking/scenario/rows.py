"""The rows that a situation's values are in the tables of a story."""

from datetime import timedelta

from booking import policy
from booking.catalog import UNIT
from booking.salon_rules import service_document
from booking.store.ids import new_id
from booking.stored_rules import plan_document
from booking.terms import free_until

MINUTE = timedelta(minutes=1)


class Slugs:
    """Every id is its own slug."""

    def __getitem__(self, number):
        return str(number)


def member_row(member):
    return {**_calendar(member.id, str(member.id)), "rules": plan_document(member.plan)}


def unit_row(number, slug):
    return {**_calendar(number, slug), "own_hours": 0, "kind": UNIT}


def _calendar(number, slug):
    return {
        "id": number,
        "slug": slug,
        "name": {"en": slug},
        "ordinal": number,
        "own_hours": 1,
        "role": "staff",
    }


def service_row(service, slugs):
    return {
        "id": service.id,
        "slug": slugs[service.id],
        "name": dict(service.name.texts),
        "ordinal": service.id,
        "minutes": service.length // MINUTE,
        "buffer_before": service.buffer_before // MINUTE,
        "buffer_after": service.buffer_after // MINUTE,
        "price_minor": service.price.minor,
        "deposit_minor": service.deposit.minor if service.deposit else None,
        "rules": service_document(service, slugs),
    }


def offer_rows(salon):
    return [
        {"calendar_id": member.id, "service_id": service_id}
        for member in salon.staff
        for service_id in member.services
    ]


def opening_rows(salon):
    weeks = [(None, salon.hours), *((member.id, member.hours) for member in salon.staff)]
    return [
        {
            "id": new_id(),
            "calendar_id": owner,
            "weekday": weekday,
            "opens": opens,
            "closes": closes,
        }
        for owner, week in weeks
        for weekday, spans in enumerate(week.days)
        for opens, closes in spans
    ]


def settings_of(salon):
    return {
        "name": dict(salon.name.texts),
        "timezone": salon.zone.key,
        "currency": salon.currency,
        "languages": list(salon.languages),
        "phone": None,
        "location": None,
        "weekend": sorted(salon.weekend),
        "first_weekday": salon.first_weekday,
        "slot_step": salon.step // MINUTE,
        "hold_minutes": salon.hold // MINUTE,
        "cancel_until": salon.cancel_until // MINUTE,
        "minimum_notice": salon.minimum_notice // MINUTE,
        "horizon_days": salon.horizon_days,
    }


def booking_row(booking_id, customer_id, status, starts_at, ends_at):
    return {
        "id": booking_id,
        "code": "EXISTS",
        "request_key": f"existing-{booking_id}",
        "customer_id": customer_id,
        "channel": "telegram",
        "chat": str(customer_id),
        "status": status,
        "revision": 1,
        "starts_at": starts_at,
        "ends_at": ends_at,
        "currency": "SAR",
        "price_minor": 0,
        "deposit_minor": 0,
        "terms": {"v": 1, "cancel_until_minutes": 0},
        "created_at": starts_at,
    }


def conditions_row(salon, service, starts_at):
    """Those of a booking with a customer who always came, as they are copied into it."""
    due = policy.prepayment((service,), salon.currency)
    terms = salon.terms_at(starts_at)
    return {
        "currency": salon.currency,
        "price_minor": service.price.minor,
        "deposit_minor": due.minor,
        "terms": {
            "v": 2,
            "cancel_until_minutes": free_until(terms) // MINUTE,
            "steps": terms,
            "vat_percent": str(salon.vat_percent),
            "free_moves": salon.free_moves,
            "move_until_minutes": salon.move_until // MINUTE,
        },
    }
