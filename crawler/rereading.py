"""Archived pages -> what today's rules make of them: pure cleaning on many cores, given back in the order asked."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice
from multiprocessing.connection import Connection, wait
from typing import Any, NamedTuple

from crawler.worker import Worker, own_line
from pipelines.cleaning.page import Page
from pipelines.reading import read_pages
from pipelines.site_templates import template_from
from pipelines.store.templates import Snapshot

BATCH = 16  # articles sent at once: a tenth of a second of work, so that no worker waits for the mail
AHEAD = 8  # batches that may be finished before the one whose turn it is


class RawPage(NamedTuple):
    """A page as it was sent, ready to be sent on to another process."""

    body: bytes
    url: str
    charset: str | None


class RawArticle(NamedTuple):
    """What the cleaner needs of one fetch of an article."""

    pages: Sequence[RawPage]
    layout: Mapping[str, str]
    listed_title: str
    listed_at: str
    missing_pages: int
    site: str = ""
    taught: Mapping[str, int] | None = None  # what its story has taught the site's template: key -> flags


Templates = Mapping[str, Snapshot]  # of each site, as it stood when the reading began; none: they are not weighed
Reading = dict[str, Any] | str  # what was read; in words what went wrong, if something did
Question = Sequence[RawArticle]  # one article, the fetches of it that matter


class WorkerDied(Exception):
    """A worker ended without a word, as when memory runs out; the message says what to try."""


def cores() -> int:
    """How many cores this process may use: of a machine's, those it was not kept from."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def read_again(article: RawArticle, templates: Templates | None = None) -> Reading:
    """What today's rules make of one fetch.  A page that breaks the cleaner costs itself alone."""
    try:
        return read_pages(
            [Page(page.body, url=page.url, charset=page.charset) for page in article.pages],
            layout=article.layout,
            listed_title=article.listed_title,
            listed_at=article.listed_at,
            missing_pages=article.missing_pages,
            template=None if templates is None else template_from(templates.get(article.site), article.taught),
        )
    except Exception as error:
        return f"{type(error).__name__}: {error}".split("\n")[0][:300]


def read_all(questions: Iterable[Question], jobs: int, templates: Templates | None = None) -> Iterator[list[Reading]]:
    """The readings of each question, in order; with one job in this process, else in `jobs` others."""
    if jobs == 1:
        for question in questions:
            yield [read_again(article, templates) for article in question]
        return
    workers = [Worker(f"{__name__}:work") for _ in range(jobs)]
    try:
        for worker in workers:
            worker.line.send(templates)
        yield from _read_on(workers, iter(questions))
    finally:
        for worker in workers:
            worker.end()


def _read_on(workers: Sequence[Worker], questions: Iterator[Question]) -> Iterator[list[Reading]]:
    finished: dict[int, list[list[Reading]]] = {}
    at_work: dict[Connection, tuple[int, Worker]] = {}
    idle = list(workers)
    sent = answered = 0
    waiting: list[Question] = list(islice(questions, BATCH))
    while waiting or at_work or finished:
        while idle and waiting and sent - answered < len(workers) + AHEAD:
            worker = idle.pop()
            worker.line.send(waiting)
            at_work[worker.line] = sent, worker
            sent += 1
            waiting = list(islice(questions, BATCH))  # the next is ready before anybody asks for it
        # Only wait where there is nothing to hand on: what is finished is stored while the others work.
        for line in wait(list(at_work), timeout=0 if answered in finished else None) if at_work else ():
            assert isinstance(line, Connection)
            number, worker = at_work.pop(line)
            try:
                finished[number] = line.recv()
            except (EOFError, OSError) as error:
                raise WorkerDied(
                    "A process that reads pages ended without a word (no memory left?): try again with --jobs 1."
                ) from error
            idle.append(worker)
        if answered in finished and (not idle or not waiting or sent - answered >= len(workers) + AHEAD):
            yield from finished.pop(answered)
            answered += 1


def work(file_descriptor: int) -> None:
    """What a worker does all its life: clean what comes, send back what came of it, until the line is closed."""
    line = own_line(file_descriptor)
    with suppress(EOFError, OSError):
        templates = line.recv()
        while True:
            line.send([[read_again(article, templates) for article in question] for question in line.recv()])
