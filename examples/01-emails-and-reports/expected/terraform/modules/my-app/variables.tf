variable "deletion_protection" {
  description = "Whether Google refuses to delete what holds jobs or serves them. Apply false before a destroy."
  type        = bool
  default     = false
}

variable "email_worker_image" {
  description = "Container image of email_worker. Nothing is delivered to it while it is the placeholder."
  type        = string
  default     = "us-docker.pkg.dev/cloudrun/container/hello"
}

variable "project_id" {
  description = "The Google Cloud project that everything is in."
  type        = string
}

variable "report_worker_image" {
  description = "Container image of report_worker. Nothing is delivered to it while it is the placeholder."
  type        = string
  default     = "us-docker.pkg.dev/cloudrun/container/hello"
}
