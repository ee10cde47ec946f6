"""Articles of a shard with all that hangs on them, into search and to their first prints here."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from pipelines.store.database import writing
from pipelines.store.merge_duplicates import point_new, point_onwards
from pipelines.store.merge_plan import NUMBERED, OF_AN_ARTICLE
from pipelines.store.merge_rows import MergedRows, earliest, insert, sealed, update
from pipelines.store.merge_templates import BlockNumbers
from pipelines.store.search_index import add_all_to_search, search_in_step

AT_A_TIME = 500  # articles in one transaction: some tenths of a second, in which nobody else can write
Hanging = Mapping[str, list[tuple[Any, ...]]]  # table -> rows
_New = tuple[int, str, str]  # number here, title, body
MARKS = ("article_id", "marks")


class Count(NamedTuple):
    """Articles of a shard that were looked at, and what became of them."""

    looked_at: int = 0
    new: int = 0
    changed: int = 0

    def plus(self, looked_at: int, new: int, changed: int) -> "Count":
        return Count(self.looked_at + looked_at, self.new + new, self.changed + changed)


class _Bundle(NamedTuple):
    row_id: int
    row: dict[str, Any]
    hanging: Hanging
    marks: bytes | None  # by which the shard knows its reprints; None: it has not worked them out
    seal: bytes


class MergedArticles:
    """The articles of one shard."""

    def __init__(self, rows: MergedRows, blocks: BlockNumbers) -> None:
        self.rows = rows
        self.blocks = blocks
        self.columns = rows.columns("articles")
        self.hanging_columns = {table: rows.columns(table) for table in OF_AN_ARTICLE}

    def merge(self) -> Iterator[Count]:
        """Bring over what has changed; yields the counts so far."""
        count = Count()
        waiting: list[_Bundle] = []
        for bundle in self._bundles():
            if not self.rows.is_as_it_was("articles", bundle.row_id, bundle.seal):
                waiting.append(bundle)
            count = count.plus(1, 0, 0)
            if len(waiting) == AT_A_TIME:
                count = count.plus(0, *self._store(waiting))
                waiting = []
                yield count
        yield count.plus(0, *self._store(waiting))

    def _bundles(self) -> Iterator[_Bundle]:
        """Each article with its rows of other tables: all are read once, side by side, in the order of the articles."""
        following = {
            table: _Following(self.rows.shard.rows(table, self.hanging_columns[table], order=order), at)
            for table, order in OF_AN_ARTICLE.items()
            for at in (self.hanging_columns[table].index("article_id"),)
        }
        signed = _Following(self.rows.shard.rows("signatures", MARKS, order="article_id"), 0)
        looked_at = NUMBERED["articles"].looked_at
        for row_id, *values in self.rows.shard.rows("articles", ("id", *self.columns), order="id"):
            row = dict(zip(self.columns, values, strict=True))
            hanging = {table: rows.of(row_id) for table, rows in following.items()}
            marks = next((marks for _, marks in signed.of(row_id)), None)
            seal = sealed(row[looked_at], (values, list(hanging.values())))
            yield _Bundle(row_id, row, hanging, marks, seal)

    def _store(self, bundles: list[_Bundle]) -> tuple[int, int]:
        new: list[_New] = []
        if bundles:
            with writing(self.rows.db) as connection:
                for bundle in bundles:
                    if (stored := self._store_one(bundle)) is not None:
                        new.append(stored)
                add_all_to_search(connection, new)
        return len(new), len(bundles) - len(new)

    def _store_one(self, bundle: _Bundle) -> _New | None:
        """Write an article; what search is to know of it, if its address was not known here."""
        connection = self.rows.connection
        stands = self.rows.same_row("articles", bundle.row)
        row = self.rows.renumbered("articles", bundle.row)
        if stands is None:
            merged_id = insert(connection, "articles", row)
        else:
            merged_id = stands["id"]
            row |= earliest("articles", row, stands)
        self.rows.remember("articles", bundle.row_id, merged_id, bundle.seal)
        if stands is None:
            self._hang(merged_id, bundle.hanging)
            point_new(connection, merged_id, bundle.marks)
            return merged_id, row["title"], row["body"]
        if self.rows.is_believed("articles", bundle.row, stands, bundle.seal):
            with search_in_step(connection, merged_id):
                update(connection, "articles", merged_id, row)
            for table in OF_AN_ARTICLE:
                connection.execute(f"delete from {table} where article_id = ?", (merged_id,))
            self._hang(merged_id, bundle.hanging)
            if any(row[name] != stands[name] for name in ("title", "body", "first_seen_at")):
                point_onwards(connection, merged_id)
        else:
            update(connection, "articles", merged_id, {"first_seen_at": row["first_seen_at"]})
        return None

    def _hang(self, merged_id: int, hanging: Hanging) -> None:
        for table, found in hanging.items():
            for values in found:
                row = dict(zip(self.hanging_columns[table], values, strict=True))
                if table == "site_block_sightings":
                    row["block_id"] = self.blocks.number(row["block_id"])
                    if row["block_id"] is None:
                        continue
                else:
                    row = self.rows.renumbered(table, row)
                row["article_id"] = merged_id
                if "story_id" in row:
                    row["story_id"] = row["story_id"] or merged_id  # what it told again is not here
                insert(self.rows.connection, table, row)


class _Following:
    """Rows in the order of articles, given out article by article."""

    def __init__(self, rows: Iterator[tuple[Any, ...]], at: int) -> None:
        self.rows = rows
        self.at = at
        self.ahead = next(rows, None)

    def of(self, article_id: int) -> list[tuple[Any, ...]]:
        found = []
        while self.ahead is not None and self.ahead[self.at] <= article_id:
            if self.ahead[self.at] == article_id:
                found.append(self.ahead)
            self.ahead = next(self.rows, None)
        return found
