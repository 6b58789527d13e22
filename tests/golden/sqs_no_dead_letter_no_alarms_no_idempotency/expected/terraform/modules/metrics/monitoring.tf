resource "aws_cloudwatch_dashboard" "queues" {
  dashboard_name = "metrics-queues"
  dashboard_body = jsonencode({
    widgets = [
      {
        type   = "metric"
        x      = 0
        y      = 0
        width  = 12
        height = 6
        properties = {
          title  = "samples"
          region = var.region
          stat   = "Maximum"
          period = 60
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.samples.name,
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesNotVisible",
              "QueueName",
              aws_sqs_queue.samples.name,
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.samples.name,
              {
                yAxis = "right"
              },
            ],
          ]
        }
      },
    ]
  })
}
