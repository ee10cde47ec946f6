"""A command ends with whoever started it: killed, frozen, or silent; and with its own status otherwise."""

import os
import signal
import subprocess
import sys
import time

import pytest

from crawler.cluster.supervised import Supervised
from tests.crawler.running import ROOT

psutil = pytest.importorskip("psutil", reason="the extra `cluster` brings it")
STUBBORN = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('here', flush=True); time.sleep(60)"
)
# A worker that starts a command and then does what its argument says.
WORKER = """
import sys, time
from pathlib import Path
from crawler.cluster.supervised import Supervised
with Supervised(["version"], Path(".")) as command:
    pass
import subprocess
guard = subprocess.Popen([sys.executable, "-m", "crawler.cluster.guard", "2", "--", "sleep", "60"], stdin=subprocess.PIPE)
print(guard.pid, flush=True)
while True:
    guard.stdin.write(b"."); guard.stdin.flush(); time.sleep(0.2)
"""


@pytest.fixture
def worker():
    process = subprocess.Popen([sys.executable, "-c", WORKER], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    guard = int(process.stdout.readline())
    deadline = time.monotonic() + 20
    while not (children := psutil.Process(guard).children()) and time.monotonic() < deadline:
        time.sleep(0.05)
    yield process, guard, children[0]
    process.kill()
    process.wait()


def is_gone(process, seconds):
    _, alive = psutil.wait_procs([process], timeout=seconds)
    return not alive


@pytest.mark.parametrize(
    ("why", "number", "seconds"),
    [("it was killed", signal.SIGKILL, 5), ("it hangs", signal.SIGSTOP, 8), ("it was told to end", signal.SIGTERM, 5)],
)
def test_a_command_ends_with_the_worker(worker, why, number, seconds):
    process, _, command = worker
    time.sleep(3)
    assert command.is_running(), "it lives as long as the worker gives signs of life"
    process.send_signal(number)
    assert is_gone(command, seconds), why


def test_a_command_ends_with_its_guard(worker):
    _, guard, command = worker
    os.kill(guard, signal.SIGKILL)
    assert is_gone(command, 5)


def test_a_command_that_will_not_end_is_killed():
    guard = subprocess.Popen(
        [sys.executable, "-m", "crawler.cluster.guard", "60", "--", sys.executable, "-c", STUBBORN],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert guard.stdout
    assert guard.stdin
    assert guard.stdout.readline() == b"here\n"
    guard.stdin.close()
    assert guard.wait(timeout=15) == 128 + signal.SIGKILL


def test_the_status_and_the_words_of_a_command_are_its_own(tmp_path):
    with Supervised(["crawl", "nobody"], tmp_path) as command:
        while command.beat(0.1):
            pass
        assert command.end() == 2
        assert "No spider is called 'nobody'" in command.said()[1]
