module "mailer" {
  source = "../../modules/mailer"

  deletion_protection  = var.deletion_protection
  email_worker_package = var.email_worker_package
  region               = "us-east-1"
  undertaker_package   = var.undertaker_package
}
