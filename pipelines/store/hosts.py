"""What is remembered of a host between crawls: how cautious to be, and until when it wants to be left alone."""

from typing import NamedTuple

from sqlite_utils import Database

from pipelines.store.database import writing
from pipelines.store.texts import storable
from pipelines.store.times import now_at, seconds_until


class RememberedHost(NamedTuple):
    """A host as the last crawl left it."""

    caution: int = 0
    rests_seconds: float = 0.0  # from now; 0 when it may be asked
    reason: str = ""


def remembered_host(db: Database, host: str) -> RememberedHost:
    found = db.conn.execute("select caution, rests_until_at, reason from hosts where host = ?", (host,)).fetchone()
    if not found:
        return RememberedHost()
    caution, until, reason = found
    return RememberedHost(caution, max(0.0, seconds_until(until)) if until else 0.0, reason)


def remember_host(db: Database, host: str, caution: int, rests_seconds: float, reason: str) -> None:
    """A host that has nothing to be remembered for is forgotten."""
    with writing(db) as connection:
        if not caution and not rests_seconds:
            connection.execute("delete from hosts where host = ?", (host,))
            return
        until = now_at(plus_seconds=rests_seconds) if rests_seconds else None
        connection.execute(
            "insert into hosts (host, caution, rests_until_at, reason, updated_at) values (?, ?, ?, ?, ?)"
            " on conflict (host) do update set caution = excluded.caution, rests_until_at = excluded.rests_until_at,"
            " reason = excluded.reason, updated_at = excluded.updated_at",
            (host, caution, until, storable(reason), now_at()),
        )
