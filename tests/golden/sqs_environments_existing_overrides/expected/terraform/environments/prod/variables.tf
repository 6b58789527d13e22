variable "deletion_protection" {
  description = "Refuse to delete or purge what holds jobs. Apply false before a destroy."
  type        = bool
  default     = false
}

variable "inbox_worker_package" {
  description = "Path of the package of `inbox_worker`; null: workers/inbox_worker/dist/package.zip."
  type        = string
  default     = null
}

variable "sync_worker_package" {
  description = "Path of the package of `sync_worker`; null: workers/sync_worker/dist/package.zip."
  type        = string
  default     = null
}
