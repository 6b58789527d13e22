variable "deletion_protection" {
  description = "Refuse to delete or purge what holds jobs. Apply false before a destroy."
  type        = bool
  default     = false
}

variable "document_worker_package" {
  description = "Path of the package of `document_worker`; null: workers/document_worker/dist/package.zip."
  type        = string
  default     = null
}

variable "region" {
  description = "Region that everything is in."
  type        = string
}
