"""What dies, hangs or floods on either side of a server in Python."""

from __future__ import annotations

import gc
import os
import random
import signal
import socket
import struct
import subprocess
import sys
import textwrap
import threading
from concurrent.futures import ThreadPoolExecutor
from time import monotonic, sleep

import grpc
import numpy as np
import pytest

import javagym
from javagym.v1 import environment_service_pb2 as pb
from tests.doors.servers import eventually
from tests.doors.test_faults import (
    GRACE,
    SECOND,
    descriptors,
    ends_of_stream,
    frame,
    literals,
    resident_mib,
    threads,
    unending,
)
from tests.doors.test_remote import hello, stream
from tests.serving.servers import open_sessions, python_server


@pytest.mark.parametrize("doing", ["make", "reset", "step", "nothing"])
def test_a_killed_server_is_an_error_within_a_second(doing, tmp_path):
    with python_server(tmp_path) as running, javagym.connect(running.url) as client:
        env = client.make("py/Slow-v0").unwrapped
        env.reset(seed=0)
        calls = {
            "make": lambda: client.make("py/Slow-v0", seconds=30),
            "reset": lambda: env.reset(options={"seconds": 30}),
            "step": lambda: env.step(30),
            "nothing": lambda: env.step(0),
        }
        with ThreadPoolExecutor() as executor:
            if doing != "nothing":
                call = executor.submit(calls[doing])
                sleep(0.5)
            running.send(signal.SIGKILL)
            killed = monotonic()
            if doing == "nothing":
                running.process.wait()
                call = executor.submit(calls[doing])
            with pytest.raises(javagym.ConnectionLostError, match=running.address):
                call.result(timeout=30)
        assert monotonic() - killed < SECOND + GRACE
        env.close()


def test_a_stopped_server_is_an_error_when_the_time_is_up(tmp_path):
    with python_server(tmp_path) as running, javagym.connect(running.url, timeout=2) as client:
        env = client.make("py/CartPole-v1").unwrapped
        env.reset(seed=0)
        running.send(signal.SIGSTOP)
        try:
            with pytest.raises(javagym.RemoteTimeoutError, match=r"did not answer within 2 s"):
                env.step(0)
        finally:
            running.send(signal.SIGCONT)
        eventually(lambda: open_sessions(running) == 0)
        with client.make("py/CartPole-v1") as again:
            again.reset(seed=0)


CLIENT = """
    import sys, javagym
    client = javagym.connect(sys.argv[1])
    env = client.make("py/Slow-v0")
    envs = client.make_vec("py/CartPole-v1", num_envs=16)
    env.reset(seed=0)
    print("ready", flush=True)
    if sys.argv[2] == "step":
        env.step(2)
    if sys.argv[2] == "reset":
        env.reset(options={"seconds": 2})
    sys.stdin.read()
"""


@pytest.mark.parametrize("doing", ["reset", "step", "nothing"])
def test_of_a_client_that_dies_nothing_is_left(doing, tmp_path):
    with python_server(tmp_path) as running:
        client = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(CLIENT), running.url, doing],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            assert client.stdout.readline() == "ready\n"
            assert open_sessions(running) == 2
            sleep(0.3)
            client.kill()
            eventually(lambda: open_sessions(running) == 0, seconds=10)
        finally:
            client.kill()
            client.communicate()


def test_many_sessions_dropped_without_close_leave_nothing(tmp_path):
    with python_server(tmp_path, "--max-sessions", "300") as running:
        pid, here = running.process.pid, os.getpid()

        def drop_sessions(count):
            with grpc.insecure_channel(running.address) as channel:
                opened = []
                for _ in range(count):
                    over = threading.Event()
                    made = pb.SessionRequest(make=pb.MakeRequest(id="py/CartPole-v1"))
                    call = stream(channel)(unending([hello(), made], over))
                    opened.append((call, over))
                for call, _ in opened:
                    assert next(call).hello.server
                    assert next(call).make.layout.num_envs == 1
            for _, over in opened:
                over.set()
            eventually(lambda: open_sessions(running) == 0, seconds=30)

        drop_sessions(50)
        eventually(lambda: threads(pid) < 40)
        before = descriptors(pid), threads(pid), descriptors(here), threads(here)
        for _ in range(5):
            drop_sessions(200)
        gc.collect()
        eventually(lambda: descriptors(pid) <= before[0] + 5)
        eventually(lambda: threads(pid) <= before[1] + 5)
        eventually(lambda: descriptors(here) <= before[2] + 5)
        eventually(lambda: threads(here) <= before[3] + 5)


def test_a_client_that_does_not_read_is_not_read_either(tmp_path):
    with python_server(tmp_path, "--idle-timeout", "3") as running:
        taken = 0

        def requests():
            nonlocal taken
            yield hello()
            settings = pb.VectorSettings(num_envs=4096)
            yield pb.SessionRequest(make=pb.MakeRequest(id="py/CartPole-v1", vector=settings))
            yield pb.SessionRequest(reset=pb.ResetRequest())
            step = pb.SessionRequest()
            step.step.inputs.add(actions=bytes(8 * 4096))
            while True:
                taken += 1
                yield step

        with grpc.insecure_channel(running.address) as channel:
            call = stream(channel)(requests())
            next(call)
            before = -1
            while before != taken or taken == 0:
                before = taken
                sleep(1)
            assert taken < 2000
            assert resident_mib(running.process.pid) < 1000
            eventually(lambda: open_sessions(running) == 0, seconds=15)
            call.cancel()


def test_a_message_of_three_gigabytes_is_refused_when_it_is_announced(tmp_path):
    with python_server(tmp_path) as running:
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
        works(running)


