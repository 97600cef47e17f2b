"""A salon with a till, whose provider is the stand-in of Moyasar."""

import aiohttp
import pytest
from aiohttp import web

from payments.moyasar import MoyasarHolds
from sandbox.deliveries import Deliveries
from sandbox.faults import Faults
from sandbox.moyasar import MoyasarStandIn
from sandbox.news import News
from tests.payments.desk import PUBLISHABLE, Desk
from tests.payments.shop import SECRET_KEY, Shop
from tests.payments.web import serve, web_application


@pytest.fixture
async def quiet_shop(database, clock):
    """A salon that no webhook reaches, only the nudges of invoices."""
    faults, deliveries, shops = Faults(), Deliveries(clock.now), {}
    moyasar = MoyasarStandIn(clock.now, faults, deliveries, News())
    moyasar.account(SECRET_KEY)
    theirs = web.Application()
    theirs.add_routes(moyasar.routes())
    async with (
        serve(theirs) as moyasar_url,
        serve(web_application(shops)) as our_url,
        aiohttp.ClientSession() as session,
    ):
        shop = Shop(database, clock, moyasar, faults, deliveries)
        shop.connect(session, moyasar_url, our_url)
        await shop.open()
        shops["main"] = shop
        yield shop
        await shop.check_books()
        await deliveries.close()


@pytest.fixture
async def shop(quiet_shop):
    """A salon that Moyasar tells of its payments."""
    await quiet_shop.listen()
    return quiet_shop


@pytest.fixture
async def desk(quiet_shop):
    """A salon that holds deposits; Moyasar tells it of payments."""
    shop = quiet_shop
    shop.moyasar.account(SECRET_KEY, publishable_key=PUBLISHABLE)
    await shop.listen()
    shop.provider = MoyasarHolds(shop.provider, shop.client, lambda key: f"https://x.example/{key}")
    return Desk(shop)
