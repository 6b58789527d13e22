module "notify" {
  source = "../../modules/notify"

  deletion_protection = var.deletion_protection
  project_id          = var.project_id
  push_worker_image   = var.push_worker_image
}
