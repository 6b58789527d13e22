// Checked by tsc alone: what the type of a rich schema takes and refuses.
import type { PlaceOrderPayload } from "../infera/index.ts";

const least: PlaceOrderPayload = { id: "x", lines: [{ sku: "a", count: 1 }], total: null };

export const good: PlaceOrderPayload[] = [
  least,
  { ...least, state: "paid" },
  { ...least, state: null },
  { ...least, state: 3 },
  { ...least, kind: "order", point: [1, 2], notes: { any: "text" } },
  { ...least, either: { a: "x" }, both: { x: "a", y: "b" }, maybe: null },
  { ...least, tree: { children: [{ children: [] }], root: least } },
  { ...least, "e-mail": "a@example.com", 'a "quoted" \\ name': true },
];

export const bad: PlaceOrderPayload[] = [
  // @ts-expect-error id is missing
  { lines: [], total: 1 },
  // @ts-expect-error not one of the values
  { ...least, state: "lost" },
  // @ts-expect-error a number is no SKU
  { ...least, lines: [{ sku: 1, count: 1 }] },
  // @ts-expect-error a line has no such property
  { ...least, lines: [{ sku: "a", count: 1, more: true }] },
  // @ts-expect-error three numbers are no point
  { ...least, point: [1, 2, 3] },
  // @ts-expect-error notes are texts
  { ...least, notes: { any: 1 } },
  // @ts-expect-error neither one nor the other
  { ...least, either: { c: 1 } },
  // @ts-expect-error null is not a text here
  { ...least, "e-mail": null },
  // @ts-expect-error the tree goes on as it began
  { ...least, tree: { children: [{ children: [1] }] } },
];
