"""What a customer would like to book."""

from dataclasses import dataclass, replace

from booking.course import Part, Team, parts_of
from booking.salon import Salon, Service
from booking.teams import services_by, teams_for


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for, by whom and of whom; null: anyone."""

    services: tuple[Service, ...]
    staff_id: int | None = None
    customer_id: int | None = None
    is_booked: bool = False  # its services have the lengths and prices that were copied
    kept: Team | None = None  # these and nobody else

    def teams(self, salon: Salon) -> list[Team]:
        return teams_for(salon, self.services, self.staff_id, self.kept)

    @property
    def parts(self) -> tuple[Part, ...]:
        return parts_of(self.services)

    def done_by(self, salon: Salon, team: Team) -> "Wish":
        """The wish with the lengths and prices of those who would do it."""
        if self.is_booked:
            return self
        services = services_by(salon, self.services, team)
        return self if services == self.services else replace(self, services=services)
