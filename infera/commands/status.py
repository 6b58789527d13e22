"""Exit statuses (SPEC, section 3). Where several fit: 64, 70, 1, 3, 2."""

DONE = 0
ERRORS = 1
PENDING = 2
IN_THE_WAY = 3
USAGE = 64
BUG = 70
