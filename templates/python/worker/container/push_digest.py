"""`make push`: writes the digest of a pushed image where Terraform finds it.

push_digest METADATA IMAGE TFVARS VARIABLE
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path


def main(metadata: Path, image: str, tfvars: Path, variable: str) -> None:
    """Set one image in `images.auto.tfvars.json` and leave the others as they are."""
    digest = json.loads(metadata.read_text("utf-8")).get("containerimage.digest", "")
    if not re.fullmatch(r"sha256:[0-9a-f]{64}", digest):
        raise SystemExit(f"no digest in {metadata}")
    images = json.loads(tfvars.read_text("utf-8")) if tfvars.exists() else {}
    images[variable] = f"{image}@{digest}"
    unfinished = tfvars.with_name(tfvars.name + ".new")
    unfinished.write_text(json.dumps(images, indent=2, sort_keys=True) + "\n", "utf-8")
    unfinished.replace(tfvars)
    print(f"{variable} = {images[variable]}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), sys.argv[4])
