variable "bullmq_viewer_image" {
  description = "Container image of Bull Board, from viewer/bullmq. Nothing runs while it is the placeholder."
  type        = string
  default     = "public.ecr.aws/docker/library/hello-world:latest"
}

variable "clip_worker_image" {
  description = "Container image of clip_worker. Nothing runs while it is the placeholder."
  type        = string
  default     = "public.ecr.aws/docker/library/hello-world:latest"
}

variable "deletion_protection" {
  description = "Refuse to delete or purge what holds jobs. Apply false before a destroy."
  type        = bool
  default     = false
}

variable "queue_viewer" {
  description = "Whether a viewer of the queues in Redis runs, behind a login: a Fargate task of a quarter of a CPU, billed by the hour. False makes nothing and costs nothing."
  type        = bool
  default     = false
}

variable "region" {
  description = "Region that everything is in."
  type        = string
}
