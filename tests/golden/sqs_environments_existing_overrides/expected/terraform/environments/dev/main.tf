module "bridge" {
  source = "../../modules/bridge"

  deletion_protection     = var.deletion_protection
  environment             = "dev"
  inbox_worker_package    = var.inbox_worker_package
  name_prefix             = "bridge-dev"
  region                  = "us-east-1"
  sync_depth_alarm        = false
  sync_enabled            = true
  sync_max_attempts       = 5
  sync_worker_concurrency = 2
  sync_worker_memory_mb   = 128
  sync_worker_package     = var.sync_worker_package
  tags                    = {}
}
