"""What the commands have in common that read what crawls have stored: how its files are opened."""

import sys
from pathlib import Path
from types import TracebackType

from crawler.project_command import ProjectCommand
from crawler.refusal import refuse
from pipelines.store.choice import Choice, UnknownName, check_choice
from pipelines.store.database import BadDatabase, Database, is_locked, lasting_trouble, open_database
from pipelines.store.kept_pages import KeptPages
from pipelines.store.migrations import NEWS
from pipelines.store.page_migrations import PAGES


class NewsCommand(ProjectCommand):
    """A command on ``news.db``; where that is not there, or is something else, it ends in a sentence."""

    def open_news(self, choice: Choice | None = None, *, create: bool = False) -> Database:
        """``news.db``, which has what was chosen; a new one, where it may be created and is not there."""
        assert self.settings is not None
        path = self.settings["DATABASE"] if create else self.existing("DATABASE")
        try:
            db = open_database(path, NEWS)
            if choice:
                check_choice(db, choice)
        except (BadDatabase, UnknownName) as error:
            refuse(error)
        return db

    def open_archive(self) -> KeptPages:
        """``pages.db``: the pages as they were sent."""
        path = self.existing("PAGES_DATABASE")
        try:
            return KeptPages(open_database(path, PAGES))
        except BadDatabase as error:
            refuse(error)

    def last_words(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """What befell a database is told in a sentence: whoever reads it cannot mend the line that met it."""
        assert self.settings is not None
        trouble = lasting_trouble(error) or ("another program has locked it" if is_locked(error) else "")
        if not trouble:
            super().last_words(kind, error, trace)
            return
        files = f"{self.settings['DATABASE']} or {self.settings['PAGES_DATABASE']}"
        print(f"{files} cannot be used: {trouble}. scrapy health says more.", file=sys.stderr)

    def existing(self, setting: str) -> str:
        """The file that a setting names, which is there."""
        assert self.settings is not None
        path = str(self.settings[setting])
        if not Path(path).exists():
            refuse(f"There is no {path}: crawl first, or name another file with -s {setting}=FILE.")
        return path
