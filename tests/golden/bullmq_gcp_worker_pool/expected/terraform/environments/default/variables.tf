variable "bullmq_viewer_image" {
  description = "Container image of Bull Board, from viewer/bullmq. Nothing runs while it is the placeholder."
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
  default     = "notify-prod"
}

variable "push_worker_image" {
  description = "Container image of push_worker. Nothing is delivered to it while it is the placeholder."
  type        = string
  default     = "us-docker.pkg.dev/cloudrun/container/hello"
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
