module "caller" {
  source = "../../modules/caller"

  call_worker_image              = var.call_worker_image
  call_worker_invoker_account_id = "caller-production-call-a0f838"
  calls_scheduler_account_id     = "caller-production-calls-4c4e32"
  deletion_protection            = var.deletion_protection
  environment                    = "production"
  name_prefix                    = "caller-production"
  project_id                     = var.project_id
  region                         = "europe-west4"
}
