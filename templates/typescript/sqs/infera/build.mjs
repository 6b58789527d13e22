/** Bundles the function and zips it: dist/package.zip, the same bytes each time; dist/start.mjs runs it here. */
import { readFile, rm, writeFile } from "node:fs/promises";
import { crc32 } from "node:zlib";
import { build } from "esbuild";

// packages written as CommonJS call require, which an ES module lacks
const banner =
  'import { createRequire as __require_of } from "node:module";' +
  "const require = __require_of(import.meta.url);";

const options = {
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node22",
  minifySyntax: true,
  minifyWhitespace: true,
  keepNames: true,
  legalComments: "none",
  banner: { js: banner },
  logLevel: "warning",
};

/** A zip of stored files: no time, no owner, no compressor whose version could change the bytes. */
function zip(files) {
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const [name, data] of files) {
    const path = Buffer.from(name);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0); // version that can read it
    fields.writeUInt16LE(0x0800, 2); // names are UTF-8
    fields.writeUInt16LE(0x21, 8); // 1 January 1980
    fields.writeUInt32LE(crc32(data), 10);
    fields.writeUInt32LE(data.length, 14);
    fields.writeUInt32LE(data.length, 18);
    fields.writeUInt16LE(path.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), fields, path, data]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE((0o100644 << 16) >>> 0, 6); // a plain file that all may read
    tail.writeUInt32LE(offset, 10);
    const made = Buffer.from([20, 3]); // by a Unix system
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02", "latin1"), made, fields, tail, path]));
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, central, end]);
}

await rm("dist", { recursive: true, force: true });
await build({ ...options, entryPoints: ["infera/main.ts"], outfile: "dist/function/index.mjs" });
await build({
  ...options,
  entryPoints: ["infera/start.ts"],
  outfile: "dist/start.mjs",
  sourcemap: "linked",
});
await writeFile(
  "dist/package.zip",
  zip([["index.mjs", await readFile("dist/function/index.mjs")]]),
);
