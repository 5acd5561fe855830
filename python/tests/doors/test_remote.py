"""The client of a server, and what a server lets in."""

from __future__ import annotations

import copy
import datetime
import gc
import ipaddress
import pickle
import signal
import socket
import subprocess
import sys
import warnings
from contextlib import closing
from pathlib import Path

import grpc
import gymnasium as gym
import numpy as np
import pytest
from gymnasium import error

import javagym
from javagym.remote import Address
from javagym.server import command
from javagym.v1 import environment_service_pb2 as pb
from tests.doors.servers import eventually, server

TOKEN = "correct-horse-battery-staple"
SESSION = "/javagym.v1.EnvironmentService/Session"


def stream(channel, metadata=()):
    return channel.stream_stream(
        SESSION,
        request_serializer=pb.SessionRequest.SerializeToString,
        response_deserializer=pb.SessionResponse.FromString,
    )


def hello(version=1):
    return pb.SessionRequest(hello=pb.HelloRequest(protocol_version=version, client="a test"))


@pytest.fixture
def token_file(tmp_path):
    file = tmp_path / "token"
    file.write_text(TOKEN + "\n")
    return file


# --- the client ----------------------------------------------------------------------------------


def test_a_client_lists_and_makes_what_the_server_offers(remote):
    with javagym.connect(remote.url) as client:
        assert {"CartPole-v1", "Slow-v0", "broken/NONE-v0"} <= client.list().keys()
        assert client.list()["CartPole-v1"]["max_episode_steps"] == 500
        with client.make("Slow-v0") as env:  # which this process has never heard of
            assert env.reset(seed=0)[0] == 0
            assert env.step(0)[0] == 1
        with client.make("java/CartPole-v1") as env:
            assert env.spec.max_episode_steps == 500
        with closing(client.make_vec("CartPole-v1", num_envs=4)) as envs:
            assert envs.reset(seed=0)[0].shape == (4, 4)
        with pytest.raises(error.NameNotFound, match="CartPole-v1"):
            client.make("CartPool-v1")


@pytest.mark.skipif("java/Pong-v5" not in gym.registry, reason="built without Atari")
def test_a_servers_game_goes_back_only_to_a_state_that_it_gave(remote):
    steady = {"obs_type": "ram", "repeat_action_probability": 0}
    with gym.make("java/Pong-v5", door=remote.url, **steady) as env:
        env.reset(seed=1)
        state = env.unwrapped.clone_state(True)
        after = [env.step(action)[0].tolist() for action in (2, 3, 2)]
        env.unwrapped.restore_state(state)
        assert [env.step(action)[0].tolist() for action in (2, 3, 2)] == after
        with gym.make("java/Pong-v5", **steady) as here:
            here.reset(seed=1)
            foreign = here.unwrapped.clone_state(True)
        for forged in (foreign, state[:-4] + "AAAA", state[32:], "", "AAAA"):
            with pytest.raises(ValueError, match=r"not given by this server .* snapshot\(\)"):
                env.unwrapped.restore_state(forged)
        env.step(0)


def test_a_client_can_be_everyones_door_for_a_while(remote):
    before = remote.metric("javagym_steps_total")
    with javagym.connect(remote.url) as client:
        client.set_default()
        with gym.make("java/CartPole-v1") as env:
            env.reset(seed=0)
            env.step(0)
        assert remote.metric("javagym_steps_total") == before + 1
    with gym.make("java/CartPole-v1") as env:
        env.reset(seed=0)
        env.step(0)
    assert remote.metric("javagym_steps_total") == before + 1


def test_an_environment_can_be_copied_and_pickled_with_its_door(remote):
    with javagym.connect(remote.url) as client, client.make("CartPole-v1") as env:
        first, _ = env.reset(seed=5)
        for twin in (copy.deepcopy(env.unwrapped), pickle.loads(pickle.dumps(env.unwrapped))):
            with twin:
                np.testing.assert_array_equal(twin.reset(seed=5)[0], first)


def test_a_warning_arrives(remote):
    with javagym.connect(remote.url) as client, client.make("Slow-v0") as env:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            env.reset(options={"warn": True})
        assert any("slow as ever" in str(warning.message) for warning in caught)


def test_closing_or_dropping_an_environment_closes_its_session(tmp_path):
    with server(tmp_path) as running, javagym.connect(running.url) as client:
        env = client.make("CartPole-v1")
        assert running.metric("javagym_sessions") == 1
        env.close()
        eventually(lambda: running.metric("javagym_sessions") == 0)
        assert running.metric('javagym_sessions_ended_total{status="ok"}') == 1
        dropped = client.make("CartPole-v1")
        assert running.metric("javagym_sessions") == 1
        del dropped
        gc.collect()
        eventually(lambda: running.metric("javagym_sessions") == 0)


