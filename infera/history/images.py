"""Images that are named by a tag alone: what runs tomorrow may not be what was tested today."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from infera import codes
from infera.diagnostics import Diagnostic
from infera.model import Project

NAME = "images.auto.tfvars.json"
MAX_BYTES = 1 << 20


def check(project: Project, root: Path) -> Iterator[Diagnostic]:
    """A warning for each image without a digest, in the file and in the roots' `images.auto.tfvars.json`."""
    for environment in project.environments:
        for worker in environment.workers:
            if isinstance(worker.image, str) and "@sha256:" not in worker.image:
                text = f"the image of `{worker.name}` is named by a tag, which can move"
                hint = "add its digest: `image@sha256:…`"
                yield Diagnostic(codes.TAG_WITHOUT_DIGEST, text, (*worker.at, "image"), hint)
        yield from _pushed(environment.name, root)


def _pushed(environment: str, root: Path) -> Iterator[Diagnostic]:
    path = PurePosixPath("terraform/environments", environment, NAME)
    for name, image in sorted(_images(root / path).items()):
        if isinstance(image, str) and "@sha256:" not in image:
            text = f"`{name}` is named by a tag, which can move"
            hint = f"`make push ENV={environment}` in the worker's folder writes the digest"
            yield Diagnostic(codes.TAG_WITHOUT_DIGEST, text, hint=hint, file=path.as_posix())


def _images(file: Path) -> dict[str, object]:
    """The variables of the file; nothing when it is not there or not readable, which is Terraform's to say."""
    try:
        if file.is_symlink() or not file.is_file() or file.stat().st_size > MAX_BYTES:
            return {}
        loaded = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return loaded if isinstance(loaded, dict) else {}
