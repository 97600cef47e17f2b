"""The words of scenario files; a word that is not among them is an error."""

SCENARIO = {"id", "kind", "given", "expect", "also", "note", "source"}
GIVEN = {
    "title", "tz", "now", "date", "viewer", "open", "hours", "weekly", "override", "season",
    "breaks", "time_off", "travel", "salon_hours", "service_hours", "closures", "pauses", "from",
    "to", "query", "length_min", "step_min", "before_min", "after_min", "notice_min", "services",
    "service", "visit", "resources", "uses", "processing", "done_by", "no_gaps", "requests_block",
    "bookings", "external_busy", "full", "staff", "mode", "required", "staff_asked", "choose",
    "moving_from", "preferred", "customer", "rolling_days", "window_days", "calendar_days",
    "weekend", "range", "free_days", "limit", "limit_minutes", "team_limit", "team_services",
    "limits", "first_weekday", "steps", "prepay", "hold_min", "max_holds", "approval",
    "approval_if_sooner_than_min", "prepay_after", "approval_after", "currency", "price",
    "vat_percent", "deposit", "terms", "free_moves", "move_until_min", "slot", "busy",
    "start_local",
}  # fmt: skip
SERVICE = {
    "length_min", "step_min", "before_min", "after_min", "notice_min", "rolling_days",
    "service_hours", "requests_block", "uses", "processing", "done_by", "price", "deposit",
}  # fmt: skip
MEMBER = {"hours", "weekly", "season", "override", "breaks", "time_off", "travel", "tz"}
HOURS = {"hours", "weekly", "season", "override"}
BOOKING = {"at", "status", "staff", "service", "by", "until", "before_min", "after_min"}
SEASON = {"from", "to", "weekly", "terms"}
TRIP = {"from", "to", "tz"}
PAUSE = {"day", "every", "at", "minutes"}
LIMIT = {"day", "week", "month", "year"}
LIMITS = LIMIT | {"per", "minutes"}
STEPS = {
    "book": {"book", "by", "staff", "as", "times", "every_days"},
    "together": {"together"},
    "move": {"move", "by", "staff"},
    "ask_cancel": {"ask_cancel"},
    "cancel": {"cancel", "by"},
    "change": {"change"},
    "decline": {"decline"},
    "approve": {"approve"},
    "reassign": {"reassign", "to"},
    "pay": {"pay", "deliveries", "first_fails"},
    "pay_fails": {"pay_fails"},
    "wait_min": {"wait_min"},
}
EXPECT = {
    "starts_utc", "starts_local", "count", "first_start", "last_start", "starts_by_day",
    "count_by_day", "open", "closed", "closed_from", "ranges_utc", "last_day", "valid",
    "conflict", "end_local", "results", "status", "assigned", "due", "refunds", "vat",
    "due_by_line", "sent", "reminded_of",
}  # fmt: skip


class UnknownWord(Exception):
    """The file says something that this player does not know."""


def check(scenario):
    """Raise UnknownWord if the scenario uses a word of another vocabulary."""
    _known(scenario, SCENARIO)
    for one in (scenario, *scenario.get("also", ())):
        _known(one.get("given", {}), GIVEN)
        _known(one["expect"], EXPECT)
        _check_given(one.get("given", {}))


def _check_given(given):
    for service in given.get("services", {}).values():
        _known(service, SERVICE)
        _check_hours(service.get("service_hours"), HOURS)
    for key in ("salon_hours", "service_hours"):
        _check_hours(given.get(key), HOURS)
    for member in given.get("staff", {}).values():
        _check_hours(member, MEMBER)
    for key, words in (("season", SEASON), ("travel", TRIP), ("pauses", PAUSE), ("limits", LIMITS)):
        for one in given.get(key, ()):
            _known(one, words)
    for key in ("limit", "limit_minutes", "team_limit"):
        _known(given.get(key, {}), LIMIT)
    for booking in given.get("bookings", ()):
        _known(booking, BOOKING)
    for step in given.get("steps", ()):
        _known(step, STEPS[verb(step)])
        if "change" in step:
            _known(step["change"], GIVEN)
            _check_given(step["change"])


def verb(step):
    """What kind of step it is."""
    found = [one for one in STEPS if one in step]
    if not found:
        raise UnknownWord(f"a step of {sorted(step)}")
    return found[0]


def _check_hours(given, words):
    if isinstance(given, dict):
        _known(given, words)
        for one in given.get("season", ()):
            _known(one, SEASON)
        for one in given.get("travel", ()):
            _known(one, TRIP)


def _known(given, words):
    if unknown := set(given) - words:
        raise UnknownWord(", ".join(sorted(unknown)))
