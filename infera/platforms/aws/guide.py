"""The steps from a clone to a first job on AWS."""

from __future__ import annotations

from collections.abc import Iterator

from infera.model import Project, Queue
from infera.platforms import redis_viewer
from infera.terraform.guide import Step, first_job, in_root, shown_environment


def steps(project: Project) -> Iterator[Step]:
    """Log in, build, apply, send, look."""
    environment = shown_environment(project)
    yield Step(
        "Log in",
        "Terraform uses the account that the AWS command line uses.",
        ("aws sts get-caller-identity",),
    )
    lambdas = [w for w in project.workers if w.runtime == "lambda" and w.image is None]
    containers = [w for w in project.workers if w.runtime != "lambda" and w.image is None]
    if lambdas:
        yield Step(
            "Build the packages",
            "Each worker becomes a zip with the same bytes each time; `ARCH` is the architecture of the function.",
            tuple(f"make -C workers/{w.name} build ARCH=arm64" for w in lambdas),
        )
    yield Step("Apply", "The first run creates everything.", (in_root(project), "terraform init", "terraform apply"))
    if containers:
        yield Step(
            "Push the images",
            "`push` writes the digest into `images.auto.tfvars.json` of the root; the second apply deploys it.",
            (
                'export REPOSITORY="$(terraform output -raw image_repository)"',
                f"aws ecr get-login-password --region {environment.region} |"
                ' docker login --username AWS --password-stdin "${REPOSITORY%%/*}"',
                "cd ../../..",
                *(f"make -C workers/{w.name} push ENV={environment.name} ARCH=arm64" for w in containers),
                in_root(project),
                "terraform apply",
            ),
        )
    yield from _viewers(project)
    queue = next((q for q in project.queues if q.type == "sqs" and q.existing is None), None)
    if queue is not None:
        yield Step(
            "Send a job", f"To the queue `{queue.name}`, as any program in any language would.", tuple(_send(queue))
        )
    watched = [w for w in lambdas if queue is not None and queue.name in w.queues] or lambdas
    if watched:
        function = f"{watched[0].label}_function_name"
        yield Step(
            "See it done",
            "The log has a line for each job, with its id.",
            (f'aws logs tail "/aws/lambda/$(terraform output -raw {function})" --follow',),
        )


def _viewers(project: Project) -> Iterator[Step]:
    """The optional look into queues in Redis."""
    found, environment = redis_viewer.used(project), shown_environment(project)
    if not found:
        return
    yield Step(
        "Look into the queues, if you like",
        "Off, a viewer costs nothing; on, it is a Fargate task of a quarter of a CPU. Nothing connects to it but "
        "Session Manager, for whoever IAM lets, and it asks for a password; `open` says where that is, and needs the "
        "Session Manager plugin. `queue_viewer = false` takes everything away.",
        (
            "echo 'queue_viewer = true' >> terraform.tfvars",
            "terraform apply",
            *(f"make -C ../../../{v.folder} push ENV={environment.name} ARCH=arm64" for v in found),
            "terraform apply",
            *(f"make -C ../../../{v.folder} open ENV={environment.name}" for v in found),
        ),
    )


def _send(queue: Queue) -> Iterator[str]:
    if queue.fan_out:
        topic = f"terraform output -json {queue.label}_producer | jq -r .topic_arn"
        yield f'aws sns publish --topic-arn "$({topic})" --message {first_job(queue)}' + _ids(queue)
        return
    level = f"_{queue.default_level.replace('-', '_')}" if queue.priority else ""
    url = f'"$(terraform output -raw {queue.label}{level}_queue_url)"'
    yield f"aws sqs send-message --queue-url {url} --message-body {first_job(queue)}" + _ids(queue)


def _ids(queue: Queue) -> str:
    """A FIFO queue keeps the order within a group and drops a second message of one id."""
    if not queue.ordering:
        return ""
    return ' --message-group-id first --message-deduplication-id "$(date +%s)"'
