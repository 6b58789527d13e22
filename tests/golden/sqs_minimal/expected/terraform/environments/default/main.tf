module "jobs" {
  source = "../../modules/jobs"

  deletion_protection = false
  region              = "us-east-1"
  task_worker_package = var.task_worker_package
}