def test_without_grpc_the_error_says_what_to_install():
    code = (
        "import sys; sys.modules['grpc'] = None\n"
        "import gymnasium as gym, javagym\n"
        "gym.make('java/CartPole-v1').close()\n"
        "gym.make('java/CartPole-v1', door='grpc://localhost:1')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert "DependencyNotInstalled" in done.stderr
    assert "javagym[grpc]" in done.stderr


@pytest.mark.parametrize(
    "url", ["localhost:1", "http://a:1", "grpc://a", "grpc://a:x", "grpc://a:1/b", "grpc://u@a:1"]
)
def test_an_address_of_another_form_is_an_error(url):
    with pytest.raises(ValueError, match="address"):
        javagym.connect(url)


def test_a_token_is_in_no_text_of_the_client(remote):
    with javagym.connect(remote.url, token=TOKEN) as client:
        assert TOKEN not in repr(client) + repr(client.address) + str(vars(client))


def test_a_token_never_crosses_a_network_in_clear():
    with pytest.raises(ValueError, match="for all to read"):
        javagym.connect("grpc://192.0.2.1:50051", token=TOKEN)


# --- what a server listens on --------------------------------------------------------------------


def run_server(*arguments):
    return subprocess.run(
        command([str(argument) for argument in arguments]),
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("given", "missing"), [([], "TLS"), ([], "a token"), (["--token-file"], "TLS")]
)
def test_beyond_loopback_it_wants_tls_and_a_token(given, missing, token_file):
    arguments = [*given, token_file] if given else []
    done = run_server("--host", "0.0.0.0", "--port", "0", *arguments)
    assert done.returncode == 2
    assert "0.0.0.0 is not a loopback address" in done.stderr
    assert missing in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--token-file", "/nowhere"], "/nowhere"),
        (["--tls-cert", "/nowhere"], "go together"),
        (["--max-sessions", "0"], "max_sessions is 0"),
        (["--env", "NoSuchThing-v0"], "NoSuchThing"),
        (["--classpath", "/nowhere"], "/nowhere"),
        (["--port", "99999"], "port is 99999"),
    ],
)
def test_a_bad_option_is_an_error_that_says_so(arguments, message):
    done = run_server("--port", "0", *arguments)
    assert done.returncode == 2
    assert message in done.stderr
    assert "\tat " not in done.stderr


def test_a_port_that_is_taken_is_an_error_at_once():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = run_server("--port", str(taken.getsockname()[1]))
    assert done.returncode == 1
    assert "in use" in done.stderr
    assert "choose another port" in done.stderr


def test_it_listens_on_loopback_only(remote):
    port = int(remote.address.rpartition(":")[2])
    listening = Path("/proc/net/tcp").read_text() + Path("/proc/net/tcp6").read_text()
    inodes = {
        fields[9]: fields[1]
        for fields in map(str.split, listening.splitlines())
        if fields[3] == "0A"
    }
    links = Path(f"/proc/{remote.process.pid}/fd").iterdir()
    sockets = [str(link.readlink())[8:-1] for link in links if "socket:" in str(link.readlink())]
    ours = [inodes[inode] for inode in sockets if inode in inodes]
    assert any(address.endswith(f":{port:04X}") for address in ours)
    for address in ours:
        assert address.startswith(("0100007F:", "0000000000000000FFFF00000100007F:")), ours


# --- tokens --------------------------------------------------------------------------------------


def test_a_wrong_missing_or_late_token_is_refused(tmp_path, token_file):
    with server(tmp_path, "--token-file", token_file) as running:
        with javagym.connect(running.url, token=TOKEN) as client:
            client.make("CartPole-v1").close()
        for token in (None, "", "wrong", TOKEN[:-1], TOKEN + "x"):
            with pytest.raises(javagym.RefusedError, match="token"):
                javagym.connect(running.url, token=token)
        with grpc.insecure_channel(running.address) as channel:
            late = [
                hello(),
                pb.SessionRequest(hello=pb.HelloRequest(protocol_version=1, client=TOKEN)),
            ]
            call = stream(channel)(iter(late))
            with pytest.raises(grpc.RpcError) as refused:
                next(call)
            assert refused.value.code() is grpc.StatusCode.UNAUTHENTICATED
            for header in (TOKEN, f"Basic {TOKEN}", f"bearer {TOKEN}"):
                call = stream(channel)(iter([hello()]), metadata=(("authorization", header),))
                with pytest.raises(grpc.RpcError) as refused:
                    next(call)
                assert refused.value.code() is grpc.StatusCode.UNAUTHENTICATED
        assert running.metric('javagym_calls_refused_total{reason="token"}') >= 9
        running.send(signal.SIGTERM)
        running.process.wait(20)
        assert TOKEN not in running.log.read_text()