def works(running):
    with javagym.connect(running.url) as client, client.make("py/CartPole-v1") as env:
        env.reset(seed=0)
        env.step(0)


def test_garbage_on_the_port_does_no_harm(tmp_path):
    with python_server(tmp_path) as running:
        host, _, port = running.address.rpartition(":")
        noise = np.random.default_rng(0)
        for size in (1, 10, 1000, 100_000):
            with socket.create_connection((host, int(port)), timeout=10) as connection:
                try:
                    connection.sendall(noise.bytes(size))
                except OSError:
                    continue  # it hung up on us already
        works(running)


# --- fuzzing -------------------------------------------------------------------------------------

IDS = ["py/CartPole-v1", "FrozenLake-v1", "py/Blackjack-v1", "Echo-v0", "nothing", "", "a:b/c/d-v1"]
ECHO = '{"space": "{\\"type\\": \\"Sequence\\", \\"feature\\": {\\"type\\": \\"Discrete\\",'
ECHO += ' \\"n\\": 3, \\"start\\": 0, \\"dtype\\": \\"int64\\"}, \\"stack\\": false}"}'
JSON = ["", "{}", "[", '{"is_slippery": false}', '{"a": NaN}', '{"path": "x"}', "[" * 5000, ECHO]


KINDS = [
    *("hello", "make", "reset", "reset", "step", "step", "step"),
    *("render", "call", "close", "snapshot", "restore", "nothing"),
]


def any_request(dice):
    """Return a request of any kind, more or less as it should be."""
    request = pb.SessionRequest(request_id=dice.getrandbits(64))
    kind = dice.choice(KINDS)
    if kind == "hello":
        request.hello.protocol_version = dice.choice([1, 1, 1, 0, 2, 2**32 - 1])
        request.hello.client = dice.choice(["x", "\x1b[31m\n", "ü" * 1000])
    elif kind == "make":
        request.make.id, request.make.kwargs_json = dice.choice(IDS), dice.choice(JSON)
        if dice.random() < 0.5:
            request.make.vector.num_envs = dice.choice([0, 1, 2, 3, 2**31, 2**32 - 1])
            request.make.vector.autoreset_mode = dice.randrange(0, 6)
            if dice.random() < 0.2:
                request.make.vector.max_episode_steps = dice.choice([0, 1, 2**32 - 1])
    elif kind == "reset":
        request.reset.options_json = dice.choice(JSON)
        request.reset.mask = dice.choice([b"", b"", b"\1", b"\0\1", b"\1\0\1", bytes(100)])
        if dice.random() < 0.5:
            request.reset.seed.digits = dice.choice(["", "1", "-1", "9" * 4096, "9" * 5000, "x"])
        elif dice.random() < 0.5:
            for _ in range(dice.randrange(4)):
                request.reset.row_seeds.seeds.add(digits=dice.choice(["", "7"]))
    elif kind == "step":
        request.step.chained = dice.random() < 0.3
        for _ in range(dice.choice([0, 1, 1, 1, 2, 5])):
            size = dice.choice([0, 1, 8, 16, 24, 64, 64, 64, 64, 128, 1000])
            actions = bytes(size) if dice.random() < 0.5 else dice.randbytes(size)
            if size == 64 and dice.random() < 0.5:
                actions = struct.pack("<qq", dice.randrange(-2, 20), dice.randrange(-2, 20))
                actions = actions.ljust(64, b"\0")
            heap = dice.choice([b"", dice.randbytes(20), struct.pack("<iq", 1, 1), bytes(4)])
            request.step.inputs.add(actions=actions, heap=heap)
    elif kind == "render":
        request.render.row = dice.choice([0, 1, 2**32 - 1])
    elif kind == "call":
        request.call.name = dice.choice(["", "reset", "__class__", "close"])
    elif kind != "nothing":
        getattr(request, kind).SetInParent()
    return request


def any_sequence(dice):
    """Return messages, most of them such that the session gets somewhere."""
    requests = [any_request(dice) for _ in range(dice.randrange(1, 20))]
    if dice.random() < 0.8:
        made = pb.SessionRequest(
            make=pb.MakeRequest(id=dice.choice(IDS[:4]), kwargs_json=dice.choice(["", "", ECHO]))
        )
        if dice.random() < 0.5:
            made.make.vector.num_envs = dice.randrange(1, 4)
        requests = [hello(), made, *requests]
    data = [request.SerializeToString() for request in requests]
    if dice.random() < 0.2:
        at = dice.randrange(len(data))
        data[at] = dice.randbytes(dice.randrange(40))
    return data


def test_whatever_a_client_sends_the_server_answers_or_ends_the_call(tmp_path):
    dice = random.Random(int(os.environ.get("JAVAGYM_FUZZ_SEED", "0")))
    count = int(os.environ.get("JAVAGYM_FUZZ_SEQUENCES", "1500"))
    with python_server(tmp_path) as running, grpc.insecure_channel(running.address) as channel:
        raw = channel.stream_stream("/javagym.v1.EnvironmentService/Session")
        answered = 0
        for _ in range(count):
            try:
                for answer in raw(iter(any_sequence(dice)), timeout=30):
                    pb.SessionResponse.FromString(answer)
                    answered += 1
            except grpc.RpcError as e:
                assert e.code() in (  # noqa: PT017 - which are the contract's
                    grpc.StatusCode.FAILED_PRECONDITION,
                    grpc.StatusCode.UNKNOWN,
                )
        assert answered > count
        assert "Traceback" not in running.log.read_text()
        eventually(lambda: open_sessions(running) == 0)
        works(running)
