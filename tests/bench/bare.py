"""The bare script: read, validate, render one template for each file from ready values, write.

    python bare.py CONFIG SCHEMA TEMPLATES OUTPUT

TEMPLATES is what `templates.py` made of a generated tree: the templates, and for each file its path, its template
and its values. No place of a key, no rule, no plan, no manifest, no safe write: the least that does the job.
"""

import json
import sys
from pathlib import Path

import jinja2
import jsonschema
import yaml


def main() -> None:
    """The whole script."""
    config, schema, templates, output = map(Path, sys.argv[1:])
    data = yaml.load(config.read_text(), Loader=yaml.CSafeLoader)
    jsonschema.Draft202012Validator(json.loads(schema.read_text())).validate(data)
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates),
        variable_start_string="<<<",
        variable_end_string=">>>",
        block_start_string="<<%",
        block_end_string="%>>",
        comment_start_string="<<#",
        comment_end_string="#>>",
        keep_trailing_newline=True,
        autoescape=False,
        cache_size=-1,
    )
    made = set()
    for line in (templates / "files.jsonl").read_text().splitlines():
        path, template, values = json.loads(line)
        target = output / path
        if target.parent not in made:
            target.parent.mkdir(parents=True, exist_ok=True)
            made.add(target.parent)
        target.write_text(environment.get_template(template).render(values))


main()
