# What the whole project needs: interfaces switched on, names, stores.

locals {
  services = [
    "artifactregistry.googleapis.com",
    "cloudtasks.googleapis.com",
    "firestore.googleapis.com",
    "iam.googleapis.com",
    "monitoring.googleapis.com",
    "pubsub.googleapis.com",
    "run.googleapis.com",
  ]

  # The account that Pub/Sub itself acts as. Google makes it when Pub/Sub is first used in a project; should a first
  # apply not find it: gcloud beta services identity create --service=pubsub.googleapis.com
  pubsub_agent = "serviceAccount:service-${data.google_project.this.number}@gcp-sa-pubsub.iam.gserviceaccount.com"
}

data "google_project" "this" {
  project_id = var.project_id
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
  location      = "us-central1"
  repository_id = "my-app-workers"
  format        = "DOCKER"

  depends_on = [google_project_service.this]
}

# The workers remember here which jobs are done.
resource "google_firestore_database" "idempotency" {
  project                 = var.project_id
  name                    = "my-app-idempotency"
  location_id             = "us-central1"
  type                    = "FIRESTORE_NATIVE"
  delete_protection_state = var.deletion_protection ? "DELETE_PROTECTION_ENABLED" : "DELETE_PROTECTION_DISABLED"
  deletion_policy         = "DELETE"

  depends_on = [google_project_service.this]
}
