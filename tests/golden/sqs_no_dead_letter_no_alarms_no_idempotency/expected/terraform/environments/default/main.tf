module "metrics" {
  source = "../../modules/metrics"

  deletion_protection = var.deletion_protection
  region              = "us-east-1"
  sampler_package     = var.sampler_package
}
