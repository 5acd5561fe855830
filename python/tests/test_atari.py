"""The package javagym-atari in Python: its ROMs, its library, its errors, what is printed."""

from __future__ import annotations

import shutil
import warnings
from pathlib import Path

import gymnasium as gym
import pytest
from gymnasium import error
from gymnasium.utils.env_checker import check_env

from tests.processes import JDKS, run

javagym_atari = pytest.importorskip(
    "javagym_atari", reason="the Atari games are left out: make ATARI=no"
)
pytest.importorskip("ale_py")  # registers ALE/

PLAY = """
    import gymnasium as gym, javagym
    env = gym.make("java/SpaceInvaders-v5", obs_type="ram")
    env.reset(seed=1)
    env.step(0)
    env.close()
"""


@pytest.mark.parametrize("java_home", ["", *JDKS])
def test_nothing_is_printed(java_home):
    done = run(PLAY, **({"JAVAGYM_JAVA_HOME": java_home} if java_home else {}))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_registering_the_games_starts_no_jvm_and_loads_no_ale_py():
    done = run("""
        import sys, javagym, gymnasium as gym
        gym.spec("java/SpaceInvaders-v5")
        assert not {"jpype", "ale_py", "javagym_atari"} & set(sys.modules)
    """)
    assert done.returncode == 0, done.stderr


def test_gymnasiums_checker_says_what_it_says_of_ale_py():
    def warnings_of(name):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            check_env(gym.make(name, obs_type="ram").unwrapped, skip_render_check=True)
        return sorted(str(warning.message) for warning in caught)

    assert warnings_of("java/SpaceInvaders-v5") == warnings_of("ALE/SpaceInvaders-v5")


@pytest.mark.parametrize(
    ("kwargs", "kind", "texts"),
    [
        ({"mode": 99}, ValueError, ["mode is 99", "[0, 1, 2"]),
        ({"difficulty": 2}, ValueError, ["difficulty is 2", "[0, 1]"]),
        ({"obs_type": "gray"}, ValueError, ["obs_type is 'gray'", "rgb, grayscale, ram"]),
        ({"frameskip": 0}, ValueError, ["frameskip", "0"]),
        ({"frameskip": (3, 3)}, ValueError, ["frameskip is [3, 3]", "low < high"]),
        ({"frameskip": 2.5}, ValueError, ["frameskip", "2.5"]),
        ({"repeat_action_probability": -1}, ValueError, ["repeat_action_probability is -1.0"]),
        ({"game": "zork"}, ValueError, ["game is 'zork'", "space_invaders"]),
        ({"game": "combat"}, ValueError, ["game is 'combat'"]),
        ({"modes": 1}, TypeError, ["'modes'", "did you mean 'mode'"]),
        ({"render_mode": "ansi"}, error.UnsupportedMode, ["ansi", "rgb_array"]),
    ],
    ids=str,
)
@pytest.mark.filterwarnings("ignore:.*not in the possible render_modes")
def test_arguments_that_are_not_allowed(kwargs, kind, texts):
    with pytest.raises(kind) as raised:
        gym.make("java/SpaceInvaders-v5", **kwargs)
    assert all(text in str(raised.value) for text in texts), raised.value


def test_actions_that_are_not_allowed():
    with gym.make("java/SpaceInvaders-v5") as env:
        env.reset(seed=1)
        for action in (-1, 6, 1.5, None):
            with pytest.raises(error.InvalidAction):
                env.unwrapped.step(action)
        env.step(5)
    with pytest.raises(error.ClosedEnvironmentError):
        env.unwrapped.step(0)
    with pytest.raises(error.ClosedEnvironmentError):
        env.unwrapped.ale.lives()


@pytest.mark.parametrize("damage", ["missing", "cut", "changed", "another game's"])
def test_a_rom_that_is_not_the_games_says_what_to_install(damage, tmp_path):
    roms = Path(javagym_atari.system_properties()["javagym.roms"])
    rom = tmp_path / "pong.bin"
    contents = bytearray((roms / "pong.bin").read_bytes())
    if damage == "cut":
        rom.write_bytes(contents[:100])
    elif damage == "changed":
        contents[50] ^= 1
        rom.write_bytes(contents)
    elif damage == "another game's":
        shutil.copy(roms / "breakout.bin", rom)
    with pytest.raises(error.DependencyNotInstalled) as raised:
        gym.make("java/Pong-v5", rom_dir=str(tmp_path))
    for text in (str(rom), "60e0ea3cbe0913d39803477945e9e5ec", 'pip install "javagym[atari]"'):
        assert text in str(raised.value)


def test_ale_pys_variable_names_the_folder_of_roms(tmp_path):
    roms = Path(javagym_atari.system_properties()["javagym.roms"])
    shutil.copy(roms / "space_invaders.bin", tmp_path)
    assert run(PLAY, ALE_ROMS_DIR=str(tmp_path)).stderr == ""
    missing = run(PLAY.replace("SpaceInvaders", "Pong"), ALE_ROMS_DIR=str(tmp_path))
    assert str(tmp_path / "pong.bin") in missing.stderr


