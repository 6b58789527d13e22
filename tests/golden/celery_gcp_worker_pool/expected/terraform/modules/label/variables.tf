variable "celery_viewer_image" {
  description = "Container image of Flower, from viewer/celery. Nothing runs while it is the placeholder."
  type        = string
  default     = "us-docker.pkg.dev/cloudrun/container/hello"
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

variable "labeller_image" {
  description = "Container image of labeller. Nothing is delivered to it while it is the placeholder."
  type        = string
  default     = "us-docker.pkg.dev/cloudrun/container/hello"
}

variable "labeller_max_instances" {
  description = "Instances of labeller at most."
  type        = number
}

variable "labeller_min_instances" {
  description = "Instances of labeller at least."
  type        = number
}

variable "labeller_request_concurrency" {
  description = "Jobs at once on one instance of labeller."
  type        = number
}

variable "name_prefix" {
  description = "Prefix of every cloud name."
  type        = string
}

variable "project_id" {
  description = "The Google Cloud project that everything is in."
  type        = string
}

variable "queue_viewer" {
  description = "Whether a viewer of the queues in Redis is there for `queue_viewer_members`: a Cloud Run service that runs while someone looks. False makes nothing and costs nothing."
  type        = bool
  default     = false
}

variable "queue_viewer_members" {
  description = "Who may look into the queues, and change them: `user:ada@example.com`, `group:…`."
  type        = list(string)
  default     = []
}
