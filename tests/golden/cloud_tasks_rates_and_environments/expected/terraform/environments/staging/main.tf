module "caller" {
  source = "../../modules/caller"

  call_worker_image              = var.call_worker_image
  call_worker_invoker_account_id = "caller-staging-call-wor-915f73"
  calls_scheduler_account_id     = "caller-staging-calls-scheduler"
  deletion_protection            = var.deletion_protection
  environment                    = "staging"
  name_prefix                    = "caller-staging"
  project_id                     = var.project_id
  region                         = "us-central1"
}
