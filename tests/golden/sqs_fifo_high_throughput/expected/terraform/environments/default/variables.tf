variable "posting_worker_package" {
  description = "Path of the package of `posting_worker`; null: workers/posting_worker/dist/package.zip."
  type        = string
  default     = null
}
