import type { Context, PlaceOrderPayload } from "../infera/index.ts";

/** Returning settles the job, throwing asks for a retry, throwing `Poison` dead-letters it at once. */
export default async (payload: PlaceOrderPayload, ctx: Context): Promise<void> => {
  void payload; // never log it: it may hold what logs should not
  ctx.log.info("handled", { attempt: ctx.attempt });
};
