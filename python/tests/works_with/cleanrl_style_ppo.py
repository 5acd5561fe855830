"""PPO on a vector environment, in one file, as such scripts are commonly written.

It knows nothing of Java but the module that ``--import`` names, as it would name ``ale_py``:

    python cleanrl_style_ppo.py --env-id java/CartPole-v1 --import javagym

Its last line is the mean return of the last 20 episodes.
"""

from __future__ import annotations

import argparse
import importlib
from collections import deque

import gymnasium as gym
import numpy as np
import torch
from torch import nn
from torch.distributions import Categorical

GAMMA = 0.99
LAMBDA = 0.95
CLIP = 0.2
ENTROPY_WEIGHT = 0.01
VALUE_WEIGHT = 0.5
MAX_GRADIENT_NORM = 0.5
EPOCHS = 4
MINIBATCHES = 4


def layer(inputs: int, outputs: int, gain: float = 2**0.5) -> nn.Linear:
    linear = nn.Linear(inputs, outputs)
    nn.init.orthogonal_(linear.weight, gain)
    nn.init.zeros_(linear.bias)
    return linear


def network(inputs: int, outputs: int, last_gain: float) -> nn.Sequential:
    hidden = (layer(inputs, 64), nn.Tanh(), layer(64, 64), nn.Tanh())
    return nn.Sequential(*hidden, layer(64, outputs, last_gain))


def train(args: argparse.Namespace) -> float:
    rng = np.random.default_rng(args.seed)
    torch.manual_seed(args.seed)
    torch.set_num_threads(1)  # the networks are too small to share out

    envs = gym.make_vec(
        args.env_id,
        num_envs=args.num_envs,
        vectorization_mode=args.vectorization_mode,
        **({"vector_kwargs": {"autoreset_mode": "NextStep"}} if args.vectorization_mode else {}),
    )
    envs = gym.wrappers.vector.RecordEpisodeStatistics(envs)
    inputs = int(np.prod(envs.single_observation_space.shape))
    action_space = envs.single_action_space
    assert isinstance(action_space, gym.spaces.Discrete), "this script is for discrete actions"
    actor = network(inputs, int(action_space.n), 0.01)
    critic = network(inputs, 1, 1.0)
    parameters = [*actor.parameters(), *critic.parameters()]
    optimizer = torch.optim.Adam(parameters, lr=args.learning_rate, eps=1e-5)

    shape = (args.num_steps, args.num_envs)
    all_obs = torch.zeros((*shape, inputs))
    all_actions, all_log_probs, all_rewards, all_values, begins = (
        torch.zeros(shape) for _ in range(5)
    )
    returns: deque[float] = deque(maxlen=20)
    obs, _ = envs.reset(seed=args.seed)
    begun = np.zeros(args.num_envs, dtype=bool)  # the step before was an episode's last

    updates = args.total_steps // (args.num_steps * args.num_envs)
    for update in range(updates):
        optimizer.param_groups[0]["lr"] = args.learning_rate * (1 - update / updates)
        for t in range(args.num_steps):
            all_obs[t] = torch.as_tensor(obs)
            begins[t] = torch.as_tensor(begun)
            with torch.no_grad():
                policy = Categorical(logits=actor(all_obs[t]))
                action = policy.sample()
                all_values[t] = critic(all_obs[t]).squeeze(-1)
            all_actions[t], all_log_probs[t] = action, policy.log_prob(action)
            obs, reward, terminated, truncated, infos = envs.step(action.numpy())
            all_rewards[t] = torch.as_tensor(reward)
            begun = terminated | truncated
            if "episode" in infos:
                returns.extend(infos["episode"]["r"][infos["_episode"]].tolist())

        with torch.no_grad():
            next_value = critic(torch.as_tensor(obs)).squeeze(-1)
            next_begins = torch.as_tensor(begun, dtype=torch.float32)
            advantages = torch.zeros(shape)
            following = torch.zeros(args.num_envs)
            for t in reversed(range(args.num_steps)):
                goes_on = 1 - next_begins
                error = all_rewards[t] + GAMMA * next_value * goes_on - all_values[t]
                following = error + GAMMA * LAMBDA * goes_on * following
                advantages[t] = following
                next_value, next_begins = all_values[t], begins[t]
            targets = advantages + all_values

        # A step that only begins an episode took no action: nothing is learned from it.
        rows = torch.nonzero(begins.flatten() == 0).squeeze(-1).numpy()
        flat_obs = all_obs.flatten(0, 1)
        flat_actions, flat_log_probs, flat_advantages, flat_targets = (
            x.flatten() for x in (all_actions, all_log_probs, advantages, targets)
        )
        for _ in range(EPOCHS):
            rng.shuffle(rows)
            for i in np.array_split(rows, MINIBATCHES):
                policy = Categorical(logits=actor(flat_obs[i]))
                ratio = (policy.log_prob(flat_actions[i]) - flat_log_probs[i]).exp()
                a = flat_advantages[i]
                a = (a - a.mean()) / (a.std() + 1e-8)
                policy_loss = -torch.min(a * ratio, a * ratio.clamp(1 - CLIP, 1 + CLIP)).mean()
                value_loss = (critic(flat_obs[i]).squeeze(-1) - flat_targets[i]).square().mean() / 2
                loss = policy_loss + VALUE_WEIGHT * value_loss
                loss = loss - ENTROPY_WEIGHT * policy.entropy().mean()
                optimizer.zero_grad()
                loss.backward()
                nn.utils.clip_grad_norm_(parameters, MAX_GRADIENT_NORM)
                optimizer.step()
    envs.close()
    return float(np.mean(returns))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--env-id", default="CartPole-v1")
    parser.add_argument("--import", dest="module", help="a module that registers environments")
    parser.add_argument("--vectorization-mode", choices=["sync", "async"])
    parser.add_argument("--num-envs", type=int, default=8)
    parser.add_argument("--num-steps", type=int, default=128)
    parser.add_argument("--total-steps", type=int, default=30_000)
    parser.add_argument("--learning-rate", type=float, default=2.5e-3)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    args = arguments()
    if args.module:
        importlib.import_module(args.module)
    print(train(args))
