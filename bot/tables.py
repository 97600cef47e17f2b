"""Tables of conversations: where each stands, and what was sent where."""

from sqlalchemy import BigInteger, Column, ForeignKeyConstraint, Index, Integer, String

from booking.store.columns import Document, Instant
from booking.store.tenancy import tenant_table

# Several staff share one group, so a conversation is one person's in one chat.
conversations = tenant_table(
    "conversations",
    Column("channel", String(16), nullable=False),
    Column("chat", String(160), nullable=False),
    Column("person", String(160), nullable=False),
    Column("state", Document, nullable=False),
    Column(
        "shown", String(80), nullable=False, server_default=""
    ),  # the message that carries this turn's buttons
    Column("minute_at", Instant, nullable=False),  # when the present minute of messages began
    Column("minute_count", Integer, nullable=False),
    Column("with_person_until", Instant),  # until then the bot keeps quiet
    key=("channel", "chat", "person"),
)

# What to edit when a booking changes.
staff_messages = tenant_table(
    "staff_messages",
    Column("booking_id", BigInteger, nullable=False),
    Column("chat", String(80), nullable=False),
    Column("message", String(80), nullable=False),
    ForeignKeyConstraint(["tenant_id", "booking_id"], ["bookings.tenant_id", "bookings.id"]),
    key=("booking_id",),
)

# Of which customer's chat a message of the staff's group speaks.
relays = tenant_table(
    "relays",
    Column("chat", String(80), nullable=False),
    Column("message", String(80), nullable=False),
    Column("channel", String(16), nullable=False),
    Column("customer_chat", String(160), nullable=False),
    Column("at", Instant, nullable=False),
    key=("chat", "message"),
)

# A group that became a supergroup, under its old id; and one that the bot was thrown out of.
staff_chats = tenant_table(
    "staff_chats",
    Column("chat", String(80), nullable=False),
    Column("moved_to", String(80)),
    Column("lost_at", Instant),
    key=("chat",),
)

# A customer's own calendar reads all their bookings while it is open; its address is signed.
calendar_feeds = tenant_table(
    "calendar_feeds",
    Column("id", BigInteger, nullable=False),
    Column("customer_id", BigInteger, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("closed_at", Instant),
    ForeignKeyConstraint(["tenant_id", "customer_id"], ["customers.tenant_id", "customers.id"]),
    Index("ix_calendar_feeds_customer", "tenant_id", "customer_id"),
)

# Twilio Content resources.
contents = tenant_table(
    "contents",
    Column("name", String(64), nullable=False),
    Column("language", String(8), nullable=False),
    Column("sid", String(64), nullable=False),
    key=("name", "language"),
)

# By which ids a bot sends again what it has uploaded once, by the name of its content.
telegram_uploads = tenant_table(
    "telegram_uploads",
    Column("bot", String(32), nullable=False),
    Column("name", String(64), nullable=False),
    Column("file_id", String(300), nullable=False),
    key=("bot", "name"),
)

# Telegram's invoices, which it cannot be asked about, and what it told once of their payment.
telegram_invoices = tenant_table(
    "telegram_invoices",
    Column("key", String(128), nullable=False),
    Column("amount_minor", BigInteger, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("url", String(500), nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("cancelled_at", Instant),
    key=("key",),
)

telegram_payments = tenant_table(
    "telegram_payments",
    Column("charge_id", String(160), nullable=False),
    Column("provider_charge_id", String(160), nullable=False),
    Column("key", String(128), nullable=False),
    Column("amount_minor", BigInteger, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("refunded_minor", BigInteger, nullable=False),  # by hand, where the token is from
    Column("paid_at", Instant, nullable=False),
    Index("ix_telegram_payments_key", "tenant_id", "key"),
    Index("ix_telegram_payments_paid", "tenant_id", "paid_at"),
    key=("charge_id",),
)
