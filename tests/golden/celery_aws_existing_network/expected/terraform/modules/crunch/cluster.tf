# Where the containers of all workers run.
resource "aws_ecs_cluster" "this" {
  name = "crunch"

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}
