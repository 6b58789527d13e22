module "jobs" {
  source = "../../modules/jobs"

  deletion_protection = var.deletion_protection
  region              = "us-east-1"
  task_worker_package = var.task_worker_package
}
