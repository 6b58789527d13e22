"""Where a client's configuration comes from: a Terraform output, or a file where there is no Terraform."""

from __future__ import annotations

from infera.model import Project, Queue


def source(project: Project, queue: Queue) -> str:
    """What holds the JSON of a queue, for a README: the file, or the command that prints it."""
    return file(project) if project.provider == "self_hosted" else f"terraform output -json {queue.label}_producer"


def file(project: Project) -> str:
    """The file of the first environment, from the output folder."""
    name = project.environments[0].name
    return "producers.env" if name == "default" else f"producers.{name}.env"
