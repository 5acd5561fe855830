"""The algorithms, which are Java's."""

from __future__ import annotations

from typing import ClassVar

from javagym.agents.agent import Agent


class PPO(Agent):
    """Proximal policy optimization, for Discrete actions and for a Box of float32.

    Hyperparameters, with the values that they have unless told: ``learning_rate=3e-4``,
    ``n_steps=2048`` of each environment between updates, ``batch_size=64``, ``n_epochs=10``,
    ``gamma=0.99``, ``gae_lambda=0.95``, ``clip_range=0.2``, ``clip_value_loss=False``,
    ``normalize_advantage=True``, ``ent_coef=0.0``, ``vf_coef=0.5``, ``max_grad_norm=0.5``,
    ``target_kl=None``, ``net_arch=[64, 64]``, ``activation="tanh"`` or ``"relu"``,
    ``shared_network=False``, ``ortho_init=True``, ``adam_epsilon=1e-5``.

    The names and the values are those of Stable-Baselines3, where it has the same; see `Agent` for
    the other arguments.
    """

    algorithm: ClassVar[str] = "PPO"


class DQN(Agent):
    """Deep Q-learning, for Discrete actions.

    Hyperparameters, with the values that they have unless told: ``learning_rate=1e-3``,
    ``buffer_size=10_000``, ``learning_starts=0``, ``batch_size=64``, ``gamma=0.99``,
    ``train_freq=1`` step between updates, ``target_update_interval=1000`` steps between copies into
    the target network, ``tau=1.0`` (less: it follows by so much after every update instead),
    ``exploration_initial_eps=1.0``, ``exploration_final_eps=0.05``, ``exploration_steps=10_000``
    from the one to the other, ``loss="mse"`` or ``"huber"``, ``double_q=False``,
    ``max_grad_norm=None``, ``net_arch=[128, 128]``.

    See `Agent` for the other arguments.
    """

    algorithm: ClassVar[str] = "DQN"


class REINFORCE(Agent):
    """REINFORCE, for Discrete actions and for a Box of float32.

    Hyperparameters, with the values that they have unless told: ``learning_rate=1e-3``,
    ``gamma=0.99``, ``hidden=128`` units. See `Agent` for the other arguments.
    """

    algorithm: ClassVar[str] = "REINFORCE"


class VPG(Agent):
    """The vanilla policy gradient, for Discrete actions and for a Box of float32.

    Hyperparameters, with the values that they have unless told: ``learning_rate=1e-2``,
    ``credit="advantage"``, ``"reward_to_go"`` or ``"total_return"``, ``hidden=32`` units,
    ``epoch_steps=5000``, ``baseline_steps=80``. See `Agent` for the other arguments.
    """

    algorithm: ClassVar[str] = "VPG"


class QLearning(Agent):
    """Q-learning with a table, for Discrete observations and actions.

    Hyperparameters, with the values that they have unless told: ``learning_rate=0.1``,
    ``gamma=0.99``, ``exploration_initial_eps=1.0``, ``exploration_final_eps=0.05``,
    ``exploration_episodes=1000`` from the one to the other. See `Agent` for the other arguments.
    """

    algorithm: ClassVar[str] = "QLearning"
