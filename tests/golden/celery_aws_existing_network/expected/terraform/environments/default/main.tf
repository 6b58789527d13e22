module "crunch" {
  source = "../../modules/crunch"

  deletion_protection = var.deletion_protection
  region              = "eu-west-1"
  sum_worker_image    = var.sum_worker_image
  undertaker_image    = var.undertaker_image
}
