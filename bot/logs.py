"""Structured logs; numbers of people and secrets never reach them."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

_SECRETS = (
    (re.compile(r"(?<!\d)\d{6,12}:[A-Za-z0-9_-]{30,}"), "<token>"),  # Telegram's
    (re.compile(r"[sp]k_(?:test|live)_\w+"), "<key>"),  # Moyasar's
    (re.compile(r"(?<![\w.-])\+?\d[\d\s-]{8,14}\d(?![\w-])"), "<number>"),
)
_OURS = ("task", "attempts", "timestamp")  # ids that look like numbers of people


def set_up(log_format: str | None) -> None:
    """Log to standard error: lines for people on a terminal, else JSON."""
    as_json = log_format == "json" or (log_format is None and not sys.stderr.isatty())
    last = structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper("iso"),
            structlog.processors.format_exc_info,
            _without_secrets,
            last,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    logging.basicConfig(level=logging.WARNING, handlers=[_ToStructlog()], force=True)


def redacted(text: str) -> str:
    for pattern, instead in _SECRETS:
        text = pattern.sub(instead, text)
    return text


def _without_secrets(
    _logger: Any, _name: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    for key, value in event.items():
        if isinstance(value, str) and key not in _OURS:
            event[key] = redacted(value)
    return event


class _ToStructlog(logging.Handler):
    """What libraries log goes the same way."""

    def emit(self, record: logging.LogRecord) -> None:
        raised = record.exc_info if record.exc_info and record.exc_info[0] else None
        log = structlog.get_logger(record.name)
        log.log(record.levelno, record.getMessage(), exc_info=raised)
