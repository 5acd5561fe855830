"""X9 in PyTorch: DQN with a target copy every 1000 steps."""

from dqn import main

main(x13=False)
