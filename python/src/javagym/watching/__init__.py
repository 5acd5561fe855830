"""A page in the browser that shows running environments, and lets a person play them.

A `Screen` stands for one watched environment. The thread that steps it writes a `Tally` of numbers
and, when a page asks, one picture; a `Viewer` serves both from a thread of its own. Neither waits
for the other, and no page makes the steps wait.
"""
