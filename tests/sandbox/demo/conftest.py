"""A real Chromium, one for all tests of the page, and a stage of its own for each test."""

import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright

from tests.sandbox.demo import scenes
from tests.sandbox.demo.stage import PATIENCE_SECONDS, Stage

NAMES = ("chromium", "chromium-browser", "google-chrome")
MISSING = (
    "NO BROWSER: the demo page is not tested. Install Chromium (Debian: apt-get install chromium)"
    " or name one with CHROMIUM=/path/to/chromium"
)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE = {"width": 1440, "height": 900}
NARROW = {"width": 390, "height": 844}

OpenPage = Callable[..., Awaitable[Page]]


def chromium() -> str | None:
    """Return the path of a Chromium or Chrome of this system."""
    found = (shutil.which(name) for name in (os.environ.get("CHROMIUM", ""), *NAMES) if name)
    return next((path for path in found if path), None)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    path = chromium()
    if path is None:
        pytest.skip(MISSING)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def stage() -> AsyncIterator[Stage]:
    stage = Stage(scenes.english())
    await stage.start()
    yield stage
    await stage.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def visit(browser: Browser) -> AsyncIterator[OpenPage]:
    """Open the page at an address; whatever it says on its console fails the test."""
    contexts = []
    complaints: list[str] = []

    async def open_page(url: str, *, language: str = "en", **options: Any) -> Page:
        settings: dict[str, Any] = {"viewport": WIDE, "reduced_motion": "reduce", **options}
        context = await browser.new_context(locale=language, **settings)
        contexts.append(context)
        context.set_default_timeout(PATIENCE_SECONDS * 1000)
        page = await context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: _complain(complaints, said.type, said.text))
        await page.goto(url)
        await page.locator("#staff .ready").wait_for(state="attached")
        return page

    yield open_page
    for context in contexts:
        await context.close()
    assert complaints == []


def _complain(complaints: list[str], kind: str, text: str) -> None:
    # A lost connection is logged by the browser itself, whatever the page makes of it.
    if kind in ("error", "warning") and "Failed to load resource" not in text:
        complaints.append(text)
