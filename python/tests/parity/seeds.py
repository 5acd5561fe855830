"""The seeds that parity is held to: small ones, and each width that NumPy treats differently."""

WIDE = (2**31, 2**32 + 5, 2**63, 2**64 + 7, 2**128 - 1, 2**200 + 3)
SEEDS = (*range(94), *WIDE)
assert len(SEEDS) == 100
