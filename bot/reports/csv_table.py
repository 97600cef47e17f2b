"""A report as a row per day and staff member, for spreadsheets (RFC 4180, UTF-8)."""

import csv
import io

from bot.reports.making import Material

COLUMNS = (
    *("salon", "day", "staff", "currency"),
    *("takings", "refunds", "deposits_kept", "outstanding"),
)


def as_csv(material: Material) -> bytes:
    """Sums as decimal text."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    report = material.report
    for (day, staff_id), figures in report.rows.items():
        minors = (figures.takings, figures.refunds, figures.kept, figures.outstanding)
        writer.writerow(
            (
                *(material.salon.slug, day.isoformat(), material.slugs[staff_id], report.currency),
                *(f"{report.money(minor).amount:f}" for minor in minors),
            )
        )
    return text.getvalue().encode()
