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

variable "loyalty_package" {
  description = "Path of the package of `loyalty`; null: workers/loyalty/dist/package.zip."
  type        = string
  default     = null
}

variable "order_worker_package" {
  description = "Path of the package of `order_worker`; null: workers/order_worker/dist/package.zip."
  type        = string
  default     = null
}

variable "report_worker_package" {
  description = "Path of the package of `report_worker`; null: workers/report_worker/dist/package.zip."
  type        = string
  default     = null
}

variable "search_indexer_package" {
  description = "Path of the package of `search_indexer`; null: workers/search_indexer/dist/package.zip."
  type        = string
  default     = null
}
