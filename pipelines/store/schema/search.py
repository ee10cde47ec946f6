"""``article_search``: the full-text index over titles and bodies."""

import sqlite3

# The index takes no copy of the texts: `content` lets it show those of `articles`.  Every character is a token, marks
# and symbols too, so that a phrase of characters is what a plain scan would find.
TABLE = """create virtual table article_search using fts5(
    title, body, content = 'articles', content_rowid = 'id',
    tokenize = "unicode61 remove_diacritics 2 categories 'L* M* N* P* S* Co Zp'"
)"""
ADD = "insert into article_search (rowid, title, body) values (?, ?, ?)"
REMOVE = "insert into article_search (article_search, rowid, title, body) values ('delete', ?, ?, ?)"
REMOVE_ALL = "insert into article_search (article_search) values ('delete-all')"


def create_search(connection: sqlite3.Connection) -> None:
    """The table, empty: `search_index.fill_search` brings in what is stored already."""
    connection.execute(TABLE)
