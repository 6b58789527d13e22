module "hub" {
  source = "../../modules/hub"

  audit_image         = var.audit_image
  bulk_worker_image   = var.bulk_worker_image
  deletion_protection = var.deletion_protection
  project_id          = var.project_id
  search_image        = var.search_image
}
