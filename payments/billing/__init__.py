"""The only code that changes a payment. Whatever is asked of it may be asked again."""

from payments.billing import at_salon
from payments.billing.charging import charge
from payments.billing.ending import on_event, void
from payments.billing.granting import BY_STAFF, grant
from payments.billing.holding import LONGEST, may_be_held
from payments.billing.holding import give_up as give_up_hold
from payments.billing.reconciling import Finding, reconcile
from payments.billing.refunding import give_up, refund
from payments.billing.requesting import request, view
from payments.billing.settling import Outcome, look_again, settle
from payments.billing.tasks import (
    CAPTURE,
    CHARGE,
    REFUND,
    RELEASE,
    SETTLE,
    TOPICS,
    nudged,
    task_of,
)
from payments.billing.worker import carry_out

__all__ = [
    "BY_STAFF",
    "CAPTURE",
    "CHARGE",
    "LONGEST",
    "REFUND",
    "RELEASE",
    "SETTLE",
    "TOPICS",
    "Finding",
    "Outcome",
    "at_salon",
    "carry_out",
    "charge",
    "give_up",
    "give_up_hold",
    "grant",
    "look_again",
    "may_be_held",
    "nudged",
    "on_event",
    "reconcile",
    "refund",
    "request",
    "settle",
    "task_of",
    "view",
    "void",
]
