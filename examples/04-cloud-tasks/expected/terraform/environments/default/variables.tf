variable "caller_image" {
  description = "Container image of caller. Nothing is delivered to it while it is the placeholder."
  type        = string
  default     = "us-docker.pkg.dev/cloudrun/container/hello"
}

variable "deletion_protection" {
  description = "Whether Google refuses to delete what holds jobs or serves them. Apply false before a destroy."
  type        = bool
  default     = false
}

variable "project_id" {
  description = "The Google Cloud project that everything is in."
  type        = string
}
