"""What a server in Python lets in, what it keeps out, and how it ends."""

from __future__ import annotations

import signal
import socket
import threading
from pathlib import Path
from time import monotonic

import grpc
import gymnasium as gym
import numpy as np
import pytest
from gymnasium import error
from gymnasium.wrappers import FlattenObservation

import javagym
from javagym.v1 import environment_service_pb2 as pb
from tests.doors.servers import eventually
from tests.doors.test_remote import TOKEN, certificates, hello, stream
from tests.serving.envs import Broken, Talkative
from tests.serving.servers import open_sessions, python_server, run_command


@pytest.fixture
def token_file(tmp_path):
    file = tmp_path / "token"
    file.write_text(TOKEN + "\n")
    return file


def statuses(address, *requests, metadata=()):
    """Return the status by which a session of these requests ends."""
    with grpc.insecure_channel(address) as channel:
        call = stream(channel)(iter(requests), metadata=metadata)
        with pytest.raises(grpc.RpcError) as ended:
            for _ in call:
                pass
        return ended.value.code(), ended.value.details()


# --- what a user embeds --------------------------------------------------------------------------


def test_a_function_is_served():
    def make(scale=1.0):
        return gym.wrappers.TransformReward(
            FlattenObservation(gym.make("CartPole-v1", max_episode_steps=5)), lambda r: r * scale
        )

    with javagym.serve(make, id="py/Mine-v0") as server:
        assert server.address == f"grpc://127.0.0.1:{server.port}"
        with javagym.connect(server.address) as client:
            assert client.list().keys() == {"py/Mine-v0"}
            with client.make("py/Mine-v0", scale=3) as env:
                first, _ = env.reset(seed=1)
                with gym.make("CartPole-v1") as original:
                    np.testing.assert_array_equal(first, original.reset(seed=1)[0])
                steps = [env.step(step % 2) for step in range(5)]
                assert [step[1] for step in steps] == [3.0] * 5
                assert [step[3] for step in steps] == [False] * 4 + [True]
                assert server.sessions == 1
            eventually(lambda: server.sessions == 0)
            with pytest.raises(TypeError, match="unexpected keyword argument 'size'"):
                client.make("py/Mine-v0", size=3)
    assert server.wait(0)
    server.stop()


def test_several_functions_are_served_by_their_ids():
    envs = {"py/A-v0": Talkative, "py/B-v3": lambda: Broken("NONE")}
    with javagym.serve(envs) as server, javagym.connect(server.address) as client:
        assert client.list().keys() == envs.keys()
        client.make("py/A-v0", disable_env_checker=True).close()
        client.make("py/B-v3", disable_env_checker=True).close()
        with pytest.raises(error.NameNotFound, match="py/A-v0, py/B-v3"):
            client.open_single("CartPole-v1", {})


def test_infos_that_are_declared_are_held_to_it():
    space = gym.spaces.Dict(lives=gym.spaces.Discrete(5))
    with (
        javagym.serve(Talkative, info_space=space) as server,
        javagym.connect(server.address) as client,
    ):
        env = client.make("py/Env-v0", disable_env_checker=True)
        assert env.reset(seed=0)[1] == {"lives": 3}
        with pytest.raises(javagym.EnvContractError, match="info_space declares"):
            env.step(0)


def test_infos_that_nobody_declared_are_found_out_and_none_is_lost():
    with javagym.serve(Talkative) as server, javagym.connect(server.address) as client:
        env = client.make("py/Env-v0", disable_env_checker=True)
        env.reset(seed=0)
        with pytest.warns(UserWarning, match="'ragged' was not foreseen"):
            info = env.step(1)[4]
        assert info["undeclared_json"] == '{"ragged": [0]}'
        assert info["name"] == "left"
        assert info["ok"] is True
        assert info["inner"]["x"] == 1.0
        np.testing.assert_array_equal(info["where"], np.arange(6).reshape(2, 3))
        assert info["speed"] == 1.5


