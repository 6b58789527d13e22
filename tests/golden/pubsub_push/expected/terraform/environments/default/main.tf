module "images" {
  source = "../../modules/images"

  deletion_protection = var.deletion_protection
  project_id          = var.project_id
  thumbnailer_image   = var.thumbnailer_image
}
