"""What each site repeats, from one shard or from many that each have seen some of the site's stories.

A site that one shard alone has crawled brings its template as it is.  One that several have seen, as when the files of an
archive are read one by one, gets the union of what they saw: a block stands on as many pages as distinct stories show it
here, or as any one shard has counted.  That never counts a story twice, and shards may come in any order.
"""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from pipelines.store.database import writing
from pipelines.store.merge_plan import assignments
from pipelines.store.merge_rows import MergedRows
from pipelines.store.templates import BITS

COUNTS = ("body_pages", "first_pages", "last_pages", "apart_pages", "named_pages")  # as in BITS
HANDS = ("", "forbid", "spare")  # who spares is heard before who forbids


class BlockNumbers:
    """Blocks of the shard -> their numbers here, on disk: an archive's shard may know a million."""

    def __init__(self, rows: MergedRows) -> None:
        self.connection = rows.connection
        self.connection.execute("create temp table if not exists block_numbers (row_id integer primary key, merged_id)")
        self.connection.execute("delete from temp.block_numbers")

    def number(self, row_id: int) -> int | None:
        found = self.connection.execute("select merged_id from temp.block_numbers where row_id = ?", (row_id,))
        row = found.fetchone()
        return row[0] if row else None


class MergedTemplates:
    """The templates of one shard's sites: blocks before its articles, counts after them."""

    def __init__(self, rows: MergedRows) -> None:
        self.rows = rows
        self.connection = rows.connection
        self.columns = rows.columns("site_blocks")
        self.blocks = BlockNumbers(rows)
        self.recounted: list[str] = []  # sites that several shards have seen

    def merge_blocks(self) -> None:
        """Bring over the blocks of the sites whose template has changed."""
        site_columns = self.rows.columns("site_templates")
        for site, *values in list(self.rows.shard.rows("site_templates", site_columns, order="site")):
            seal = self._seal(site, values)
            with writing(self.rows.db) as connection:
                query = "select shard_id, seal from shard_templates where site = ?"
                known = dict(connection.execute(query, (site,)).fetchall())
                if known.get(self.rows.shard_id) != seal:
                    is_alone = not known.keys() - {self.rows.shard_id}
                    self._merge_site(dict(zip(site_columns, (site, *values), strict=True)), is_alone)
                    if not is_alone:
                        self.recounted.append(site)
                    connection.execute(
                        "insert or replace into shard_templates values (?, ?, ?)", (site, self.rows.shard_id, seal)
                    )
                self._number_blocks(site)

    def recount(self) -> None:
        """Count the distinct stories of the sites that several shards have seen."""
        for site in self.recounted:
            with writing(self.rows.db) as connection:
                connection.execute(
                    "update site_templates set stories = max(stories, (select count(distinct story_id) from site_lessons"
                    " join articles on articles.id = article_id where articles.site = site_templates.site)) where site = ?",
                    (site,),
                )
                shown = ", ".join(f"count(distinct case when flags & {bit} then story_id end)" for bit in BITS)
                query = (
                    f"select block_id, count(distinct story_id), {shown} from site_block_sightings"
                    " join site_lessons using (article_id) join site_blocks on site_blocks.id = block_id"
                    " where site_blocks.site = ? group by block_id"
                )
                larger = ", ".join(f"{name} = max({name}, ?)" for name in ("pages", *COUNTS))
                for block_id, *counts in connection.execute(query, (site,)).fetchall():
                    connection.execute(f"update site_blocks set {larger} where id = ?", (*counts, block_id))
                # Whose turn was when is not known across shards: judged over all stories, less is cut.
                connection.execute(
                    "update site_blocks set is_unmarked = 1, last_story ="
                    " (select stories from site_templates where site_templates.site = site_blocks.site) where site = ?",
                    (site,),
                )

    def _merge_site(self, template: Mapping[str, Any], is_alone: bool) -> None:
        site = template["site"]
        chosen = _as_it_is if is_alone else _larger
        self._write("site_templates", "site", template, chosen)
        if is_alone:
            keys = "create temp table if not exists blocks_there (key text primary key) without rowid"
            self.connection.execute(keys)
            self.connection.execute("delete from temp.blocks_there")
        for row in self._shard_blocks(site):
            self._write("site_blocks", "site, key", row, chosen)
            if is_alone:
                self.connection.execute("insert into temp.blocks_there values (?)", (row["key"],))
        if is_alone:  # what was forgotten there
            self.connection.execute(
                "delete from site_blocks where site = ? and key not in (select key from temp.blocks_there)", (site,)
            )

    def _write(self, table: str, keys: str, row: Mapping[str, Any], chosen: Any) -> None:
        others = tuple(column for column in row if column not in keys.split(", "))
        self.connection.execute(
            f"insert into {table} ({', '.join(row)}) values ({', '.join('?' * len(row))})"
            f" on conflict ({keys}) do update set {chosen(table, others)}",
            tuple(row.values()),
        )

    def _number_blocks(self, site: str) -> None:
        found = self.rows.shard.connection.execute("select id, key from site_blocks where site = ?", (site,))
        for row_id, key in found:
            self.connection.execute(
                "insert into temp.block_numbers select ?, id from site_blocks where site = ? and key = ?",
                (row_id, site, key),
            )

    def _shard_blocks(self, site: str) -> Iterator[dict[str, Any]]:
        query = f"select {', '.join(self.columns)} from site_blocks where site = ? order by key"
        for values in self.rows.shard.connection.execute(query, (site,)):
            yield dict(zip(self.columns, values, strict=True))

    def _seal(self, site: str, template: list[Any]) -> bytes:
        digest = hashlib.sha256(repr(template).encode())
        for row in self._shard_blocks(site):
            digest.update(repr(tuple(row.values())).encode(errors="replace"))
        return digest.digest()[:16]


def _as_it_is(table: str, columns: tuple[str, ...]) -> str:
    return assignments(columns)


def _larger(table: str, columns: tuple[str, ...]) -> str:
    """The larger of two values, which is the same whichever came first; the first story is the smaller one."""
    chosen = []
    for column in columns:
        if column == "hand":
            order = " ".join(f"when '{hand}' then {rank}" for rank, hand in enumerate(HANDS))
            value = f"iif(case excluded.hand {order} end > case {table}.hand {order} end, excluded.hand, {table}.hand)"
        else:
            value = f"{'min' if column == 'first_story' else 'max'}({table}.{column}, excluded.{column})"
        chosen.append(f"{column} = {value}")
    return ", ".join(chosen)
