variable "deletion_protection" {
  description = "Refuse to delete or purge what holds jobs. Apply false before a destroy."
  type        = bool
  default     = false
}

variable "region" {
  description = "Region that everything is in."
  type        = string
}

variable "task_worker_package" {
  description = "Path of the package of `task_worker`; null: workers/task_worker/dist/package.zip."
  type        = string
  default     = null
}
