module "feed" {
  source = "../../modules/feed"

  applier_image       = var.applier_image
  deletion_protection = var.deletion_protection
  graveyard_image     = var.graveyard_image
  project_id          = var.project_id
}
