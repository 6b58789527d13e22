/** The Lambda function: `index.handler` of the package. */
import { createWorker } from "./worker.ts";

const worker = await createWorker();

export const handler = worker.handler;