def test_the_environment_variable_holds_the_token_too(tmp_path, token_file, monkeypatch):
    with server(tmp_path, "--token-file", token_file) as running:
        monkeypatch.setenv("JAVAGYM_TOKEN", TOKEN)
        with gym.make("java/CartPole-v1", door=running.url) as env:
            env.reset(seed=0)


# --- TLS -----------------------------------------------------------------------------------------


def test_tls_and_a_token_open_a_server_to_the_network(tmp_path, token_file):
    authority, certificate, key = certificates(tmp_path)
    tls = ["--tls-cert", certificate, "--tls-key", key, "--token-file", token_file]
    with server(tmp_path, "--host", "0.0.0.0", *tls) as running:
        port = running.address.rpartition(":")[2]
        url = f"grpcs://localhost:{port}"
        with (
            javagym.connect(url, token=TOKEN, tls_ca=authority) as client,
            client.make("CartPole-v1") as env,
        ):
            env.reset(seed=0)
            env.step(0)
        with pytest.raises(javagym.RefusedError, match="token"):
            javagym.connect(url, tls_ca=authority)
        with pytest.raises(javagym.ConnectionLostError):  # nobody vouches for it
            javagym.connect(url, token=TOKEN)
        with pytest.raises(javagym.ConnectionLostError):  # it speaks no plain text
            javagym.connect(f"grpc://localhost:{port}", token=TOKEN)