def test_a_server_that_nobody_holds_ends():
    server = javagym.serve(Talkative)
    address = server.address
    with javagym.connect(address):
        pass
    del server
    eventually(lambda: not reachable(address))


def reachable(address):
    try:
        javagym.connect(address).close()
    except javagym.ConnectionLostError:
        return False
    return True


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"host": "0.0.0.0"}, "TLS .* and a token"),
        ({"host": "0.0.0.0", "token": TOKEN}, "needs TLS"),
        ({"token": "short"}, "5 characters"),
        ({"max_sessions": 0}, "max_sessions is 0"),
        ({"port": 99_999}, "port is 99999"),
        ({"idle_timeout": 0}, "idle_timeout is 0"),
        ({"host": "no-such-host.invalid"}, "unknown host"),
    ],
)
def test_a_server_that_can_not_be_says_why(settings, message):
    with pytest.raises(ValueError, match=message):
        javagym.serve(Talkative, **settings)


# --- the program ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["--host", "0.0.0.0"], 2, "0.0.0.0 is not a loopback address"),
        (["--token-file", "/nowhere"], 1, "/nowhere"),
        (["--tls-cert", "/nowhere"], 2, "go together"),
        (["--env", "NoSuchThing-v0"], 2, "NoSuchThing"),
        (["--import", "no_such_module"], 2, "no_such_module"),
        (["--max-memory", "many"], 2, "64m"),
    ],
)
def test_a_bad_option_is_an_error_that_says_so(arguments, status, message):
    done = run_command("--port", "0", *arguments)
    assert (done.returncode, done.stdout) == (status, "")
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_port_that_is_taken_is_an_error_at_once():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = run_command("--port", str(taken.getsockname()[1]))
    assert done.returncode == 1
    assert "choose another port" in done.stderr


def test_it_listens_on_loopback_only(python):
    port = int(python.address.rpartition(":")[2])
    listening = Path("/proc/net/tcp").read_text() + Path("/proc/net/tcp6").read_text()
    ours = [
        fields[1]
        for fields in map(str.split, listening.splitlines())
        if fields[3] == "0A" and fields[1].endswith(f":{port:04X}")
    ]
    assert ours
    for address in ours:
        assert address.startswith(("0100007F:", "0000000000000000FFFF00000100007F:")), ours


def test_a_wrong_missing_or_late_token_is_refused(tmp_path, token_file):
    with python_server(tmp_path, "--token-file", token_file) as running:
        with javagym.connect(running.url, token=TOKEN) as client:
            client.make("py/CartPole-v1").close()
        for token in (None, "", "wrong", TOKEN[:-1], TOKEN + "x"):
            with pytest.raises(javagym.RefusedError, match="token"):
                javagym.connect(running.url, token=token)
        late = pb.SessionRequest(hello=pb.HelloRequest(protocol_version=1, client=TOKEN))
        assert statuses(running.address, late)[0] is grpc.StatusCode.UNAUTHENTICATED
        for header in (TOKEN, f"Basic {TOKEN}", f"bearer {TOKEN}"):
            metadata = (("authorization", header),)
            ended = statuses(running.address, hello(), metadata=metadata)
            assert ended[0] is grpc.StatusCode.UNAUTHENTICATED
        with grpc.insecure_channel(running.address) as channel:
            assert is_serving(channel)  # for probes, which have no token
        running.send(signal.SIGTERM)
        assert running.process.wait(20) == 0
        assert TOKEN not in running.log.read_text()


def is_serving(channel):
    from grpc_health.v1 import health_pb2, health_pb2_grpc

    for service in ("", "javagym.v1.EnvironmentService"):
        request = health_pb2.HealthCheckRequest(service=service)
        answer = health_pb2_grpc.HealthStub(channel).Check(request, timeout=10)
        if answer.status != health_pb2.HealthCheckResponse.SERVING:
            return False
    return True


