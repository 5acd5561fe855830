"""X8 in NumPy, the other setting: Projective Simulation that forgets nothing."""

from projective_simulation import main

main(gamma=0, eta=0.04)
