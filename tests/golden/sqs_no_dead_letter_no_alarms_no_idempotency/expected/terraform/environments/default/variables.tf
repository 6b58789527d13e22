variable "deletion_protection" {
  description = "Refuse to delete or purge what holds jobs. Apply false before a destroy."
  type        = bool
  default     = false
}

variable "sampler_package" {
  description = "Path of the package of `sampler`; null: workers/sampler/dist/package.zip."
  type        = string
  default     = null
}
