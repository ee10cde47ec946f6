"""Dask, joined or started: whom tasks are given to, and what is asked of it before the first one is."""

import asyncio
import logging
import os
import secrets
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from crawler.cluster.storage import INSTALL, BadStorage, MissingExtra, Storage, first_line
from crawler.cluster.version import project_version

CONNECT_SECONDS = 10.0  # in which a scheduler must answer
WORKERS_SECONDS = 30.0  # that a scheduler without workers is waited for: some start them when there is work


class NoCluster(Exception):
    """A scheduler that cannot be worked with; the message names it and the way out."""


class Engine:
    """A scheduler with workers: somebody's, at an address, or one of our own on this machine's cores."""

    def __init__(self, scheduler: str, *, at_once: int) -> None:
        self.distributed = _distributed()
        self.scheduler = scheduler
        self.at_once = at_once
        self.cluster: Any = None
        self.client: Any = None

    def connect(self) -> Any:
        """A client of the scheduler.  Raises `NoCluster` if there is none."""
        self.disconnect()
        for name in logging.root.manager.loggerDict:
            if name.startswith("distributed"):
                logging.getLogger(name).setLevel(logging.CRITICAL)  # we say ourselves what matters
        if not self.scheduler:
            return self._start_here()
        try:
            asyncio.run(_knock(self.distributed, self.scheduler))
            self.client = self.distributed.Client(self.scheduler, timeout=CONNECT_SECONDS, name="scrapy-cluster")
        except (OSError, ValueError, TimeoutError) as error:
            raise NoCluster(
                f"No scheduler answers at {self.scheduler} ({first_line(error)}): start one with `dask scheduler --port 8786`, "
                "name it like tcp://hub:8786, or leave out --scheduler to use this machine."
            ) from error
        return self.client

    def check(self, storage: str) -> None:
        """Ask every worker for its version and for the storage.  Raises `NoCluster` or `BadStorage`."""
        word = f"check-{secrets.token_hex(4)}"
        here = Storage(storage)
        here.check(word)
        try:
            self.client.wait_for_workers(1, timeout=WORKERS_SECONDS)
        except TimeoutError as error:
            raise NoCluster(
                f"The scheduler at {self.scheduler} has no workers: start some with `dask worker {self.scheduler}`."
            ) from error
        self._check_versions()
        with suppress(FileNotFoundError):
            here.write(f".{word}", word.encode())
        try:
            answers = self.client.run(check_storage, storage, word, on_error="return")
        finally:
            here.delete(f".{word}")
        for worker, answer in answers.items():
            if isinstance(answer, Exception):
                raise BadStorage(f"The worker {worker}: {first_line(answer)}")
            if answer:
                raise BadStorage(f"The worker {worker}: {answer}")

    def disconnect(self) -> None:
        if self.client is not None:
            with suppress(Exception):  # it may be lost already
                self.client.close(timeout=2)
            self.client = None

    def close(self) -> None:
        self.disconnect()
        if self.cluster is not None:
            self.cluster.close(timeout=30)

    @property
    def dashboard(self) -> str:
        return str(self.client.dashboard_link) if self.client else ""

    def _start_here(self) -> Any:
        if self.cluster is None:
            import dask

            # Nobody is handed a second task before the first is done: it might wait while others have nothing to do.
            dask.config.set(
                {"distributed.scheduler.allowed-failures": 100, "distributed.scheduler.worker-saturation": 1.0}
            )
            cores = os.cpu_count() or 1
            self.cluster = self.distributed.LocalCluster(
                n_workers=min(cores, self.at_once),
                threads_per_worker=max(1, self.at_once // min(cores, self.at_once)),
                memory_limit=0,  # crawls are processes of their own, with a bound of their own
                dashboard_address="127.0.0.1:0",
                silence_logs=50,
            )
        self.client = self.distributed.Client(self.cluster, timeout=CONNECT_SECONDS)
        return self.client

    def _check_versions(self) -> None:
        ours = project_version()
        for worker, answer in self.client.run(project_version, on_error="return").items():
            if isinstance(answer, Exception):
                raise NoCluster(
                    f"The worker {worker} has no Zhengwen ({first_line(answer)}): install the same there as here, "
                    f"{INSTALL}, and start the worker in its folder."
                )
            if answer != ours:
                raise NoCluster(
                    f"The worker {worker} has Zhengwen {answer}, and here is {ours}: "
                    "update the older one (git pull && make setup), then start the workers again."
                )


def check_storage(address: str, expected: str) -> str:
    """Asked of every worker: what is wrong with the storage, as seen from there; empty if nothing is."""
    try:
        Storage(address).check(f"worker-{secrets.token_hex(4)}", expected)
    except (BadStorage, MissingExtra) as error:
        return str(error)
    return ""


async def _knock(distributed: Any, scheduler: str) -> None:
    """Raise OSError, TimeoutError or ValueError soon where no scheduler answers: Dask would ask for all of its time where
    nobody listens, and wait for ever where somebody does who is no scheduler, or is one that hangs."""
    url = scheduler if "://" in scheduler else f"tcp://{scheduler}"
    address = urlsplit(url)
    if not address.hostname or not address.port:
        raise ValueError("that is no address")
    async with asyncio.timeout(CONNECT_SECONDS):
        _, writer = await asyncio.open_connection(address.hostname, address.port)
        writer.close()
    arguments = distributed.Security().get_connection_args("client")
    try:
        async with asyncio.timeout(CONNECT_SECONDS), distributed.rpc(url, connection_args=arguments) as there:
            kind = (await there.identity())["type"]
    except Exception as error:  # whatever Dask makes of what it takes for an answer
        raise ValueError("what listens there says nothing that a scheduler would") from error
    if kind != "Scheduler":
        raise ValueError(f"that is a {kind.lower()}")


def _distributed() -> Any:
    try:
        import distributed
    except ImportError as error:
        raise MissingExtra(f"`scrapy cluster` needs Dask and fsspec: {INSTALL}") from error
    return distributed
