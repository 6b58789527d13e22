// The runtime API's loop, as Lambda's own Node runtime runs it: bootstrap.mjs MODULE
const api = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime`;
const { handler } = await import(process.argv[2]);

for (;;) {
  const next = await fetch(`${api}/invocation/next`);
  const id = next.headers.get("lambda-runtime-aws-request-id");
  const endsAt = Number(next.headers.get("lambda-runtime-deadline-ms"));
  const context = { awsRequestId: id, getRemainingTimeInMillis: () => endsAt - Date.now() };
  try {
    const body = JSON.stringify(await handler(await next.json(), context));
    await fetch(`${api}/invocation/${id}/response`, { method: "POST", body });
  } catch (error) {
    const body = JSON.stringify({ errorType: error.name, errorMessage: error.message });
    await fetch(`${api}/invocation/${id}/error`, { method: "POST", body });
  }
}
