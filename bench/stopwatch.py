"""Where a crawl spends its processor time: named functions are wrapped, each is charged what it and nobody inside takes.

Measured in the thread that does the work, so that waiting for the disk, for the network or for another process costs
nothing here; what no wrapped function does is Scrapy's own, and the way between the stages.
"""

import importlib
import threading
import time
from collections import Counter
from collections.abc import Callable
from functools import cached_property, wraps
from typing import Any

# What a stage is called, and the functions that are it, in the modules where they are looked up.
STAGES = {
    "frontier: what is next, and fates": (
        "crawler.frontier:Frontier.next_request",
        "crawler.frontier:Frontier.has_pending_requests",
        "crawler.frontier:Frontier.drop",
        "crawler.frontier:Frontier.fail",
    ),
    "robots, pauses, where it may go": (
        "crawler.robots_rules:RobotsRules.allows",
        "crawler.politeness:Politeness._host",
        "crawler.where_it_may_go:host_and_port",
        "crawler.where_it_may_go:spelled_address",
    ),
    "section pages: read and stored": (
        "crawler.news_spider:section_page",
        "pipelines.store_stage:store_section_page",
    ),
    "parse: decode, build the tree": ("pipelines.cleaning.page:Page.tree", "pipelines.cleaning.page:decode"),
    "further pages looked for": ("crawler.split_articles:further_pages",),
    "archive: pack and write": (
        "pipelines.store.archive:PageArchive.pack",
        "pipelines.store.archive:PageArchive.write",
    ),
    "archive: learn dictionaries": ("pipelines.store.archive:PageArchive.learn",),
    "blocks": ("pipelines.cleaning.clean:find_blocks",),
    "story: meta, title, region": ("pipelines.cleaning.clean:read_meta", "pipelines.cleaning.clean:read_story"),
    "rules": ("pipelines.cleaning.clean:find_cuts",),
    "fields": ("pipelines.cleaning.clean:fill_fields",),
    "template": ("pipelines.cleaning.clean:weigh_template", "pipelines.first_reading:template_for"),
    "reading: the rest": ("pipelines.first_reading:read_pages",),
    "likeness to a section page": ("crawler.section_likeness:score_if_needed",),
    "marks of the story": ("pipelines.dedupe:signature",),
    "store: article, removals, search row": ("pipelines.store_stage:store_article",),
    "store: lessons for the template": ("pipelines.store.articles:teach",),
    "store: reprints": ("pipelines.store.articles:point_to_first",),
    "commits": ("pipelines.store.batch:Batch._write_all",),
    "putting right at the end": ("crawler.putting_right:PuttingRight._put_right",),
}
# Of these all that happens inside is theirs: what is read a second time is no part of reading a page.
WHOLE = frozenset(["putting right at the end"])


class Stopwatch:
    """Seconds of the processor for each of the STAGES, filled while the wrapped functions run."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter(dict.fromkeys(STAGES, 0.0))
        self._running = threading.local()  # per thread: the seconds that wrapped functions inside have taken

    def wrap_all(self) -> None:
        for stage, functions in STAGES.items():
            for function in functions:
                self._wrap(stage, function)

    def _wrap(self, stage: str, function: str) -> None:
        module, path = function.split(":")
        owner: Any = importlib.import_module(module)
        *names, name = path.split(".")
        for step in names:
            owner = getattr(owner, step)
        found = vars(owner)[name]
        if isinstance(found, cached_property):
            found.func = self._timed(stage, found.func)
        else:
            setattr(owner, name, self._timed(stage, found))

    def _timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        running = self._running

        @wraps(function)
        def timed(*args: Any, **named: Any) -> Any:
            if getattr(running, "is_whole", False):
                return function(*args, **named)
            outside = getattr(running, "inside", 0.0)
            running.is_whole = stage in WHOLE
            running.inside = 0.0
            began = time.thread_time()
            try:
                return function(*args, **named)
            finally:
                took = time.thread_time() - began
                running.is_whole = False
                self.seconds[stage] += took - running.inside
                running.inside = outside + took

        return timed
