"""Agents that learn in Java, and policies that go from one language to the other.

    from javagym.agents import PPO

    agent = PPO("java/LunarLander-v3", seed=1).learn(500_000)
    action, _ = agent.predict(observation, deterministic=True)
    agent.save("lander.safetensors")

`learn` runs in Java alone on ``java/`` environments; on any other environment of Gymnasium's the
steps are Python's, and the learning is Java's. `load_policy` gives what was saved as a PyTorch
module, `Policy` the same in NumPy, and `save_policy` writes what Stable-Baselines3 or PyTorch
trained, for Java.
"""

from javagym.agents.agent import Agent, DivergedError, Episodes, Progress
from javagym.agents.algorithms import DQN, PPO, REINFORCE, VPG, QLearning
from javagym.agents.crossing import load_policy, save_policy
from javagym.agents.policy import Policy
from javagym.agents.policyfile import PolicyFileError

__all__ = [
    "DQN",
    "PPO",
    "REINFORCE",
    "VPG",
    "Agent",
    "DivergedError",
    "Episodes",
    "Policy",
    "PolicyFileError",
    "Progress",
    "QLearning",
    "load_policy",
    "save_policy",
]
