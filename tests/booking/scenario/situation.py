"""What a scenario gives, as values of the engine: the salon, the wish, what exists already."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from booking.instants import local_day
from booking.money import Money
from booking.plan import ALWAYS, NEVER, Plan, Season
from booking.salon import LocalName, Resource, Salon, Service, Staff, ZoneInfo
from booking.wish import Wish
from tests.booking.scenario import values

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
SOME_DAY = date(2030, 1, 16)  # a Wednesday, far from any change of the clock
ASKED = "(asked for)"  # a service without a name
ONLY = "(only)"  # the only person


class Names:
    """Numbers for names, the same for the same name."""

    def __init__(self):
        self._numbers = {}

    def __getitem__(self, name):
        return self._numbers.setdefault(name, len(self._numbers) + 1)

    def name_of(self, number):
        return next(name for name, known in self._numbers.items() if known == number)


@dataclass
class Situation:
    """One scenario's `given`; ids are handed out by name, so that a later `given` keeps them."""

    given: dict
    names: Names

    @property
    def zone(self):
        return ZoneInfo(self.given.get("tz", "UTC"))

    @property
    def now(self):
        text = self.given.get("now")
        return values.instant(text) if text else LONG_AGO

    @property
    def date(self):
        if "date" in self.given:
            return date.fromisoformat(self.given["date"])
        if self.given.get("now"):
            return local_day(self.now, self.zone) + timedelta(days=1)
        return SOME_DAY

    def span(self, given):
        return values.span(given, self.date, self.zone)

    @property
    def staff_names(self):
        return list(self.given.get("staff", {ONLY: {}}))

    @property
    def asked(self):
        """The names of the services asked for."""
        return self.given.get("visit") or [self.given.get("service", ASKED)]

    @property
    def service_names(self):
        """All services of which something is said, the known ones first."""
        others = [one.get("service", ASKED) for one in self.given.get("bookings", ())]
        team = self.given.get("team_services", [])
        found = dict.fromkeys([*self.given.get("services", {}), *self.asked, *team, *others])
        return [one for one in found if one != ASKED or ASKED in self.asked]

    def service_id(self, name):
        return self.names["service", name]

    def staff_id(self, name):
        return self.names["staff", name or self.staff_names[0]]

    def unit_id(self, resource, number):
        return self.names["unit", resource, number]

    def customer_id(self, name):
        return self.names["customer", name]

    def is_described(self, name):
        return name in self.given.get("services", {}) or name in self.asked

    def said(self, name):
        """What is said of this service: itself, else by the whole situation."""
        if not self.is_described(name):
            return {"length_min": self.given.get("length_min", 60), "uses": []}
        keys = ("length_min", "step_min", "before_min", "after_min", "notice_min")
        keys += ("rolling_days", "service_hours", "requests_block", "uses", "processing")
        keys += ("done_by", "price", "deposit")
        general = {key: self.given[key] for key in keys if key in self.given}
        if "free_days" in self.given:
            general = {
                "length_min": 1,
                "step_min": 1,
                **general,
            }  # whole days, to their last minute
        return {**general, **self.given.get("services", {}).get(name, {})}

    def service(self, name):
        said, given = self.said(name), self.given
        hours, plan = _hours(said["service_hours"]) if "service_hours" in said else (None, Plan())
        currency = given.get("currency", "SAR")
        price = Money.parse(str(said.get("price", "0")), currency)
        deposit = said.get("deposit")
        percent = deposit is not None and deposit.endswith("%")
        soon = given.get("approval_if_sooner_than_min")
        preferred = given.get("preferred")
        return Service(
            id=self.service_id(name),
            category_id=None,
            name=LocalName({"en": name}),
            length=_minutes(said.get("length_min", 60)),
            buffer_before=_minutes(said.get("before_min", 0)),
            buffer_after=_minutes(said.get("after_min", 0)),
            price=price,
            deposit=Money.parse(deposit, currency) if deposit and not percent else None,
            deposit_percent=Decimal(deposit[:-1]) if percent else None,
            prepay=given.get("prepay", False),
            step=_minutes(said.get("step_min", 15)),
            notice=_minutes(said.get("notice_min", 0)),
            horizon=values.horizon({**given, **said}),
            dates=values.day_ranges([given["range"]])[0] if "range" in given else None,
            hours=hours,
            plan=plan,
            processing=tuple(said["processing"]) if "processing" in said else None,
            uses=tuple(said.get("uses", ())),
            together=given.get("mode", "any") == "all",
            required=frozenset(map(self.staff_id, given.get("required", ()))),
            preferred=self.staff_id(preferred) if preferred else None,
            requests_block=said.get("requests_block", True),
            approval=given.get("approval", False),
            approval_if_sooner=None if soon is None else _minutes(soon),
        )

    @property
    def services(self):
        return {name: self.service(name) for name in self.service_names}

    @property
    def salon(self):
        given = self.given
        offered = list(given.get("services", {})) or self.asked
        hours, plan = _hours(given["salon_hours"]) if "salon_hours" in given else (ALWAYS, Plan())
        usual = tuple(
            Season(one.first, one.last, None, one.terms)
            for one in map(values.season, given.get("season", ()))
        )
        return Salon(
            tenant_id=1,
            slug="main",
            version=1,
            name=LocalName({"en": "Salon"}),
            zone=self.zone,
            currency=given.get("currency", "SAR"),
            languages=("en",),
            phone=None,
            location=None,
            weekend=frozenset(map(values.WEEKDAYS.index, given.get("weekend", ["fri", "sat"]))),
            first_weekday=values.WEEKDAYS.index(given.get("first_weekday", "sun")),
            step=_minutes(given.get("step_min", 15)),
            hold=_minutes(given.get("hold_min", 15)),
            cancel_until=timedelta(0),
            minimum_notice=_minutes(given.get("notice_min", 0)),
            horizon_days=0,
            hours=hours,
            categories=(),
            services=tuple(map(self.service, offered)),
            staff=tuple(map(self._member, self.staff_names)),
            plan=Plan(seasons=(*plan.seasons, *usual), overrides=plan.overrides),
            closures=values.day_ranges(given.get("closures", ())),
            pauses=tuple(map(values.pause, given.get("pauses", ()))),
            horizon=values.horizon(given),
            resources=tuple(
                Resource(name, tuple(self.unit_id(name, number) for number in range(units)))
                for name, units in given.get("resources", {}).items()
            ),
            limits=self.limits,
            no_gaps=given.get("no_gaps", False),
            choose=given.get("choose", "least"),
            terms=values.terms(given.get("terms", ())),
            free_moves=given.get("free_moves"),
            move_until=_minutes(given.get("move_until_min", 0)),
            max_holds=given.get("max_holds", 2),
            prepay_after=given.get("prepay_after", 2),
            approval_after=given.get("approval_after", 4),
            vat_percent=Decimal(str(given.get("vat_percent", 15))),
            quiet=(0, 0),
        )

    @property
    def limits(self):
        given = self.given
        team = [self.service_id(name) for name in given.get("team_services", ())]
        found = [
            values.limit(one["per"], one, minutes=one.get("minutes", False), services=team)
            for one in given.get("limits", ())
        ]
        if "limit" in given:
            found.append(values.limit("salon", given["limit"]))
        if "limit_minutes" in given:
            found.append(values.limit("salon", given["limit_minutes"], minutes=True))
        if "team_limit" in given:
            found.append(values.limit("team", given["team_limit"], services=team))
        return tuple(found)

    @property
    def wish(self):
        wanted = self.given.get("staff_asked") or self.given.get("moving_from")
        customer = self.given.get("customer")
        return Wish(
            services=tuple(map(self.service, self.asked)),
            staff_id=self.staff_id(wanted) if wanted else None,
            customer_id=self.customer_id(customer) if customer else None,
        )

    def _member(self, name):
        own = self.given.get("staff", {}).get(name, {})
        said = {**self.given, **({"hours": own} if isinstance(own, str) else own)}
        if "free_days" in said:
            whole = {day: ["00:00-24:00"] for day in said["free_days"]}
            said = {**said, "weekly": {}, "override": whole}
        hours = self._weekly(said, own)
        does = [
            self.service_id(one)
            for one in self.service_names
            if name in self.said(one).get("done_by", [name])
        ]
        plan = Plan(
            seasons=tuple(map(values.season, said.get("season", ()))),
            overrides=values.overrides(said.get("override", {})),
            breaks=values.weekly(said.get("breaks", {})),
            days_off=values.day_ranges(said.get("time_off", ())),
            zone=ZoneInfo(own["tz"]) if isinstance(own, dict) and "tz" in own else None,
            trips=tuple(map(values.trip, said.get("travel", ()))),
        )
        label = LocalName({"en": name})
        return Staff(self.staff_id(name), label, frozenset(does), hours, "staff", None, plan)

    def _weekly(self, said, own):
        mine = {"hours": own} if isinstance(own, str) else own
        for source in (mine, said):
            if "hours" in source:
                return values.every_day(source["hours"])
            if "weekly" in source:
                return values.weekly(source["weekly"])
        bounded = {"salon_hours", "service_hours"} & set(said)
        return ALWAYS if bounded and "override" not in said else NEVER


def _hours(given):
    """Hours of the salon or a service: the weekly ones and what changes them."""
    if isinstance(given, str):
        return values.every_day(given), Plan()
    if "hours" in given:
        hours = values.every_day(given["hours"])
    else:
        hours = values.weekly(given.get("weekly", {}))
    return hours, Plan(
        seasons=tuple(map(values.season, given.get("season", ()))),
        overrides=values.overrides(given.get("override", {})),
    )


def _minutes(number):
    return timedelta(minutes=number)
