#!/bin/sh
# A port of this machine that leads to the viewer: open.sh ROOT LABEL PORT. Who is in `queue_viewer_members` may; gcloud
# proves who it is with each request.
set -eu
root=$1 label=$2 port=$3

service=$(terraform -chdir="$root" output -raw "${label}_service" 2>/dev/null) || {
  echo "no viewer in $root: set queue_viewer = true in its terraform.tfvars, \`make push\`, and apply" >&2
  exit 64
}
exec gcloud run services proxy "$(echo "$service" | cut -d/ -f6)" --port "$port" \
  --project "$(echo "$service" | cut -d/ -f2)" --region "$(echo "$service" | cut -d/ -f4)"
