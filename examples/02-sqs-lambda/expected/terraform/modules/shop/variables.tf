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

variable "environment" {
  description = "Name of the environment."
  type        = string
}

variable "loyalty_package" {
  description = "Path of the package of `loyalty`; null: workers/loyalty/dist/package.zip."
  type        = string
  default     = null
}

variable "name_prefix" {
  description = "Prefix of every cloud name."
  type        = string
}

variable "order_worker_concurrency" {
  description = "Jobs of `orders` at once."
  type        = number
}

variable "order_worker_package" {
  description = "Path of the package of `order_worker`; null: workers/order_worker/dist/package.zip."
  type        = string
  default     = null
}

variable "orders_oldest_age_s" {
  description = "Seconds that a job of `orders` may wait."
  type        = number
}

variable "region" {
  description = "Region that everything is in."
  type        = string
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

variable "tags" {
  description = "Tags of everything."
  type        = map(string)
}
