"""What a command tells the operator, and with what status it ends."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import click
from sqlalchemy.exc import DBAPIError

from booking.errors import Invalid, Unavailable
from bot.operations.finding import Finding, any_wrong


def tell(findings: Sequence[Finding]) -> None:
    """Print them; exit status 1 if anything is wrong."""
    for finding in findings:
        click.echo(str(finding))
    if any_wrong(findings):
        sys.exit(1)


@contextmanager
def explained() -> Iterator[None]:
    """What the operator can mend is said without a traceback."""
    try:
        yield
    except Invalid as error:
        for problem in error.problems:
            click.echo(f"{problem}", err=True)
        sys.exit(1)
    except (Unavailable, DBAPIError) as error:
        click.echo(f"DATABASE_URL: the database cannot be used: {error}", err=True)
        sys.exit(1)
