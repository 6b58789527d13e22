module "partner" {
  source = "../../modules/partner"

  caller_image        = var.caller_image
  deletion_protection = var.deletion_protection
  project_id          = var.project_id
}
