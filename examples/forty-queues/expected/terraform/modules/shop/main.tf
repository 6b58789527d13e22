data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

locals {
  tags = var.tags
}

# Holds the schedules of every queue, and the one-time schedules that producers make for a long delay.
resource "aws_scheduler_schedule_group" "this" {
  name = var.name_prefix
  tags = local.tags
}
