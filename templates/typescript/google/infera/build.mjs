/** Bundles the worker into dist/main.mjs and what it loads when it is needed; packages stay in node_modules. */
import { rm } from "node:fs/promises";
import { build } from "esbuild";

await rm("dist", { recursive: true, force: true });
await build({
  entryPoints: { main: "infera/main.ts" },
  outdir: "dist",
  outExtension: { ".js": ".mjs" },
  bundle: true,
  // in one file every import would stand at its top, and Google's clients would load at each start
  splitting: true,
  packages: "external",
  platform: "node",
  format: "esm",
  target: "node22",
  sourcemap: "linked",
  logLevel: "warning",
});
