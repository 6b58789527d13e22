output "email_worker_service_account" {
  description = "The service account that email_worker runs as."
  value       = module.my_app.email_worker_service_account
}

output "emails_producer" {
  description = "What a producer of emails is configured with."
  value       = module.my_app.emails_producer
}

output "image_repository" {
  description = "Where the images of the workers are pushed to."
  value       = module.my_app.image_repository
}

output "report_worker_service_account" {
  description = "The service account that report_worker runs as."
  value       = module.my_app.report_worker_service_account
}

output "reports_producer" {
  description = "What a producer of reports is configured with."
  value       = module.my_app.reports_producer
}
