variable "document_worker_package" {
  description = "Path of the package of `document_worker`; null: workers/document_worker/dist/package.zip."
  type        = string
  default     = null
}
