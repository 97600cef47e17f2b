"""A strict stand-in of Twilio's Messages and Content APIs and of the phones behind WhatsApp."""

from sandbox.twilio.phone import Phone
from sandbox.twilio.shown import Button, Row, ShownMessage
from sandbox.twilio.standin import TwilioStandIn

__all__ = ["Button", "Phone", "Row", "ShownMessage", "TwilioStandIn"]
