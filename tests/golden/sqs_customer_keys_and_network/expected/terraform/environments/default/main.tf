module "vault" {
  source = "../../modules/vault"

  deletion_protection     = var.deletion_protection
  document_worker_package = var.document_worker_package
  region                  = "eu-central-1"
}
