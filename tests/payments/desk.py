"""A desk at which deposits are held on cards."""

import aiohttp

from tests.payments.shop import STAFF

DEPOSIT = 10000
PUBLISHABLE = "pk_test_that-everybody-may-see"
GOOD, BAD = "4111111111111111", "4123120001090109"


class Desk:
    """Enters cards as the form in a payer's browser does."""

    def __init__(self, shop):
        self.shop = shop

    async def open(self, chat="42", hour=9):
        booking = await self.shop.hold(chat, hour)
        await self.shop.work_off()
        return booking

    async def submit(self, booking, card=GOOD, amount=DEPOSIT, *, manual=True, approved=True):
        """Enter a card, and answer the bank."""
        body = {
            "amount": amount,
            "currency": "SAR",
            "description": "Deposit",
            "callback_url": "https://x.example/back",
            "metadata": {"payment_key": (await self.shop.payment(booking)).key},
            "source": {
                "type": "creditcard",
                "name": "Noura A",
                "number": card,
                "month": "12",
                "year": "2030",
                "cvc": "123",
                "manual": manual,
            },
        }
        url = f"{self.shop.moyasar_url}/v1/payments"
        headers = {
            "User-Agent": "a browser",
            "Authorization": aiohttp.encode_basic_auth(PUBLISHABLE, ""),
        }
        async with self.shop.session.post(url, json=body, headers=headers) as answer:
            assert answer.status == 201, await answer.text()
            begun = await answer.json()
        assert begun["status"] == "initiated"
        payment = await self.shop.moyasar.submit(begun["id"], approved=approved)
        await self.shop.deliveries.settled()
        await self.shop.work_off()
        return payment

    async def held(self, chat="42", hour=9):
        booking = await self.open(chat, hour)
        return booking, await self.submit(booking)

    async def end(self, booking, how):
        self.shop.clock.move(booking.ends_at - self.shop.clock.now())
        async with self.shop.work() as work:
            await how(work, booking.id, STAFF)
        await self.shop.work_off()
