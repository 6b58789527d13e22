module "metrics" {
  source = "../../modules/metrics"

  deletion_protection = false
  region              = "us-east-1"
  sampler_package     = var.sampler_package
}
