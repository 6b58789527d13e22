// The least that a function can be: parses each body and settles it.
const handle = async (job) => job.type;

export const handler = async (event) => {
  for (const record of event.Records) await handle(JSON.parse(record.body));
  return { batchItemFailures: [] };
};
