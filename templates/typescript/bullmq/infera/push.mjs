/** Writes the digest of a pushed image into images.auto.tfvars.json: push.mjs METADATA IMAGE TFVARS VARIABLE. */
import { readFile, rename, writeFile } from "node:fs/promises";

const [metadata, image, tfvars, variable] = process.argv.slice(2);
const digest = JSON.parse(await readFile(metadata, "utf8"))["containerimage.digest"];
if (!/^sha256:[0-9a-f]{64}$/.test(digest ?? "")) throw new Error(`no digest in ${metadata}`);

async function known() {
  try {
    return JSON.parse(await readFile(tfvars, "utf8"));
  } catch (error) {
    if (error.code === "ENOENT") return {};
    throw error;
  }
}

const images = { ...(await known()), [variable]: `${image}@${digest}` };
const sorted = Object.fromEntries(Object.entries(images).sort(([a], [b]) => (a < b ? -1 : 1)));
await writeFile(`${tfvars}.new`, `${JSON.stringify(sorted, null, 2)}\n`);
await rename(`${tfvars}.new`, tfvars);
console.log(`${variable} = ${image}@${digest}`);
