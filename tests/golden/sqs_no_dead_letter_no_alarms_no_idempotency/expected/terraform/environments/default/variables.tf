variable "sampler_package" {
  description = "Path of the package of `sampler`; null: workers/sampler/dist/package.zip."
  type        = string
  default     = null
}
