output "image_repository" {
  description = "Where the images of the workers are pushed to."
  value       = module.crawler.image_repository
}

output "page_worker_service_account" {
  description = "The service account that page_worker runs as."
  value       = module.crawler.page_worker_service_account
}

output "pages_producer" {
  description = "What a producer of pages is configured with."
  value       = module.crawler.pages_producer
}
