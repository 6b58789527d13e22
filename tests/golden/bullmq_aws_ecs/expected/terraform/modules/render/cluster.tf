# Where the containers of all workers run.
resource "aws_ecs_cluster" "this" {
  name = "render"

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}
