/** Secrets as files (`/run/secrets/<NAME>`) into the process environment, before any handler loads. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** Every file of INFERA_SECRETS_DIR under its name; a variable that is set already stands. */
export function loadSecretFiles(): void {
  const folder = process.env.INFERA_SECRETS_DIR;
  if (!folder) return;
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (!/^[A-Za-z_]\w*$/.test(name) || !statSync(path).isFile()) continue;
    process.env[name] ??= readFileSync(path, "utf8").replace(/\r?\n$/, "");
  }
}
