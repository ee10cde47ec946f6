"""Three machines: a hub with the scheduler and an S3 server, and two workers.  Network namespaces of this machine.

A bridge joins them; this process stands on it too, and serves the portals.  Making namespaces needs root and iproute2; where
they cannot be made the machines are processes on loopback, and there is no cable that could be pulled.
"""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Self

from tests.crawler.running import ROOT

BRIDGE, LOOPBACK = "10.77.9", "127.0.9"
BUCKET = "news"
THREADS = 12
STARTING_SECONDS = 60

S3_SERVER = """
import sys, time, boto3
from moto.server import ThreadedMotoServer
server = ThreadedMotoServer(ip_address=sys.argv[1], port=5000, verbose=False)
server.start()
boto3.client("s3", endpoint_url=f"http://{sys.argv[1]}:5000", aws_access_key_id="a", aws_secret_access_key="b",
             region_name="us-east-1").create_bucket(Bucket=sys.argv[2])
while True:
    time.sleep(60)
"""


def can_make_namespaces() -> str:
    """Why not; empty if they can be made."""
    if os.geteuid() != 0:
        return "only root can make network namespaces"
    if not shutil.which("ip"):
        return "ip is not installed (apt-get install iproute2)"
    done = subprocess.run(["ip", "netns", "add", "zwtry"], capture_output=True, text=True, check=False)
    subprocess.run(["ip", "netns", "delete", "zwtry"], capture_output=True, check=False)
    return done.stderr.strip()


class Machines:
    """The three machines, from the beginning of a ``with`` to its end."""

    def __init__(self, folder: Path, net: str) -> None:
        self.folder = folder
        self.is_apart = net == BRIDGE
        self.here, self.hub, self.workers = f"{net}.1", f"{net}.2", (f"{net}.3", f"{net}.4")
        self.scheduler = f"tcp://{self.hub}:8786"
        self.cut_at = 0.0
        self.cut_off: tuple[str, ...] = ()  # the addresses of workers
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
        self.environment |= {
            "AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b", "AWS_DEFAULT_REGION": "us-east-1",
            "FSSPEC_S3_ENDPOINT_URL": f"http://{self.hub}:5000", "PYTHONPATH": str(ROOT),
            "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "100",
        }  # fmt: skip
        self.storage = f"s3://{BUCKET}/sites"

    def __enter__(self) -> Self:
        self._unmake()
        try:
            self._make()
        except BaseException:
            self.__exit__()
            raise
        return self

    def _make(self) -> None:
        if self.is_apart:
            self._join()
        self.start("storage", "hub", [sys.executable, "-c", S3_SERVER, self.hub, BUCKET])
        self.start_scheduler()
        for number in range(len(self.workers)):
            self.start_worker(number)
        for port in (5000, 8786):
            _wait_for(self.hub, port)

    def _join(self) -> None:
        _ip("link", "add", "zwbr", "type", "bridge")
        _ip("address", "add", f"{self.here}/24", "dev", "zwbr")
        _ip("link", "set", "zwbr", "up")
        for name, address in (("hub", self.hub), *((f"w{n}", address) for n, address in enumerate(self.workers))):
            _ip("netns", "add", f"zw{name}")
            _ip("link", "add", f"zw{name}a", "type", "veth", "peer", "name", f"zw{name}b")
            _ip("link", "set", f"zw{name}a", "master", "zwbr", "up")
            _ip("link", "set", f"zw{name}b", "netns", f"zw{name}")
            for command in (f"address add {address}/24 dev zw{name}b", f"link set zw{name}b up", "link set lo up"):
                _ip("netns", "exec", f"zw{name}", "ip", *command.split())

    def __exit__(self, *_: object) -> None:
        for name in list(self.processes):
            self.kill(name, signal.SIGCONT)
            self.kill(name)
        self._unmake()

    def start_scheduler(self) -> None:
        command = ["distributed.cli.dask_scheduler", "--host", self.hub, "--port", "8786", "--no-dashboard"]
        self.start("scheduler", "hub", [sys.executable, "-m", *command])

    def start_worker(self, number: int) -> None:
        """A worker that is started again whenever it ends, as systemd or Kubernetes would."""
        local = self.folder / f"worker{number}"
        local.mkdir(exist_ok=True)
        command = f"{sys.executable} -m distributed.cli.dask_worker {self.scheduler} --nworkers 1 --nthreads {THREADS} --no-dashboard"
        command += f" --memory-limit 0 --local-directory {local} --name w{number} --host {self.workers[number]}"
        self.start(f"worker{number}", f"w{number}", ["sh", "-c", f"while true; do {command}; sleep 1; done"])

    def start(self, name: str, machine: str, command: list[str]) -> None:
        log = (self.folder / f"{name}.log").open("ab")
        there = ["ip", "netns", "exec", f"zw{machine}"] if self.is_apart else []
        self.processes[name] = subprocess.Popen(
            [*there, *command],
            cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip

    def kill(self, name: str, number: signal.Signals = signal.SIGKILL) -> None:
        """Send a signal to a process and to all that it has started and that has not gone its own way."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.processes[name].pid, number)
        if number == signal.SIGKILL:
            self.processes.pop(name).wait()

    def cut(self, number: int, *, from_hub_only: bool = False) -> None:
        """A worker's cable is pulled; or only its way to the hub is lost, and the newspapers are still in reach."""
        self.cut_at, self.cut_off = time.monotonic(), (self.workers[number],)
        if from_hub_only:
            _ip("netns", "exec", "zwhub", "ip", "route", "add", "blackhole", f"{self.workers[number]}/32")
        else:
            _ip("link", "set", f"zww{number}a", "down")

    def heal(self, number: int, *, from_hub_only: bool = False) -> None:
        if from_hub_only:
            _ip("netns", "exec", "zwhub", "ip", "route", "delete", "blackhole", f"{self.workers[number]}/32")
        else:
            _ip("link", "set", f"zww{number}a", "up")

    def _unmake(self) -> None:
        if not self.is_apart:
            return
        for machine in ("hub", "w0", "w1"):
            subprocess.run(["ip", "link", "delete", f"zw{machine}a"], capture_output=True, check=False)
            subprocess.run(["ip", "netns", "delete", f"zw{machine}"], capture_output=True, check=False)
        subprocess.run(["ip", "link", "delete", "zwbr"], capture_output=True, check=False)


def _wait_for(host: str, port: int) -> None:
    deadline = time.monotonic() + STARTING_SECONDS
    while True:
        try:
            socket.create_connection((host, port), timeout=1).close()
            return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def _ip(*words: str) -> None:
    done = subprocess.run(["ip", *words], capture_output=True, text=True, check=False)
    if done.returncode:
        raise OSError(f"ip {' '.join(words)}: {done.stderr.strip()}")
    time.sleep(0.01)
