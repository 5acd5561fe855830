"""X8 in NumPy: Projective Simulation that forgets a little."""

from projective_simulation import main

main(gamma=1e-7, eta=0.006)
