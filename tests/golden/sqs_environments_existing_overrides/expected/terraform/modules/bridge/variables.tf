variable "deletion_protection" {
  description = "Refuse to delete or purge what holds jobs. Apply false before a destroy."
  type        = bool
  default     = false
}

variable "environment" {
  description = "Name of the environment."
  type        = string
}

variable "inbox_worker_package" {
  description = "Path of the package of `inbox_worker`; null: workers/inbox_worker/dist/package.zip."
  type        = string
  default     = null
}

variable "name_prefix" {
  description = "Prefix of every cloud name."
  type        = string
}

variable "region" {
  description = "Region that everything is in."
  type        = string
}

variable "sync_depth_alarm" {
  description = "Whether the alarm `sync_depth` tells anyone."
  type        = bool
}

variable "sync_enabled" {
  description = "Whether `sync` hands out its jobs."
  type        = bool
}

variable "sync_max_attempts" {
  description = "Runs of a job, the first included, of `sync`."
  type        = number
}

variable "sync_worker_concurrency" {
  description = "Jobs of `sync` at once."
  type        = number
}

variable "sync_worker_memory_mb" {
  description = "Memory in MB of `sync_worker`."
  type        = number
}

variable "sync_worker_package" {
  description = "Path of the package of `sync_worker`; null: workers/sync_worker/dist/package.zip."
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags of everything."
  type        = map(string)
}
