/** Checks payloads against the JSON Schemas of infera.yaml. */
import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { Schemas } from "./context.ts";

/** Undefined when the payload is right, else what is wrong, without a value of the payload. */
export type Check = (payload: unknown) => string | undefined;

// A pattern is a JavaScript one in unicode mode; one that only reads without it still counts.
function regExp(pattern: string, flags: string): RegExp {
  try {
    return new RegExp(pattern, flags);
  } catch {
    return new RegExp(pattern);
  }
}
regExp.code = "new RegExp";

// the package has a CommonJS default export, which bundlers and node hand over differently
const withFormats = ((addFormats as unknown as { default?: typeof addFormats }).default ??
  addFormats) as unknown as (to: Ajv2020) => void;

/** A validator of its own for each schema: two jobs may carry the same $id, and `#` means their own root. */
function validator(): Ajv2020 {
  // schemas were checked when the project was generated, so their own schema is not needed
  const options = {
    strict: false,
    validateSchema: false,
    meta: false,
    multipleOfPrecision: 9,
    logger: false as const,
  };
  const ajv = new Ajv2020({ ...options, code: { regExp } });
  withFormats(ajv);
  return ajv;
}

function sentence(errors: ErrorObject[] | null | undefined): string {
  const first = errors?.[0];
  if (!first) return "payload does not match its schema";
  return `payload${first.instancePath} ${first.message ?? "does not match its schema"}`;
}

function compile(schema: object | boolean): Check {
  if (schema === true) return () => undefined;
  const validate: ValidateFunction = validator().compile(schema);
  return (payload) => (validate(payload) ? undefined : sentence(validate.errors));
}

/** Queue -> job -> check. Throws when a schema cannot be compiled: better at start than at the first job. */
export function compileChecks(schemas: Schemas): ReadonlyMap<string, ReadonlyMap<string, Check>> {
  const byQueue = new Map<string, Map<string, Check>>();
  for (const [queue, jobs] of Object.entries(schemas)) {
    const checks = Object.entries(jobs).map(([job, schema]) => [job, compile(schema)] as const);
    byQueue.set(queue, new Map(checks));
  }
  return byQueue;
}
