/** The worker behind both entry points: the Lambda function, and `make start` on this machine. */
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SQSClient } from "@aws-sdk/client-sqs";
import { DynamoStore } from "./runtime/dynamodb.ts";
import { buryInSqs, createHandler } from "./runtime/lambda.ts";
import { createLog } from "./runtime/log.ts";
import { Runner } from "./runtime/runner.ts";
import { loadSecrets } from "./runtime/secrets.ts";
import { readSettings } from "./runtime/settings.ts";

/** Everything a run needs, ready. */
export async function createWorker() {
  const settings = readSettings();
  const region = process.env.AWS_REGION ?? process.env.INFERA_REGION;
  const where = region ? { region } : {};
  await loadSecrets(region);
  // handlers load after the secrets, so that they find them in the environment
  const [{ jobs }, { default: schemas }] = await Promise.all([
    import("./jobs.ts"),
    import("./schemas.json", { with: { type: "json" } }),
  ]);
  const fixed = { worker: settings.worker, environment: settings.environment };
  const log = createLog(settings.logLevel, fixed);
  const sqs = new SQSClient(where);
  const table = process.env.INFERA_IDEMPOTENCY_TABLE;
  const store =
    table && settings.idempotencyTtlS > 0
      ? new DynamoStore(table, new DynamoDBClient(where))
      : undefined;
  const runner = new Runner({
    settings,
    jobs,
    schemas,
    store,
    bury: buryInSqs(sqs, settings.worker),
    logWith: (fields) => log.with(fields),
  });
  const handler = createHandler({ settings, runner, sqs, log });
  return { settings, log, sqs, runner, handler };
}