def certificates(folder):
    """Make an authority and a certificate for localhost; return the files."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    def name(text):
        return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, text)])

    def signed(subject, key, issuer, issuer_key, *extensions):
        now = datetime.datetime.now(datetime.timezone.utc)
        builder = (
            x509.CertificateBuilder()
            .subject_name(name(subject))
            .issuer_name(name(issuer))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(hours=1))
            .not_valid_after(now + datetime.timedelta(hours=1))
        )
        for extension in extensions:
            builder = builder.add_extension(extension, critical=False)
        return builder.sign(issuer_key, hashes.SHA256())

    authority_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    names = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    authority = signed(
        "test authority",
        authority_key,
        "test authority",
        authority_key,
        x509.BasicConstraints(ca=True, path_length=None),
    )
    certificate = signed(
        "localhost", key, "test authority", authority_key, x509.SubjectAlternativeName(names)
    )
    pem = serialization.Encoding.PEM
    files = [folder / name for name in ("ca.pem", "cert.pem", "key.pem")]
    files[0].write_bytes(authority.public_bytes(pem))
    files[1].write_bytes(certificate.public_bytes(pem))
    files[2].write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return files


# --- limits --------------------------------------------------------------------------------------


def test_limits_are_errors_that_say_them(tmp_path):
    limits = ["--max-sessions", "2", "--max-envs", "8", "--max-message-bytes", "8k"]
    with (
        server(tmp_path, *limits, "--env", "CartPole-v1", "--max-memory", "100k") as running,
        javagym.connect(running.url) as client,
    ):
        assert client.list().keys() == {"CartPole-v1"}
        with pytest.raises(error.NameNotFound, match="does not offer 'FrozenLake-v1'"):
            gym.make("java/FrozenLake-v1", door=client)
        with pytest.raises(ValueError, match="at most 8"):
            client.make_vec("CartPole-v1", num_envs=9)
        held = [client.make("CartPole-v1") for _ in range(2)]
        with pytest.raises(javagym.RefusedError, match="2 sessions"):
            client.make("CartPole-v1")
        held.pop().close()
        eventually(lambda: running.metric("javagym_sessions") == 1)
        client.make("CartPole-v1").close()
        with pytest.raises(ValueError, match="the server allows messages of 8192"):
            held[0].reset(options={"long": "x" * 10_000})


def test_a_session_that_does_nothing_is_ended(tmp_path):
    with (
        server(tmp_path, "--idle-timeout", "0.5") as running,
        javagym.connect(running.url) as client,
    ):
        env = client.make("CartPole-v1")
        env.reset(seed=0)
        eventually(lambda: running.metric("javagym_sessions") == 0, seconds=5)
        with pytest.raises(javagym.RefusedError, match=r"did nothing for 0.5 s"):
            env.step(0)
        env.close()


def test_another_version_is_refused_with_the_side_to_upgrade(remote):
    with grpc.insecure_channel(remote.address) as channel:
        for version, side in ((0, "client"), (2, "server")):
            with pytest.raises(grpc.RpcError) as refused:
                next(stream(channel)(iter([hello(version)])))
            assert refused.value.code() is grpc.StatusCode.FAILED_PRECONDITION
            for part in (f"protocol {version}", "protocol 1", f"upgrade the {side}"):
                assert part in refused.value.details()


def test_a_client_may_not_name_classes_or_places(remote):
    with javagym.connect(remote.url) as client:
        for env_id in ("java.lang.Runtime", "io.javagym.envs.classic.CartPole", "../CartPole-v1"):
            with pytest.raises((error.Error, ValueError)):
                client.open_single(env_id, {})
        for name in ("rom_dir", "path", "configFile"):
            with pytest.raises(ValueError, match="place on the server's machine"):
                client.open_single("CartPole-v1", {name: "/etc/passwd"})


# --- what watches a server -----------------------------------------------------------------------


def test_health_and_reflection_answer(remote):
    from grpc_health.v1 import health_pb2, health_pb2_grpc

    with grpc.insecure_channel(remote.address) as channel:
        health = health_pb2_grpc.HealthStub(channel)
        for service in ("", "javagym.v1.EnvironmentService"):
            answer = health.Check(health_pb2.HealthCheckRequest(service=service), timeout=10)
            assert answer.status == health_pb2.HealthCheckResponse.SERVING
        reflect = channel.stream_stream("/grpc.reflection.v1.ServerReflection/ServerReflectionInfo")
        assert b"javagym.v1.EnvironmentService" in next(reflect(iter([b"\x3a\x00"])))


def test_health_needs_no_token_and_reflection_does(tmp_path, token_file):
    from grpc_health.v1 import health_pb2, health_pb2_grpc

    with (
        server(tmp_path, "--token-file", token_file) as running,
        grpc.insecure_channel(running.address) as channel,
    ):
        request = health_pb2.HealthCheckRequest()
        health_pb2_grpc.HealthStub(channel).Check(request, timeout=10)
        method = "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo"
        with pytest.raises(grpc.RpcError, match="UNAUTHENTICATED"):
            next(channel.stream_stream(method)(iter([b"\x3a\x00"])))


def test_the_log_can_be_read_by_machines(tmp_path):
    import json

    with server(tmp_path, "--log-format", "json") as running:
        with javagym.connect(running.url) as client:
            client.make("CartPole-v1").close()
        running.send(signal.SIGTERM)
        assert running.process.wait(20) == 128 + signal.SIGTERM
        events = [json.loads(line) for line in running.log.read_text().splitlines()]
        assert {"listening", "made", "ended", "draining"} <= {event["message"] for event in events}


def test_sigterm_lets_sessions_finish_and_no_new_ones_in(tmp_path):
    with (
        server(tmp_path, "--drain-timeout", "20") as running,
        javagym.connect(running.url) as client,
    ):
        env = client.make("CartPole-v1")
        env.reset(seed=0)
        running.send(signal.SIGTERM)
        eventually(lambda: "draining" in running.log.read_text())
        with pytest.raises((javagym.ConnectionLostError, javagym.RefusedError)):
            client.make("CartPole-v1")
        env.step(0)
        assert running.process.poll() is None
        env.close()
        assert running.process.wait(10) == 128 + signal.SIGTERM


def test_sigterm_does_not_wait_for_ever(tmp_path):
    with (
        server(tmp_path, "--drain-timeout", "0.5") as running,
        javagym.connect(running.url) as client,
    ):
        env = client.make("CartPole-v1")
        env.reset(seed=0)
        running.send(signal.SIGTERM)
        assert running.process.wait(10) == 128 + signal.SIGTERM
        with pytest.raises((javagym.ConnectionLostError, javagym.RefusedError), match="shut"):
            env.step(0)


def test_an_address_says_how_it_is_spoken_to():
    assert not Address("grpc://[::1]:5").is_tls
    assert Address("grpc://[::1]:5").target == "[::1]:5"
    assert Address("grpc://[::1]:5").is_loopback
    assert Address("grpcs://example.org:5").is_tls
    assert Address("grpc://example.org:5", tls_ca="ca.pem").is_tls
