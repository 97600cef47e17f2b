"""What the worker does with a queue row of payments."""

from booking.errors import Misuse
from booking.store.database import Database
from booking.store.queue import Task
from payments.billing import holding, tasks
from payments.billing.charging import charge
from payments.billing.ending import void
from payments.billing.refunding import refund
from payments.billing.settling import look_again, look_in_time, settle
from payments.provider import Provider


async def carry_out(
    database: Database, provider: Provider, task: Task, instead: Provider | None = None
) -> None:
    """Do it, outside any transaction; the caller ends the row afterwards.

    Whoever dies in between does it again, which is safe. `instead` asks for what the provider makes
    no invoice for, say since the sum is too small.
    """
    payload, tenant_id = task.payload, task.tenant_id
    match task.topic:
        case tasks.CHARGE:
            await charge(database, provider, tenant_id, payload["payment"], instead)
        case tasks.SETTLE if "number" in payload:
            number = payload["number"]
            await look_in_time(database, provider, tenant_id, payload["payment"], number)
        case tasks.SETTLE if "payment" in payload:
            await look_again(database, provider, tenant_id, payload["payment"])
        case tasks.SETTLE:
            await settle(database, provider, tenant_id, payload["invoice"])
        case tasks.VOID:
            await void(database, provider, tenant_id, payload["payment"])
        case tasks.REFUND:
            await refund(database, provider, tenant_id, payload["payment"])
        case tasks.CAPTURE:
            await holding.capture(database, provider, tenant_id, payload)
        case tasks.RELEASE:
            await holding.release(database, provider, tenant_id, payload)
        case tasks.VERIFY:
            await provider.verify_webhook(payload["webhook"], payload["code"])
        case other:
            raise Misuse(f"payments have no task {other}")
