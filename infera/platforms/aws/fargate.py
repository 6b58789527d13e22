"""What Fargate runs: a task has one of a few sizes, and memory goes with CPU."""

from __future__ import annotations

from infera.model import Worker

# CPU units -> (least MB, most MB, step). https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html
# ("Task CPU and memory"), read 2026-11-24. 256 takes 512, 1024 and 2048 alone.
SIZES: dict[int, tuple[int, int, int]] = {
    256: (512, 2048, 512),
    512: (1024, 4096, 1024),
    1024: (2048, 8192, 1024),
    2048: (4096, 16_384, 1024),
    4096: (8192, 30_720, 1024),
    8192: (16_384, 61_440, 4096),
    16_384: (32_768, 122_880, 8192),
}
STOP_TIMEOUT_S = 120  # the most that Fargate waits before it kills
SHUTDOWN_S = 110  # what a worker has of it to finish or give back what it holds


def takes(cpu: int, memory_mb: int) -> bool:
    """Whether there is a task of that size."""
    if cpu not in SIZES:
        return False
    least, most, step = SIZES[cpu]
    if cpu == 256 and memory_mb == 1536:
        return False
    return least <= memory_mb <= most and memory_mb % step == 0


def size(worker: Worker) -> tuple[int, int]:
    """(CPU units, MB) of a worker's task.

    What someone wrote stands; a default gives way: 512 MB do not go with the default of one CPU. Nothing written
    is the smallest task. A pair that Fargate does not run comes back as it was written, for the checks to refuse.
    """
    cpu, memory = round(worker.cpu * 1024), worker.memory_mb
    if "cpu" in worker.written and "memory" not in worker.written:
        return cpu, SIZES[cpu][0] if cpu in SIZES else memory
    if "cpu" not in worker.written:
        fitting = [units for units in SIZES if takes(units, memory)]
        return (max([u for u in fitting if u <= cpu] or fitting[:1]), memory) if fitting else (cpu, memory)
    return cpu, memory


def nearest(cpu: int, memory_mb: int) -> str:
    """A size that Fargate runs and that is no smaller, as someone would write it."""
    for units, (least, most, step) in SIZES.items():
        memory = max(least, -(-memory_mb // step) * step)
        if units >= cpu and memory <= most:
            return f"`cpu: {units / 1024:g}` with `memory: {memory}`"
    return "`cpu: 16` with `memory: 122880` is the largest"
