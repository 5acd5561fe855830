"""X13 in PyTorch: DQN with a target copy every 10 episodes."""

from dqn import main

main(x13=True)
