module "render" {
  source = "../../modules/render"

  clip_worker_image   = var.clip_worker_image
  deletion_protection = false
  region              = "us-west-2"
}
