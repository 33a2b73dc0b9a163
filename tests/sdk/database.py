"""A server of PostgreSQL that is there for a while."""

import os
import pwd
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import pytest


def programs():
    """Where its programs lie: Debian has a folder for each version."""
    given = os.environ.get("KINETOSCOPE_POSTGRES")
    found = [Path(given)] if given else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not found:
        pytest.exit("install PostgreSQL: apt-get install postgresql", returncode=1)
    return found[-1]


@contextmanager
def postgres():
    """Runs a server with an empty database; gives its URL, and a function that runs a statement and gives rows of texts."""
    # It refuses to run as root.
    user = "postgres" if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="kinetoscope-postgres-") as folder:
        if user:
            os.chown(folder, pwd.getpwnam(user).pw_uid, -1)
        run = lambda *command: subprocess.run(command, user=user, cwd=folder, check=True, capture_output=True)
        data = f"{folder}/data"
        run(programs() / "initdb", "--pgdata", data, "--auth", "trust", "--username", "loader", "--no-sync")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        options = ["-D", data, "-p", str(port), "-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={folder}", "-F"]
        server = subprocess.Popen(
            [programs() / "postgres", *options], user=user, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

        def ask(statement):
            command = ["psql", "-X", "-h", "127.0.0.1", "-p", str(port), "-U", "loader", "-d", "postgres", "-At", "-c", statement]
            done = subprocess.run(command, capture_output=True, text=True, timeout=20)
            if done.returncode != 0:
                raise RuntimeError(done.stderr)
            return [line.split("|") for line in done.stdout.splitlines()]

        try:
            deadline = time.monotonic() + 20
            while True:
                try:
                    ask("SELECT 1")
                    break
                except RuntimeError:
                    assert time.monotonic() < deadline and server.poll() is None, "the server does not begin"
                    time.sleep(0.05)
            yield f"postgresql://loader@127.0.0.1:{port}/postgres", ask
        finally:
            server.terminate()
            server.wait(timeout=20)
