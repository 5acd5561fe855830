"""What dies, hangs or floods on either side: it is told, and nothing is left of it."""

from __future__ import annotations

import gc
import os
import signal
import socket
import struct
import subprocess
import sys
import textwrap
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from time import monotonic, sleep

import grpc
import gymnasium as gym
import numpy as np
import pytest

import javagym
from javagym.v1 import environment_service_pb2 as pb
from tests.doors.servers import eventually, server
from tests.doors.test_remote import hello, stream
from tests.test_processes import forked

SECOND = 1.0
# Beyond the second that is promised, what a busy machine may take.
GRACE = 4.0


def resident_mib(pid):
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4096 / 2**20


def descriptors(pid):
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


def threads(pid):
    return len(list(Path(f"/proc/{pid}/task").iterdir()))


@pytest.fixture
def slow(test_classes):
    """The argument that gives a server the environment Slow."""
    return ["--classpath", str(test_classes[2])]


# --- a server that dies --------------------------------------------------------------------------


@pytest.mark.parametrize("doing", ["make", "reset", "step", "step_many", "render", "nothing"])
def test_a_killed_server_is_an_error_within_a_second(doing, slow, tmp_path):
    with server(tmp_path, *slow) as running, javagym.connect(running.url) as client:
        env = client.make("Slow-v0").unwrapped
        env.reset(seed=0)
        envs = client.make_vec("Slow-v0", num_envs=2)
        envs.reset(seed=0)
        calls = {
            "make": lambda: client.make("Slow-v0", seconds=30),
            "reset": lambda: env.reset(options={"seconds": 30}),
            "step": lambda: env.step(30),
            "step_many": lambda: list(envs.step_many([np.array([0, 0]), np.array([30, 0])])),
            "render": lambda: env._session.render(0),
            "nothing": lambda: env.step(0),
        }
        with ThreadPoolExecutor() as executor:
            if doing in ("nothing", "render"):
                running.send(signal.SIGKILL)
                killed = monotonic()
                running.process.wait()
                call = executor.submit(calls[doing])
            else:
                call = executor.submit(calls[doing])
                sleep(0.5)
                running.send(signal.SIGKILL)
                killed = monotonic()
            with pytest.raises(javagym.ConnectionLostError) as caught:
                call.result(timeout=30)
        assert monotonic() - killed < SECOND + GRACE
        assert running.address in str(caught.value)
        assert "Its own log may say why" in str(caught.value)
        # From now on the same, at once.
        if doing != "make":
            with pytest.raises(javagym.ConnectionLostError):
                (envs if doing == "step_many" else env).reset()
        env.close()
        envs.close()


def test_a_server_that_comes_back_serves_new_sessions(tmp_path):
    with server(tmp_path) as running:
        client = javagym.connect(running.url)
        env = client.make("CartPole-v1")
        port = running.address.rpartition(":")[2]
    with client:
        with pytest.raises(javagym.ConnectionLostError):
            env.reset(seed=0)
        with server(tmp_path, "--port", port):
            eventually(lambda: reachable(client))
            with client.make("CartPole-v1") as again:
                again.reset(seed=0)


def reachable(client):
    try:
        client.list()
    except javagym.ConnectionLostError:
        return False
    return True


def test_a_server_that_is_not_there_is_an_error_at_once():
    with socket.socket() as taken:  # bound, and nobody listens
        taken.bind(("127.0.0.1", 0))
        url = f"grpc://127.0.0.1:{taken.getsockname()[1]}"
        started = monotonic()
        with pytest.raises(javagym.ConnectionLostError, match=url):
            javagym.connect(url)
        with pytest.raises(javagym.ConnectionLostError, match=url):
            gym.make("java/CartPole-v1", door=url)
        assert monotonic() - started < 2 * SECOND + GRACE


def impatient(running):
    """Return a client that waits two seconds, of a server that has had the time to warm up."""
    with javagym.connect(running.url) as client:
        client.make("CartPole-v1").close()
    return javagym.connect(running.url, timeout=2)


def test_a_stopped_server_is_an_error_when_the_time_is_up(tmp_path):
    with server(tmp_path) as running, impatient(running) as client:
        env = client.make("CartPole-v1").unwrapped
        env.reset(seed=0)
        running.send(signal.SIGSTOP)
        try:
            started = monotonic()
            with pytest.raises(javagym.RemoteTimeoutError, match=r"did not answer within 2 s"):
                env.step(0)
            with pytest.raises(javagym.RemoteTimeoutError):
                env.step(0)
            with pytest.raises((javagym.RemoteTimeoutError, javagym.ConnectionLostError)):
                client.make("CartPole-v1")
            assert monotonic() - started < 6 * SECOND + GRACE
        finally:
            running.send(signal.SIGCONT)
        eventually(lambda: running.metric("javagym_sessions") == 0)
        with client.make("CartPole-v1") as again:
            again.reset(seed=0)


