"""Runs a command and prints the most memory that it and all processes below it ever took together, in MiB.

`peak.py COMMAND...`; the sum of the proportional set sizes, so that pages which processes share count once (Linux).
"""

import os
import subprocess
import sys
import time


def below(process):
    """Returns a process and all that it has started, and those below them."""
    found = [process]
    for task in os.listdir(f"/proc/{process}/task"):
        with open(f"/proc/{process}/task/{task}/children") as children:
            for child in children.read().split():
                found += below(int(child))
    return found


def size(process):
    with open(f"/proc/{process}/smaps_rollup") as sizes:
        return sum(int(line.split()[1]) for line in sizes if line.startswith("Pss:"))


def sample(process):
    total = 0
    try:
        for one in below(process):
            total += size(one)
    except (FileNotFoundError, ProcessLookupError):
        pass  # One of them has just ended.
    return total


command = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
most = 0
while command.poll() is None:
    most = max(most, sample(command.pid))
    time.sleep(0.05)
if command.returncode != 0:
    sys.exit(f"{sys.argv[1]} ended with status {command.returncode}")
print(most // 1024)
