"""`infera dev`: the whole system on this machine, on loopback alone.

Engines that are installed here stand in for the clouds, queues get the names that the model gives them, and each worker
runs from its own folder with `make start`.
"""
