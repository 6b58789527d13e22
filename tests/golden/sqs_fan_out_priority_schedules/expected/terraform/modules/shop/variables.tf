variable "deletion_protection" {
  description = "Refuse to delete or purge what holds jobs. Apply false before a destroy."
  type        = bool
  default     = false
}

variable "indexer_package" {
  description = "Path of the package of `indexer`; null: workers/indexer/dist/package.zip."
  type        = string
  default     = null
}

variable "mirror_package" {
  description = "Path of the package of `mirror`; null: workers/mirror/dist/package.zip."
  type        = string
  default     = null
}

variable "notifier_package" {
  description = "Path of the package of `notifier`; null: workers/notifier/dist/package.zip."
  type        = string
  default     = null
}

variable "region" {
  description = "Region that everything is in."
  type        = string
}

variable "reporter_package" {
  description = "Path of the package of `reporter`; null: workers/reporter/dist/package.zip."
  type        = string
  default     = null
}