def test_a_library_can_be_chosen(tmp_path):
    # A copy of the one that was unpacked, where no cache is.
    assert run(PLAY, JAVAGYM_CACHE=str(tmp_path)).returncode == 0
    (library,) = tmp_path.glob("libjavagym_ale-*.so")
    copy = shutil.copy(library, tmp_path / "mine.so")
    assert run(PLAY, JAVAGYM_ALE_LIBRARY=str(copy), JAVAGYM_CACHE="").returncode == 0
    assert run(PLAY, JAVAGYM_CACHE="").returncode == 0

    done = run(PLAY, JAVAGYM_ALE_LIBRARY=str(tmp_path / "none.so"))
    assert "DependencyNotInstalled" in done.stderr
    assert "none.so cannot be loaded" in done.stderr


def test_a_library_cut_in_half_is_healed(tmp_path):
    assert run(PLAY, JAVAGYM_CACHE=str(tmp_path)).returncode == 0
    (library,) = tmp_path.glob("libjavagym_ale-*.so")
    whole = library.read_bytes()
    library.write_bytes(whole[: len(whole) // 2])
    assert run(PLAY, JAVAGYM_CACHE=str(tmp_path)).returncode == 0
    assert library.read_bytes() == whole


def test_the_jar_twice_on_the_class_path_is_harmless():
    done = run("""
        import gymnasium as gym, javagym, javagym_atari
        from pathlib import Path
        jar = Path(javagym_atari.__file__).parent / "jars/javagym-atari.jar"
        gym.make("java/Pong-v5").close()
        javagym.add_classpath(jar)
        gym.make("java/Pong-v5").close()
    """)
    assert done.returncode == 0, done.stderr


def test_a_second_class_loader_is_told_why_it_cannot():
    done = run("""
        import gymnasium as gym, javagym, javagym_atari
        from pathlib import Path
        from javagym import jvm
        roms = javagym_atari.system_properties()["javagym.roms"]
        jar = Path(javagym_atari.__file__).parent / "jars/javagym-atari.jar"
        jvm.jar_packages = lambda: ()  # as if the package were not installed
        javagym.add_classpath(jar)
        gym.make("java/Pong-v5", rom_dir=roms).close()
        javagym.add_classpath(jar)
        gym.make("java/Pong-v5", rom_dir=roms)
    """)
    assert "DependencyNotInstalled" in done.stderr
    assert "loaded already, for another class loader" in done.stderr
    assert "Put it on the class path once" in done.stderr


def test_the_methods_are_declared_by_java():
    with gym.make("java/Pong-v5", frameskip=(2, 4)) as env:
        env.reset(seed=0)
        assert env.unwrapped._frameskip == (2, 4)
        assert env.get_wrapper_attr("get_action_meanings")()[0] == "NOOP"
        with pytest.raises(AttributeError, match="no attribute 'get_meanings'"):
            env.unwrapped.get_meanings()
        with pytest.raises(AttributeError):
            env.unwrapped.ale.getScreenBlue()
        with pytest.raises(TypeError, match="takes 2 arguments, got 1"):
            env.unwrapped.ale.setRAM(1)
        with pytest.raises(ValueError, match="arguments"):
            env.unwrapped.ale.setRAM(128, 0)
        with pytest.raises(ValueError, match="no state"):
            env.unwrapped.restore_state("AAAA")
    envs = gym.make_vec("java/Breakout-v5", num_envs=2)
    envs.reset(seed=0)
    assert envs.call("ale.lives") == (5, 5)
    assert envs.call("_frameskip") == (4, 4)
    envs.close()


def test_an_environment_is_pickled():
    import pickle

    with gym.make("java/Pong-v5", obs_type="ram").unwrapped as env:
        copy = pickle.loads(pickle.dumps(env))
        assert (copy.reset(seed=1)[0] == env.reset(seed=1)[0]).all()
        copy.close()


def test_the_package_is_found_without_importing_it():
    from javagym.jar_packages import jar_packages

    (package,) = [package for package in jar_packages() if package.name == "javagym_atari"]
    assert [Path(jar).name for jar in package.jars()] == ["javagym-atari.jar"]
    assert len(package.specs()) == 104


@pytest.mark.parametrize("door", ["inprocess", "process"])
def test_methods_are_an_error_in_a_forked_child(door):
    done = run(
        f"""
        import os, warnings
        import gymnasium as gym, javagym
        warnings.simplefilter("ignore", DeprecationWarning)  # a fork beside threads
        env = gym.make("java/Pong-v5", obs_type="ram", door={door!r}).unwrapped
        env.reset(seed=0)
        lives = env.ale.lives
        assert lives() == 0
        child = os.fork()
        if child == 0:
            errors = 0
            for call in (lives, env.ale.lives, lambda: env.get_action_meanings()):
                try:
                    call()
                except javagym.ForkedProcessError:
                    errors += 1
            os._exit(errors)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 3
        assert lives() == 0
        """
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
