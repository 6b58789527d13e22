module "shop" {
  source = "../../modules/shop"

  deletion_protection = var.deletion_protection
  indexer_package     = var.indexer_package
  mirror_package      = var.mirror_package
  notifier_package    = var.notifier_package
  region              = "us-east-1"
  reporter_package    = var.reporter_package
}
