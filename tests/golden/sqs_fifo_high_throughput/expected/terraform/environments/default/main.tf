module "ledger" {
  source = "../../modules/ledger"

  deletion_protection    = var.deletion_protection
  posting_worker_package = var.posting_worker_package
  region                 = "eu-west-1"
}
