module "crawler" {
  source = "../../modules/crawler"

  deletion_protection = var.deletion_protection
  page_worker_image   = var.page_worker_image
  project_id          = var.project_id
}
