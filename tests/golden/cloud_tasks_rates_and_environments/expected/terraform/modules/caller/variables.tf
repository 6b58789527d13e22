variable "call_worker_image" {
  description = "Container image of call_worker. Nothing is delivered to it while it is the placeholder."
  type        = string
  default     = "us-docker.pkg.dev/cloudrun/container/hello"
}

variable "call_worker_invoker_account_id" {
  description = "Name of the service account invoker call_worker."
  type        = string
}

variable "calls_scheduler_account_id" {
  description = "Name of the service account scheduler calls."
  type        = string
}

variable "deletion_protection" {
  description = "Whether Google refuses to delete what holds jobs or serves them. Apply false before a destroy."
  type        = bool
  default     = false
}

variable "environment" {
  description = "Name of the environment."
  type        = string
}

variable "name_prefix" {
  description = "Prefix of every cloud name."
  type        = string
}

variable "project_id" {
  description = "The Google Cloud project that everything is in."
  type        = string
}

variable "region" {
  description = "Region of everything that has one."
  type        = string
}
