variable "deletion_protection" {
  description = "Refuse to delete or purge what holds jobs. Apply false before a destroy."
  type        = bool
  default     = false
}

variable "email_worker_package" {
  description = "Path of the package of `email_worker`; null: workers/email_worker/dist/package.zip."
  type        = string
  default     = null
}

variable "region" {
  description = "Region that everything is in."
  type        = string
}

variable "undertaker_package" {
  description = "Path of the package of `undertaker`; null: workers/undertaker/dist/package.zip."
  type        = string
  default     = null
}
