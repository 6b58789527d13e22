module "bridge" {
  source = "../../modules/bridge"

  deletion_protection     = var.deletion_protection
  environment             = "prod"
  inbox_worker_package    = var.inbox_worker_package
  name_prefix             = "bridge-prod"
  region                  = "eu-west-1"
  sync_depth_alarm        = true
  sync_enabled            = false
  sync_max_attempts       = 12
  sync_worker_concurrency = 10
  sync_worker_memory_mb   = 512
  sync_worker_package     = var.sync_worker_package
  tags = {
    tier = "gold"
  }
}
