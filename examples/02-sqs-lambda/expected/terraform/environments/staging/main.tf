module "shop" {
  source = "../../modules/shop"

  deletion_protection      = var.deletion_protection
  email_worker_package     = var.email_worker_package
  environment              = "staging"
  loyalty_package          = var.loyalty_package
  name_prefix              = "shop-staging"
  order_worker_concurrency = 4
  order_worker_package     = var.order_worker_package
  orders_oldest_age_s      = 900
  region                   = "eu-central-1"
  report_worker_package    = var.report_worker_package
  search_indexer_package   = var.search_indexer_package
  tags = {
    stage = "staging"
    team  = "checkout"
  }
}
