module "my_app" {
  source = "../../modules/my-app"

  deletion_protection = var.deletion_protection
  email_worker_image  = var.email_worker_image
  project_id          = var.project_id
  report_worker_image = var.report_worker_image
}
