variable "task_worker_package" {
  description = "Path of the package of `task_worker`; null: workers/task_worker/dist/package.zip."
  type        = string
  default     = null
}