def test_tls_and_a_token_open_a_server_to_the_network(tmp_path, token_file):
    authority, certificate, key = certificates(tmp_path)
    tls = ["--tls-cert", certificate, "--tls-key", key, "--token-file", token_file]
    with python_server(tmp_path, "--host", "0.0.0.0", *tls) as running:
        port = running.address.rpartition(":")[2]
        url = f"grpcs://localhost:{port}"
        with (
            javagym.connect(url, token=TOKEN, tls_ca=authority) as client,
            client.make("py/CartPole-v1") as env,
        ):
            env.reset(seed=0)
        with pytest.raises(javagym.RefusedError, match="token"):
            javagym.connect(url, tls_ca=authority)
        with pytest.raises(javagym.ConnectionLostError):
            javagym.connect(f"grpc://localhost:{port}", token=TOKEN)


def test_limits_are_errors_that_say_them(tmp_path):
    limits = ["--max-sessions", "2", "--max-envs", "8", "--max-message-bytes", "8k"]
    limits += ["--max-memory", "1k"]
    with (
        python_server(tmp_path, *limits, "--env", "py/CartPole-v1") as running,
        javagym.connect(running.url) as client,
    ):
        assert client.list().keys() == {"py/CartPole-v1"}
        with pytest.raises(error.NameNotFound, match="does not offer 'FrozenLake-v1'"):
            client.open_single("FrozenLake-v1", {})
        with pytest.raises(ValueError, match="at most 8"):
            client.make_vec("py/CartPole-v1", num_envs=9)
        held = [client.make("py/CartPole-v1") for _ in range(2)]
        with pytest.raises(javagym.RefusedError, match="2 sessions"):
            client.make("py/CartPole-v1")
        held.pop().close()
        eventually(lambda: open_sessions(running) == 1)
        with pytest.raises(ValueError, match="memory for batches is used up"):
            client.make_vec("py/CartPole-v1", num_envs=8)
        with pytest.raises(ValueError, match="the server allows messages of 8192"):
            held[0].reset(options={"long": "x" * 10_000})


def test_a_session_that_does_nothing_is_ended(tmp_path):
    with (
        python_server(tmp_path, "--idle-timeout", "0.5") as running,
        javagym.connect(running.url) as client,
    ):
        env = client.make("py/CartPole-v1")
        env.reset(seed=0)
        eventually(lambda: open_sessions(running) == 0, seconds=5)
        with pytest.raises(javagym.RefusedError, match=r"did nothing for 0.5 s"):
            env.step(0)
        env.close()
        slow = client.make("py/Slow-v0")
        slow.reset(options={"seconds": 2})  # one that works is not idle
        slow.step(0)


def test_how_a_session_ends_is_what_the_contract_says(python):
    code = grpc.StatusCode
    make = pb.SessionRequest(make=pb.MakeRequest(id="py/CartPole-v1"))
    step = pb.SessionRequest(step=pb.StepRequest())
    for version, side in ((0, "client"), (2, "server")):
        status, details = statuses(python.address, hello(version))
        assert status is code.FAILED_PRECONDITION
        for part in (f"protocol {version}", "protocol 1", f"upgrade the {side}"):
            assert part in details
    assert statuses(python.address, make)[0] is code.FAILED_PRECONDITION
    assert statuses(python.address, hello(), hello())[0] is code.FAILED_PRECONDITION
    assert statuses(python.address, hello(), step)[0] is code.FAILED_PRECONDITION
    assert statuses(python.address, hello(), make, make)[0] is code.FAILED_PRECONDITION
    with grpc.insecure_channel(python.address) as channel:
        raw = channel.stream_stream("/javagym.v1.EnvironmentService/Session")
        with pytest.raises(grpc.RpcError) as ended:
            next(raw(iter([b"\xff\xff\xff"])))
        assert ended.value.code() is code.UNKNOWN