def test_a_step_that_takes_too_long_is_an_error_and_is_interrupted(slow, tmp_path):
    with server(tmp_path, *slow) as running, javagym.connect(running.url, timeout=1) as client:
        env = client.make("Slow-v0").unwrapped
        env.reset(seed=0)
        with pytest.raises(javagym.RemoteTimeoutError, match="step"):
            env.step(60)
        eventually(lambda: running.metric("javagym_sessions") == 0, seconds=10)


# --- a client that dies --------------------------------------------------------------------------

CLIENT = """
    import sys, numpy as np, javagym
    client = javagym.connect(sys.argv[1])
    env = client.make("Slow-v0")
    envs = client.make_vec("CartPole-v1", num_envs=16)
    env.reset(seed=0, options={"seconds": int(sys.argv[2] == "reset") * 60})
    print("ready", flush=True)
    if sys.argv[2] == "step":
        env.step(60)
    sys.stdin.read()
"""


@pytest.mark.parametrize("doing", ["reset", "step", "nothing"])
@pytest.mark.parametrize("what", [signal.SIGKILL, signal.SIGSTOP])
def test_of_a_client_that_dies_or_stops_nothing_is_left(what, doing, slow, tmp_path):
    if what is signal.SIGSTOP and doing != "nothing":
        pytest.skip("while the server works, it does not wait for its client")
    idle = ["--idle-timeout", "1"] if what is signal.SIGSTOP else []
    with server(tmp_path, *slow, *idle) as running:
        client = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(CLIENT), running.url, doing],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            eventually(lambda: running.metric("javagym_sessions") == 2, seconds=60)
            if doing != "reset":
                assert client.stdout.readline() == "ready\n"
            sleep(0.3)
            client.send_signal(what)
            eventually(lambda: running.metric("javagym_sessions") == 0, seconds=10)
            assert running.metric("javagym_batch_memory_bytes") == 0
        finally:
            client.kill()
            client.communicate()


@pytest.mark.slow
def test_two_thousand_sessions_dropped_without_close_leave_nothing(tmp_path):
    with server(tmp_path, "--max-sessions", "500") as running:
        pid, here = running.process.pid, os.getpid()

        def drop_sessions(count):
            with grpc.insecure_channel(running.address) as channel:
                opened = []
                for _ in range(count):
                    requests = threading.Event()
                    call = stream(channel)(
                        unending(
                            [hello(), pb.SessionRequest(make=pb.MakeRequest(id="CartPole-v1"))],
                            requests,
                        )
                    )
                    opened.append((call, requests))
                for call, _ in opened:
                    assert next(call).hello.server
                    assert next(call).make.layout.num_envs == 1
                assert running.metric("javagym_sessions") == count
            for _, requests in opened:
                requests.set()
            eventually(lambda: running.metric("javagym_sessions") == 0, seconds=30)

        drop_sessions(100)
        before = descriptors(pid), descriptors(here), threads(here)
        for _ in range(10):
            drop_sessions(200)
        gc.collect()
        assert running.metric("javagym_batch_memory_bytes") == 0
        assert descriptors(pid) <= before[0] + 5
        assert descriptors(here) <= before[1] + 5
        eventually(lambda: threads(here) <= before[2] + 5)
        eventually(lambda: threads(pid) < 60, seconds=40)  # idle threads go after ten seconds


def unending(requests, over):
    yield from requests
    over.wait(60)


# --- a client that floods, or does not read ------------------------------------------------------


def test_a_client_that_does_not_read_is_not_read_either(tmp_path):
    with server(tmp_path, "--idle-timeout", "3") as running:
        taken = 0

        def requests():
            nonlocal taken
            yield hello()
            settings = pb.VectorSettings(num_envs=4096)
            yield pb.SessionRequest(make=pb.MakeRequest(id="CartPole-v1", vector=settings))
            yield pb.SessionRequest(reset=pb.ResetRequest())
            step = pb.SessionRequest()
            step.step.inputs.add(actions=bytes(8 * 4096))
            while True:
                taken += 1
                yield step

        with grpc.insecure_channel(running.address) as channel:
            call = stream(channel)(requests())
            next(call)
            eventually(lambda: running.metric("javagym_steps_total") > 0)
            before = -1
            while before != taken:
                before = taken
                sleep(0.7)
            assert taken < 2000  # of 32 KiB there, and 88 KiB back
            assert resident_mib(running.process.pid) < 1000
            eventually(lambda: running.metric("javagym_sessions") == 0, seconds=15)
            call.cancel()


