"""The numbers of SQS, Lambda and EventBridge Scheduler: one table for checks, defaults and documentation."""

from __future__ import annotations

import re

from infera.limits import Limit

_SQS = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html"
_SEND = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html"
_REDRIVE = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html"
_MAPPING = "https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html"
_FUNCTION = "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html"
_READ = "2026-11-24"

DELAY = Limit(0, 900, "s", "an SQS queue's delay", _SEND, _READ)
RETENTION = Limit(60, 1_209_600, "s", "SQS retention", _SQS, _READ)
MESSAGE_SIZE = Limit(1024, 1_048_576, "bytes", "an SQS message", _SQS, _READ)
VISIBILITY = Limit(0, 43_200, "s", "an SQS visibility timeout", _SQS, _READ)
ATTEMPTS = Limit(1, 1000, "", "an SQS queue's max_attempts", _REDRIVE, _READ)
BACKOFF = Limit(0, 43_200, "s", "a pause between attempts on SQS", _SQS, _READ)
BATCH = Limit(1, 10_000, "", "a batch from a standard queue", _MAPPING, _READ)
FIFO_BATCH = Limit(1, 10, "", "a batch from a FIFO queue", _MAPPING, _READ)
WINDOW = Limit(0, 300, "s", "a batching window", _MAPPING, _READ)
CONCURRENCY = Limit(2, 1000, "", "the concurrency of one queue or level", _MAPPING, _READ)
FUNCTION_TIMEOUT = Limit(1, 900, "s", "a Lambda function's timeout", _FUNCTION, _READ)
MEMORY = Limit(128, 10_240, "MB", "a Lambda function's memory", _FUNCTION, _READ)
ENVIRONMENT_BYTES = Limit(0, 4096, "bytes", "a Lambda function's environment", _FUNCTION, _READ)

LONGEST_RETENTION_S = 1_209_600  # of a dead letter queue: it must outlive its source
SMALL_MESSAGE_BYTES = 262_144  # the AWS provider takes more from 6.8.0 on
LARGE_MESSAGE_PROVIDER = (6, 8)
UNBATCHED = 10  # a larger batch needs a window
ALARM_ACTIONS = 5  # of one state of a CloudWatch alarm
VISIBILITY_FACTOR = 6  # x the function's timeout, as AWS recommends for an event source mapping
VISIBILITY_WITHOUT_WORKER_S = 30  # the default of SQS: only another consumer knows better
QUEUE_NAME_CHARACTERS = 80
REDRIVE_SOURCES = 10  # source queues that one redrive allow policy may list
QUEUE_NAME = re.compile(r"[A-Za-z0-9_-]{1,80}")

# Runtimes that both ends of the provider range take and that AWS keeps until mid-2027 at least.
RUNTIMES = {"typescript": "nodejs22.x", "python": "python3.13"}
HANDLERS = {"typescript": "index.handler", "python": "infera.lambda_entry.handler"}
