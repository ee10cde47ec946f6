"""What a process does that reads pages for a crawl: page in, plain data out, until its line is closed.

It knows no Scrapy.  Of the database it reads the site's template, and writes nothing.
"""

import os
import queue
import resource
import threading
import traceback
from collections.abc import Mapping
from multiprocessing.connection import Connection
from typing import Any, NamedTuple

from crawler.listing.likeness import score_if_needed
from crawler.rereading import RawPage
from crawler.split_articles import pages_after
from crawler.worker import own_line
from pipelines.cleaning.page import Page
from pipelines.first_reading import ReadingFailed, first_reading
from pipelines.near_duplicates.signature import signature
from pipelines.store.database import Database, open_database
from pipelines.store.migrations import NEWS
from pipelines.time_bound import TookTooLong

MB = 1024 * 1024
READY = "ready"


class Orders(NamedTuple):
    """What a reader is told once, when it begins."""

    database: str
    seconds: float  # of the processor, for one article
    weighs_templates: bool
    most_memory: float  # MB; 0 sets no bound


class Question(NamedTuple):
    """An article to be read; of one that may lead on, first the pages that it is split into are named."""

    pages: list[RawPage]
    told: Mapping[str, Any]  # what `first_reading` must be told
    may_lead_on: bool


class Answer(NamedTuple):
    """The further pages if there are any, else what the stages will want to know, or why it cannot be told."""

    further: list[str]
    reading: dict[str, Any] | Exception | None


def work(file_descriptor: int) -> None:
    """What a reader does all its life."""
    line = own_line(file_descriptor)
    orders: Orders = line.recv()
    if orders.most_memory:
        most = int(orders.most_memory * MB)
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    db = open_database(orders.database, NEWS)
    # Taken in as they come, so that who sends is never kept waiting by a page that takes long.
    questions: queue.SimpleQueue[Question] = queue.SimpleQueue()
    threading.Thread(target=_take_in, args=(line, questions), daemon=True).start()
    line.send(READY)
    while True:
        line.send(answer(db, questions.get(), orders))


def _take_in(line: Connection, questions: "queue.SimpleQueue[Question]") -> None:
    try:
        while True:
            questions.put(line.recv())
    except (EOFError, OSError):
        os._exit(0)  # nobody asks any more


def answer(db: Database, question: Question, orders: Orders) -> Answer:
    """What one article's pages say.  A page that breaks the reading costs itself alone."""
    pages = [Page(page.body, url=page.url, charset=page.charset) for page in question.pages]
    url = pages[0].url
    try:
        if question.may_lead_on and (further := pages_after(pages[0], url, orders.seconds)):
            return Answer(further, None)
        read = first_reading(db, pages, question.told, seconds=orders.seconds, weighs_templates=orders.weighs_templates)
        read["section_score"] = score_if_needed(read, pages[0], url, orders.seconds)
        read["marks"] = signature(read["body"])
    except TookTooLong as error:
        return Answer([], error)
    except Exception as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        return Answer([], ReadingFailed(f"{type(error).__name__}: {error} at {where.filename}:{where.lineno}"))
    return Answer([], read)
