module "events" {
  source = "../../modules/events"

  analytics_image        = var.analytics_image
  deletion_protection    = var.deletion_protection
  export_worker_image    = var.export_worker_image
  ledger_worker_image    = var.ledger_worker_image
  mailer_image           = var.mailer_image
  project_id             = var.project_id
  thumbnail_worker_image = var.thumbnail_worker_image
}
