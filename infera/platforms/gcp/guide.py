"""The steps from a clone to a first job on Google Cloud."""

from __future__ import annotations

from collections.abc import Iterator

from infera.model import Project, Queue
from infera.platforms import redis_viewer
from infera.terraform.guide import Step, first_job, in_root, shown_environment


def steps(project: Project) -> Iterator[Step]:
    """Log in, apply, push the images, apply, send, look."""
    environment = shown_environment(project)
    given = environment.project_id is not None
    project_id = environment.project_id or "<your project>"
    variable = "" if given else ' -var project_id="$PROJECT"'
    yield Step(
        "Log in",
        "Terraform uses the application default credentials. It switches on the interfaces that it needs; "
        "the two that it does this with come first.",
        (
            f'export PROJECT="{project_id}"',
            "gcloud auth application-default login",
            'gcloud services enable --project "$PROJECT" \\',
            "  cloudresourcemanager.googleapis.com serviceusage.googleapis.com",
        ),
    )
    yield Step(
        "Apply",
        "The first run creates everything with a placeholder image; nothing is delivered to it.",
        (in_root(project), "terraform init", f"terraform apply{variable}"),
    )
    workers = [w for w in project.workers if w.image is None]
    if workers:
        yield Step(
            "Push the images",
            "`push` writes the digest into `images.auto.tfvars.json` of the root; the second apply deploys it.",
            (
                'export REPOSITORY="$(terraform output -raw image_repository)"',
                f'gcloud auth configure-docker "{environment.region}-docker.pkg.dev"',
                "cd ../../..",
                *(f"make -C workers/{w.name} push ENV={environment.name}" for w in workers),
                in_root(project),
                f"terraform apply{variable}",
            ),
        )
    yield from _viewers(project, variable)
    queue = next((q for q in project.queues if q.existing is None and q.type in ("pubsub", "cloud_tasks")), None)
    if queue is not None:
        yield Step(
            "Send a job", f"To the queue `{queue.name}`, as any program in any language would.", tuple(_send(queue))
        )
    if workers:
        kind = "cloud_run_revision" if queue is not None else "cloud_run_worker_pool"
        yield Step(
            "See it done",
            "The log has a line for each job, with its id.",
            (f'gcloud logging read \'resource.type="{kind}"\' --project "$PROJECT" --limit 20',),
        )


def _viewers(project: Project, variable: str) -> Iterator[Step]:
    """The optional look into queues in Redis."""
    found, environment = redis_viewer.used(project), shown_environment(project)
    if not found:
        return
    yield Step(
        "Look into the queues, if you like",
        "Off, a viewer costs nothing; on, it is a Cloud Run service that runs while someone looks. It lets in "
        "`queue_viewer_members` alone; `open` is gcloud's proxy, which proves who you are. `queue_viewer = false` "
        "takes everything away.",
        (
            "echo 'queue_viewer = true' >> terraform.tfvars",
            'echo "queue_viewer_members = [\\"user:$(gcloud config get-value account)\\"]" >> terraform.tfvars',
            *(f"make -C ../../../{v.folder} push ENV={environment.name}" for v in found),
            f"terraform apply{variable}",
            *(f"make -C ../../../{v.folder} open ENV={environment.name}" for v in found),
        ),
    )


def _send(queue: Queue) -> Iterator[str]:
    level = queue.default_level
    target = f"terraform output -json {queue.label}_producer | jq -r '.levels[\"{level}\"]'"
    if queue.type == "pubsub":
        key = " --ordering-key first" if queue.ordering else ""
        yield f'gcloud pubsub topics publish "$({target})" --message {first_job(queue)}{key}'
        return
    url = f"terraform output -json {queue.label}_producer | jq -r .url"
    yield f'gcloud tasks create-http-task --queue "$({target})" --url "$({url})" \\'
    yield f"  --header Content-Type:application/json --body-content {first_job(queue)}"
