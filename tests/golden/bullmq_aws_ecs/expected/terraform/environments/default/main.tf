module "render" {
  source = "../../modules/render"

  clip_worker_image   = var.clip_worker_image
  deletion_protection = var.deletion_protection
  region              = "us-west-2"
}
