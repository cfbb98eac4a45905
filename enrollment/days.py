"""Shanxi's days: what today is where the service is used."""

from datetime import date, datetime, timedelta, timezone

SHANGHAI = timezone(timedelta(hours=8))  # all the year since 1991; needs no zone files


def today() -> date:
    return datetime.now(SHANGHAI).date()


def shown(instant: datetime) -> str:
    """Return an instant as people there write it, to the minute."""
    return instant.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
