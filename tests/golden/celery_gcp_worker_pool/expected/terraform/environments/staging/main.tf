module "label" {
  source = "../../modules/label"

  celery_viewer_image          = var.celery_viewer_image
  deletion_protection          = var.deletion_protection
  environment                  = "staging"
  labeller_image               = var.labeller_image
  labeller_max_instances       = 3
  labeller_min_instances       = 0
  labeller_request_concurrency = 8
  name_prefix                  = "label-staging"
  project_id                   = var.project_id
  queue_viewer                 = var.queue_viewer
  queue_viewer_members         = var.queue_viewer_members
}