def test_a_message_of_three_gigabytes_is_refused_when_it_is_announced(tmp_path):
    with server(tmp_path) as running:
        host, _, port = running.address.rpartition(":")
        before = resident_mib(running.process.pid)
        with socket.create_connection((host, int(port)), timeout=20) as connection:
            connection.sendall(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + frame(4, 0, 0, b""))
            headers = {
                ":method": "POST",
                ":scheme": "http",
                ":path": "/javagym.v1.EnvironmentService/Session",
                ":authority": "localhost",
                "content-type": "application/grpc",
                "te": "trailers",
            }
            connection.sendall(frame(1, 4, 1, literals(headers)))
            connection.sendall(frame(0, 0, 1, struct.pack(">BI", 0, 3 << 30) + bytes(100)))
            assert ends_of_stream(connection)
        assert resident_mib(running.process.pid) < before + 200
        with javagym.connect(running.url) as client, client.make("CartPole-v1") as env:
            env.reset(seed=0)


def frame(kind, flags, stream_id, payload):
    return (
        struct.pack(">I", len(payload))[1:] + struct.pack(">BBI", kind, flags, stream_id) + payload
    )


def literals(headers):
    """Return headers as HPACK literals without indexing."""
    parts = []
    for name, value in headers.items():
        parts += [b"\0", bytes([len(name)]), name.encode(), bytes([len(value)]), value.encode()]
    return b"".join(parts)


def ends_of_stream(connection):
    """Read frames until one ends stream 1, or all."""
    received = b""
    while True:
        while len(received) >= 9:
            length = int.from_bytes(received[:3], "big")
            kind, flags, stream_id = struct.unpack(">BBI", received[3:9])
            if len(received) < 9 + length:
                break
            if (stream_id == 1 and (kind == 3 or flags & 1)) or kind == 7:
                return True
            received = received[9 + length :]
        more = connection.recv(65536)
        if not more:
            return True
        received += more


def test_garbage_on_the_port_does_no_harm(remote):
    host, _, port = remote.address.rpartition(":")
    random = np.random.default_rng(0)
    for size in (1, 10, 1000, 100_000):
        with socket.create_connection((host, int(port)), timeout=10) as connection:
            try:
                connection.sendall(random.bytes(size))
            except OSError:
                continue  # it hung up on us already
    with javagym.connect(remote.url) as client:
        assert client.list()


# --- forks ---------------------------------------------------------------------------------------


@pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning")
def test_in_a_forked_child_every_call_is_a_clear_error_at_once(remote):
    with javagym.connect(remote.url) as client:
        env = gym.make("java/CartPole-v1", door=remote.url)
        envs = client.make_vec("CartPole-v1", num_envs=2)
        env.reset(seed=0)
        envs.reset(seed=0)
        calls = [
            lambda: env.step(0),
            lambda: env.reset(),
            lambda: envs.reset(),
            lambda: list(envs.step_many([np.array([0, 0])])),
            lambda: client.make("CartPole-v1"),
            lambda: gym.make("java/CartPole-v1", door=remote.url),
            lambda: javagym.connect(remote.url),
        ]
        for call in calls:
            message, seconds = forked(call)
            assert message.startswith("ForkedProcessError"), message
            assert "spawn" in message
            assert seconds < SECOND + GRACE
        assert forked(env.close)[0] == "nothing was raised"
        env.step(0)
        envs.step(np.array([0, 1]))
        env.close()
        envs.close()


@pytest.mark.parametrize("context", ["spawn", "forkserver"])
def test_async_vector_env_works_through_it(context, remote):
    envs = gym.make_vec(
        "javagym:java/CartPole-v1",
        num_envs=2,
        vectorization_mode="async",
        vector_kwargs={"context": context},
        door=remote.url,
    )
    with closing(envs):
        observations, _ = envs.reset(seed=0)
        for row in range(2):
            with gym.make("java/CartPole-v1") as env:
                np.testing.assert_array_equal(observations[row], env.reset(seed=row)[0])
        envs.step(np.array([0, 1]))
