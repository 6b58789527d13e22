variable "analytics_image" {
  description = "Container image of analytics. Nothing is delivered to it while it is the placeholder."
  type        = string
  default     = "us-docker.pkg.dev/cloudrun/container/hello"
}

variable "deletion_protection" {
  description = "Whether Google refuses to delete what holds jobs or serves them. Apply false before a destroy."
  type        = bool
  default     = false
}

variable "export_worker_image" {
  description = "Container image of export_worker. Nothing is delivered to it while it is the placeholder."
  type        = string
  default     = "us-docker.pkg.dev/cloudrun/container/hello"
}

variable "ledger_worker_image" {
  description = "Container image of ledger_worker. Nothing is delivered to it while it is the placeholder."
  type        = string
  default     = "us-docker.pkg.dev/cloudrun/container/hello"
}

variable "mailer_image" {
  description = "Container image of mailer. Nothing is delivered to it while it is the placeholder."
  type        = string
  default     = "us-docker.pkg.dev/cloudrun/container/hello"
}

variable "project_id" {
  description = "The Google Cloud project that everything is in."
  type        = string
}

variable "thumbnail_worker_image" {
  description = "Container image of thumbnail_worker. Nothing is delivered to it while it is the placeholder."
  type        = string
  default     = "us-docker.pkg.dev/cloudrun/container/hello"
}
