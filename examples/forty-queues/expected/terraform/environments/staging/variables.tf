variable "catalogue_package" {
  description = "Path of the package of `catalogue`; null: workers/catalogue/dist/package.zip."
  type        = string
  default     = null
}

variable "deletion_protection" {
  description = "Refuse to delete or purge what holds jobs. Apply false before a destroy."
  type        = bool
  default     = false
}

variable "event_bus_role_arn" {
  description = "Given from outside: event_bus_role_arn is a variable in infera.yaml."
  type        = string
}

variable "fulfilment_package" {
  description = "Path of the package of `fulfilment`; null: workers/fulfilment/dist/package.zip."
  type        = string
  default     = null
}

variable "insight_package" {
  description = "Path of the package of `insight`; null: workers/insight/dist/package.zip."
  type        = string
  default     = null
}

variable "messaging_package" {
  description = "Path of the package of `messaging`; null: workers/messaging/dist/package.zip."
  type        = string
  default     = null
}

variable "oncall_topic_arn" {
  description = "Given from outside: oncall_topic_arn is a variable in infera.yaml."
  type        = string
}

variable "orders_package" {
  description = "Path of the package of `orders`; null: workers/orders/dist/package.zip."
  type        = string
  default     = null
}

variable "orders_table_arn" {
  description = "Given from outside: orders_table_arn is a variable in infera.yaml."
  type        = string
}

variable "orders_table_name" {
  description = "Given from outside: orders_table_name is a variable in infera.yaml."
  type        = string
}

variable "payments_group" {
  description = "Given from outside: payments_group is a variable in infera.yaml."
  type        = string
}

variable "payments_key_arn" {
  description = "Given from outside: payments_key_arn is a variable in infera.yaml."
  type        = string
}

variable "payments_package" {
  description = "Path of the package of `payments`; null: workers/payments/dist/package.zip."
  type        = string
  default     = null
}

variable "permissions_boundary_arn" {
  description = "Given from outside: permissions_boundary_arn is a variable in infera.yaml."
  type        = string
}

variable "platform_package" {
  description = "Path of the package of `platform`; null: workers/platform/dist/package.zip."
  type        = string
  default     = null
}

variable "receipts_package" {
  description = "Path of the package of `receipts`; null: workers/receipts/dist/package.zip."
  type        = string
  default     = null
}

variable "subnet_a" {
  description = "Given from outside: subnet_a is a variable in infera.yaml."
  type        = string
}

variable "subnet_b" {
  description = "Given from outside: subnet_b is a variable in infera.yaml."
  type        = string
}
