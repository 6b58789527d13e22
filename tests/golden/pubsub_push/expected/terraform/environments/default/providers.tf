provider "google" {
  project = var.project_id
  region  = "europe-west1"
}
