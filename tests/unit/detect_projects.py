"""Small projects, each of which declares its queues in another way."""

# ruff: noqa: E501 (a file to a line)

from __future__ import annotations

# what is there -> queue -> (type, jobs)
PROJECTS: dict[str, tuple[dict[str, str], dict[str, tuple[str, list[str]]]]] = {
    "queues of NestJS behind constants of another file": (
        {
            "src/names.ts": "export const INVOICES = 'invoices';\nexport const QUEUES = {\n  MAIL: 'mail',\n} as const;\n",
            "src/app.module.ts": (
                "import { BullModule } from '@nestjs/bullmq';\n"
                "BullModule.registerQueue({ name: INVOICES }, {\n  name: QUEUES.MAIL,\n  defaultJobOptions: { attempts: 3 },\n});\n"
            ),
            "src/send.ts": (
                "import { Queue } from 'bullmq';\nclass A { constructor(@InjectQueue(INVOICES) private readonly q: Queue) {}\n"
                "  run() { return this.q.add('draw', {}); }\n  other() { this.seen.add('x', 1); }\n}\n"
            ),
            "src/more.ts": "import { Queue } from 'bullmq';\nfunction f(mailQueue: Queue) { mailQueue.add('greet', {}); }\n",
        },
        {"invoices": ("bullmq", ["draw"]), "mail": ("bullmq", ["greet"])},
    ),
    "a processor of Bull and its jobs": (
        {"p.ts": "import { Processor, Process } from '@nestjs/bull';\n@Processor('video')\nclass P {\n  @Process('cut')\n  f() {}\n}\n"},
        {"video": ("bullmq", ["cut"])},
    ),
    "bee-queue under another name": (
        {"q.js": "const Bee = require('bee-queue')\nconst q = new Bee('calls', { isWorker: false })\nq.createJob({ a: 1 }).save()\n"},
        {"calls": ("bullmq", [])},
    ),
    "jobs of Celery in their own queues, the rest in the default one": (
        {
            "shop/tasks.py": (
                "from celery import shared_task\nSLOW = 'slow'\n@shared_task(queue=SLOW)\ndef report(): ...\n"
                "@shared_task(name='shop.ping')\ndef f(): ...\n"
            ),
        },
        {"slow": ("celery", ["report"]), "celery": ("celery", ["ping"])},
    ),
    "a table of routes with patterns": (
        {
            "conf/settings.py": (
                "CELERY_TASK_ROUTES = {\n    'shop.mail.*': {'queue': 'mail'},\n    'shop.pdf.draw': dict(queue='pdf'),\n}\n"
            ),
            "src/shop/mail.py": "from celery import shared_task\n@shared_task\ndef send(): ...\n",
            "src/shop/pdf.py": "from celery import shared_task\n@shared_task\ndef draw(): ...\n",
        },
        {"mail": ("celery", ["send"]), "pdf": ("celery", ["draw"])},
    ),
    "queues of kombu and a default of one's own": (
        {
            "app.py": (
                "from celery import Celery\nfrom kombu import Queue\napp = Celery('x')\n"
                "app.conf.task_queues = (Queue('fast'), Queue('slow', routing_key='s'))\napp.conf.task_default_queue = 'fast'\n"
            ),
        },
        {"fast": ("celery", []), "slow": ("celery", [])},
    ),
    "the queues of django-rq": (
        {"settings.py": "RQ_QUEUES = {\n  'default': {'HOST': 'h'},\n  'low': {'HOST': 'h'},\n}\n"},
        {"default": ("celery", []), "low": ("celery", [])},
    ),
    "actors of Dramatiq": (
        {"setup.cfg": "install_requires =\n    dramatiq[redis]>=1\n", "w.py": "import dramatiq\nQ = 'films'\n@dramatiq.actor(queue_name=Q)\ndef cut(): ...\n"},
        {"films": ("celery", ["cut"])},
    ),
    "Sidekiq by its settings, a job with a queue, one without": (
        {
            "Gemfile": 'gem "sidekiq"\n',
            "config/sidekiq.yml": "---\n:concurrency: 5\n:queues:\n  - [urgent, 2]\n  - default\n:scheduler: {}\n",
            "app/a.rb": "module Mail\n  class HelloJob\n    include Sidekiq::Job\n    sidekiq_options retry: 3, queue: :urgent\n  end\nend\n",
            "app/b.rb": "class TidyJob < ApplicationJob\nend\n",
        },
        {"urgent": ("bullmq", ["hello-job"]), "default": ("bullmq", ["tidy-job"])},
    ),
    "tasks of asynq behind constants, a queue where they are sent": (
        {
            "go.mod": "module x\nrequire (\n\tgithub.com/hibiken/asynq v0.24.1\n)\n",
            "tasks/names.go": 'package tasks\nconst (\n\tTypeTidy = "shop:tidy"\n\tTypeMail string = "shop:mail"\n)\n',
            "main.go": (
                'package main\nimport "github.com/hibiken/asynq"\nvar c = asynq.Config{Queues: map[string]int{\n\t"default": 3,\n\t"low":     1,\n}}\n'
                "func f() {\n\tm.HandleFunc(tasks.TypeMail, g)\n\tm.HandleFunc(tasks.TypeTidy, g)\n"
                '\tt, err := asynq.NewTask(tasks.TypeTidy, nil)\n\tclient.Enqueue(t, asynq.Queue("low"))\n}\n'
            ),
        },
        {"default": ("bullmq", ["shop-mail"]), "low": ("bullmq", ["shop-tidy"])},
    ),
    "machinery, whose worker has a tag and no queue of that name": (
        {
            "m.go": (
                'package m\nimport "github.com/RichardKnop/machinery/v2"\nvar c = config.Config{DefaultQueue: "films"}\n'
                'func f() { s.RegisterTasks(map[string]interface{}{"cut": cut}); s.NewWorker("tag", 1) }\n'
            ),
        },
        {"films": ("bullmq", ["cut"])},
    ),
    "SQS by a variable of the environment": (
        {
            "a.ts": (
                "import { SendMessageCommand } from '@aws-sdk/client-sqs';\nconst url = process.env.ORDERS_QUEUE_URL!;\n"
                "new SendMessageCommand({ QueueUrl: url, MessageBody: '' });\ninterface A { queueUrl: string; }\n"
            ),
        },
        {"orders": ("sqs", [])},
    ),
    "SQS by its address, in Python": (
        {"a.py": "import boto3\nq = boto3.client('sqs')\nURL = 'https://sqs.eu-west-1.amazonaws.com/123456789012/orders.fifo'\n"},
        {"orders": ("sqs", [])},
    ),
    "Pub/Sub in Go, a topic and its subscription": (
        {"a.go": 'package a\nimport "cloud.google.com/go/pubsub"\nvar t = client.Topic("orders")\nvar s = client.Subscription("orders-mail")\n'},
        {"orders": ("pubsub", [])},
    ),
    "Pub/Sub in Python, a subscription in a variable": (
        {"a.py": "from google.cloud import pubsub_v1\nname = 'orders'\np = pubsub_v1.SubscriberClient().subscription_path(\n    project, name)\n"},
        {"orders": ("pubsub", [])},
    ),
    "Cloud Tasks over several lines": (
        {"a.js": "const { CloudTasksClient } = require('@google-cloud/tasks');\nc.queuePath(\n  project,\n  'europe-west1',\n  'calls',\n);\n"},
        {"calls": ("cloud_tasks", [])},
    ),
    "Cloud Tasks with a default of the environment": (
        {
            "a.py": (
                "import os\nfrom google.cloud import tasks_v2\nclass A:\n    def f(self):\n        self.queue = os.getenv('QUEUE', 'calls')\n"
                "        return c.queue_path(p, l, self.queue)\n"
            ),
        },
        {"calls": ("cloud_tasks", [])},
    ),
}  # fmt: skip
