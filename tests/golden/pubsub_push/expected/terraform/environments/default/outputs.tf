output "image_repository" {
  description = "Where the images of the workers are pushed to."
  value       = module.images.image_repository
}

output "thumbnailer_service_account" {
  description = "The service account that thumbnailer runs as."
  value       = module.images.thumbnailer_service_account
}

output "thumbnails_producer" {
  description = "What a producer of thumbnails is configured with."
  value       = module.images.thumbnails_producer
}
