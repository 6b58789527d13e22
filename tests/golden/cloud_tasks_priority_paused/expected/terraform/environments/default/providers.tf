provider "google" {
  project = var.project_id
  region  = "us-east1"
}