def test_what_is_not_there_yet_is_unimplemented_and_the_session_goes_on(python):
    requests = [
        hello(),
        pb.SessionRequest(make=pb.MakeRequest(id="py/CartPole-v1")),
        pb.SessionRequest(snapshot=pb.SnapshotRequest()),
        pb.SessionRequest(),
        pb.SessionRequest(reset=pb.ResetRequest(seed=pb.Seed(digits="x"))),
        pb.SessionRequest(step=pb.StepRequest(inputs=[pb.Input(actions=b"1")], chained=True)),
        pb.SessionRequest(reset=pb.ResetRequest(options_json="[")),
        pb.SessionRequest(reset=pb.ResetRequest(mask=b"\1\1")),
        pb.SessionRequest(step=pb.StepRequest()),
        pb.SessionRequest(reset=pb.ResetRequest()),
        pb.SessionRequest(step=pb.StepRequest(inputs=[pb.Input(actions=b"1")])),
        pb.SessionRequest(close=pb.CloseRequest()),
        pb.SessionRequest(close=pb.CloseRequest()),
        pb.SessionRequest(reset=pb.ResetRequest()),
    ]
    with grpc.insecure_channel(python.address) as channel:
        answers = list(stream(channel)(iter(requests)))
    said = [
        pb.ErrorCode.Name(answer.failure.code).removeprefix("ERROR_CODE_")
        if answer.HasField("failure")
        else answer.WhichOneof("response")
        for answer in answers
    ]
    assert said == [
        *("hello", "make", "UNSUPPORTED", "UNIMPLEMENTED", "INVALID_ARGUMENT", "SKIPPED"),
        *("INVALID_ARGUMENT", "INVALID_ARGUMENT", "INVALID_ARGUMENT", "reset"),
        *("INVALID_ARGUMENT", "close", "close", "CLOSED"),
    ]
    assert not answers[1].make.has_snapshots


def test_a_client_may_not_name_modules_or_places(python):
    with javagym.connect(python.url) as client:
        for env_id in ("os:system", "antigravity:CartPole-v1", "../CartPole-v1", "py/py/py/X-v0"):
            with pytest.raises((error.Error, ValueError)):
                client.open_single(env_id, {})
        for name in ("rom_dir", "path", "configFile"):
            with pytest.raises(ValueError, match="place on the server's machine"):
                client.open_single("CartPole-v1", {name: "/etc/passwd"})


def test_sigterm_lets_sessions_finish_and_no_new_ones_in(tmp_path):
    with (
        python_server(tmp_path, "--drain-timeout", "20") as running,
        javagym.connect(running.url) as client,
    ):
        env = client.make("py/CartPole-v1")
        env.reset(seed=0)
        running.send(signal.SIGTERM)
        eventually(lambda: "draining" in running.log.read_text())
        with pytest.raises((javagym.ConnectionLostError, javagym.RefusedError)):
            client.make("py/CartPole-v1")
        env.step(0)
        assert running.process.poll() is None
        env.close()
        assert running.process.wait(10) == 0


def test_sigterm_does_not_wait_for_ever(tmp_path):
    with (
        python_server(tmp_path, "--drain-timeout", "0.5") as running,
        javagym.connect(running.url) as client,
    ):
        env = client.make("py/CartPole-v1")
        env.reset(seed=0)
        running.send(signal.SIGTERM)
        assert running.process.wait(10) == 0
        with pytest.raises((javagym.ConnectionLostError, javagym.RefusedError), match="shut"):
            env.step(0)


def test_a_stopped_server_leaves_nothing_at_work():
    before = threading.active_count()
    with javagym.serve(Talkative) as server, javagym.connect(server.address) as client:
        env = client.make("py/Env-v0", disable_env_checker=True)
        env.reset(seed=0)
        started = monotonic()
        server.stop()
        assert monotonic() - started < 5
        with pytest.raises((javagym.ConnectionLostError, javagym.RefusedError)):
            env.step(0)
    del env
    eventually(lambda: threading.active_count() <= before + 2)
