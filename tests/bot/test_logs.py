"""Logs are for operators: what only a customer or a vendor may know is not in them."""

import logging
from contextlib import redirect_stderr
from io import StringIO

import pytest
import structlog

from bot import logs

TOKEN = "700000001:AAStandInTokenThatOpensNothingElse00"
SECRETS = (TOKEN, "sk_live_abcdefghijklmnop", "+966 50 123 4567", "966501234567", "0501234567")


@pytest.fixture(params=["json", "console"])
def logged(request):
    before, written = logging.getLogger().handlers[:], StringIO()
    with redirect_stderr(written):
        logs.set_up(request.param)
    yield written.getvalue
    structlog.reset_defaults()
    logging.getLogger().handlers[:] = before


@pytest.mark.parametrize("secret", SECRETS)
def test_neither_a_sentence_nor_a_value_nor_a_traceback_names_a_secret(logged, secret):
    log, sentence = structlog.get_logger(), f"sent to {secret}."
    log.info(sentence)
    log.warning("not sent", reason=f"https://api/{secret}/sendMessage")
    log.error("broken", exc_info=ValueError(secret))
    assert secret not in logged()
    assert "ValueError" in logged()


def test_a_token_is_found_in_the_address_of_a_call(logged):
    structlog.get_logger().info("no answer", reason=f"https://api/bot{TOKEN}/sendMessage")
    assert TOKEN not in logged()


@pytest.mark.parametrize("secret", SECRETS)
def test_nor_do_the_libraries(logged, secret):
    logging.getLogger("aiohttp.client").warning("retrying %s", secret)
    assert "retrying" in logged()
    assert secret not in logged()


@pytest.mark.parametrize("secret", SECRETS)
def test_the_tracebacks_of_libraries_are_kept_without_secrets(logged, secret):
    try:
        raise LookupError(secret)  # noqa: TRY301  # a traceback is wanted
    except LookupError:
        logging.getLogger("aiohttp.server").exception("unhandled")
    assert "LookupError" in logged()
    assert "test_logs.py" in logged()
    assert secret not in logged()


def test_a_library_may_say_that_nothing_was_raised(logged):
    logging.getLogger("aiohttp.server").error("no traceback", exc_info=True)  # noqa: LOG014
    assert "no traceback" in logged()


def test_ids_of_rows_are_legible(logged):
    structlog.get_logger().info("will be tried again", task=250451646887042678, attempts=2)
    assert "250451646887042678" in logged()
