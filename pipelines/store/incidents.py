"""What ``scrapy health`` found and whom it told: an incident is told once, however often it is seen."""

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from pipelines.store.database import writing
from pipelines.store.times import now_at

SAME_SECONDS = 24 * 3600  # an incident that ended and is back within a day is the same one


def keep_incidents(db: Database, found: Sequence[Mapping[str, Any]], judged: Collection[str]) -> list[int]:
    """Put on record what was found (site, kind, subject, reason, numbers); ids of the incidents that nobody was told.

    Open incidents of the `judged` sites that were not found again have ended.
    """
    now = now_at()
    seen: list[int] = []
    with writing(db) as connection:
        for each in found:
            numbers = json.dumps(each["numbers"], ensure_ascii=False)
            known = connection.execute(
                "select id from incidents where (site, kind, subject) = (?, ?, ?)"
                " and (ended_at is null or ended_at > ?) order by id desc limit 1",
                (each["site"], each["kind"], each["subject"], now_at(plus_seconds=-SAME_SECONDS)),
            ).fetchone()
            if known:
                connection.execute(
                    "update incidents set last_seen_at = ?, ended_at = null, reason = ?, numbers = ? where id = ?",
                    (now, each["reason"], numbers, known[0]),
                )
                seen.append(known[0])
            else:
                cursor = connection.execute(
                    "insert into incidents (site, kind, subject, reason, numbers, began_at, last_seen_at)"
                    " values (?, ?, ?, ?, ?, ?, ?)",
                    (each["site"], each["kind"], each["subject"], each["reason"], numbers, now, now),
                )
                assert cursor.lastrowid is not None
                seen.append(cursor.lastrowid)
        for incident_id, site in connection.execute("select id, site from incidents where ended_at is null").fetchall():
            if incident_id not in seen and site in judged:
                connection.execute("update incidents set ended_at = ? where id = ?", (now, incident_id))
        untold = connection.execute("select id from incidents where ended_at is null and told_at is null").fetchall()
    return [incident_id for (incident_id,) in untold if incident_id in seen]


def mark_told(db: Database, incident_ids: Collection[int]) -> None:
    with writing(db) as connection:
        connection.executemany(
            "update incidents set told_at = ? where id = ?", [(now_at(), incident_id) for incident_id in incident_ids]
        )
