variable "clip_worker_image" {
  description = "Container image of clip_worker. Nothing runs while it is the placeholder."
  type        = string
  default     = "public.ecr.aws/docker/library/hello-world:latest"
}
