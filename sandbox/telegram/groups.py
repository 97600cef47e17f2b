"""Groups, with what can happen to a bot in one of them."""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from sandbox.telegram.bots import Bot
from sandbox.telegram.chats import Chat
from sandbox.telegram.errors import Wire
from sandbox.telegram.privacy import sees
from sandbox.telegram.publishing import publish_membership, publish_message
from sandbox.telegram.world import World

if TYPE_CHECKING:
    from sandbox.telegram.people import Person

PRESENT = ("member", "administrator")
GENERAL_TOPIC = 1


class Group(Chat):
    """Made by `TelegramStandIn.group`; `bots` says how each bot stands: member, kicked, left."""

    def __init__(
        self,
        world: World,
        chat_id: int,
        title: str,
        *,
        kind: str,
        members: Iterable["Person"],
        bots: dict[int, str],
        topics: Collection[int],
    ) -> None:
        if kind not in ("group", "supergroup"):
            raise ValueError("a group is a group or a supergroup")
        super().__init__(chat_id)
        self._world = world
        self.title = title
        self.kind = kind
        self.members = {person.user_id: person for person in members}
        self.bots = bots
        self.topics = frozenset({*topics, GENERAL_TOPIC} if topics else ())
        self.migrated_to: int | None = None

    @property
    def private(self) -> bool:
        return False

    def described(self) -> Wire:
        described: Wire = {"id": self.chat_id, "type": self.kind, "title": self.title}
        if self.topics:
            described["is_forum"] = True
        return described

    def present_bots(self) -> list[int]:
        return [bot_id for bot_id, status in self.bots.items() if status in PRESENT]

    def audience(self, wire: Wire) -> list[Bot]:
        bots = (self._world.bot_by_id(bot_id) for bot_id in self.present_bots())
        return [bot for bot in bots if sees(bot, self.bots[bot.bot_id], wire)]

    def add_bot(self, bot: Bot | None = None, by: "Person | None" = None) -> None:
        self._change(bot, "member", by)

    def promote_bot(self, bot: Bot | None = None, by: "Person | None" = None) -> None:
        """Make the bot an administrator, who sees every message."""
        self._change(bot, "administrator", by)

    def kick_bot(self, bot: Bot | None = None, by: "Person | None" = None) -> None:
        self._change(bot, "kicked", by)

    def bot_leaves(self, bot: Bot) -> None:
        self._set_status(bot, "left", bot.user())

    def migrate(self, new_id: int) -> "Group":
        """Become a supergroup under another id; this one stays behind as a signpost."""
        if self.kind != "group" or self.migrated_to is not None:
            raise ValueError("only a basic group becomes a supergroup, and only once")
        successor = Group(
            self._world,
            new_id,
            self.title,
            kind="supergroup",
            members=self.members.values(),
            bots=dict(self.bots),
            topics=(),
        )
        self._world.groups[new_id] = successor
        self.migrated_to = new_id
        self._announce(self, {"migrate_to_chat_id": new_id})
        self._announce(successor, {"migrate_from_chat_id": self.chat_id})
        return successor

    def _announce(self, where: "Group", content: Wire) -> None:
        entry = where.add(content, self._somebody(None), self._world.now(), None)
        publish_message(self._world, where, entry.wire)

    def _change(self, bot: Bot | None, status: str, by: "Person | None") -> None:
        self._set_status(self._world.bot(bot), status, self._somebody(by))

    def _set_status(self, bot: Bot, status: str, by: Wire) -> None:
        old = self.bots.get(bot.bot_id, "left")
        self.bots[bot.bot_id] = status
        publish_membership(self._world, self, bot, by, old, status)

    def _somebody(self, person: "Person | None") -> Wire:
        """Return who did it: the person named, a member, or nobody known."""
        who = person or next(iter(self.members.values()), None)
        return who.user() if who else {"id": 777, "is_bot": False, "first_name": "Admin"}
