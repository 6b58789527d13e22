module "ledger" {
  source = "../../modules/ledger"

  deletion_protection    = false
  posting_worker_package = var.posting_worker_package
  region                 = "eu-west-1"
}
