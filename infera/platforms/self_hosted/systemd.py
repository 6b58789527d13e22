"""systemd units: the second choice, for a machine without containers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from infera.model import Project
from infera.output.files import File
from infera.platforms.self_hosted.compose import GRACE_S, settings
from infera.render.env import render
from infera.render.systemd import Raw


def files(project: Project) -> Iterator[File]:
    """One template unit for each worker and environment: `systemctl start my-app-email-worker@1`."""
    for environment in project.environments:
        for worker in environment.workers:
            if worker.image is not None:
                continue
            name = f"{environment.prefix}-{worker.name}".replace("_", "-")
            context = {
                "name": name,
                "folder": Raw(f"/opt/{environment.prefix}/workers/{worker.name}"),
                "user": environment.prefix,
                "grace_s": GRACE_S,
                "memory": f"{worker.memory_mb}M",
                "cpu": Raw(f"{int(worker.cpu * 100)}%"),
                "environment": [
                    f"{key}={value}"
                    for key, value in settings(project, environment, worker).items()
                    if key != "INFERA_SECRETS_DIR"
                ],
                "env_file": Raw(f"/etc/{environment.prefix}/worker.env"),
                "secrets": [
                    Raw(f"{secret}:/etc/{environment.prefix}/secrets/{file}") for secret, file in worker.secrets
                ],
            }
            path = PurePosixPath("systemd") / f"{name}@.service"
            yield File(path, render("self_hosted/worker.service.j2", context))
