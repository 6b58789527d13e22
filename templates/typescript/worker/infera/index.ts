/** What a handler imports: its payload's type, its context, and `Poison`. */
export type { Context, Fields, Log } from "./runtime/context.ts";
export { Poison } from "./runtime/errors.ts";
export type * from "./types.ts";
