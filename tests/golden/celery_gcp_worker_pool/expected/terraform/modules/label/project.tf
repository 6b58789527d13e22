# What the whole project needs: interfaces switched on, names, stores.

locals {
  services = [
    "artifactregistry.googleapis.com",
    "compute.googleapis.com",
    "iam.googleapis.com",
    "monitoring.googleapis.com",
    "redis.googleapis.com",
    "run.googleapis.com",
    "secretmanager.googleapis.com",
  ]
}

resource "google_project_service" "this" {
  for_each           = toset(local.services)
  project            = var.project_id
  service            = each.value
  disable_on_destroy = false # others in the project may use them
}

# Where the images of the workers are pushed to.
resource "google_artifact_registry_repository" "workers" {
  #checkov:skip=CKV_GCP_84:Google's own keys encrypt images that are built from the repository anyway
  project       = var.project_id
  location      = "europe-west1"
  repository_id = "${var.name_prefix}-workers"
  format        = "DOCKER"

  depends_on = [google_project_service.this]
}
