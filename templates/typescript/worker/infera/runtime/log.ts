/** One JSON object a line on stdout. Payloads are never logged. */

export type Fields = Record<string, unknown>;

export interface Log {
  debug(message: string, fields?: Fields): void;
  info(message: string, fields?: Fields): void;
  warn(message: string, fields?: Fields): void;
  error(message: string, fields?: Fields): void;
}

const LEVELS = { debug: 10, info: 20, warn: 30, error: 40 } as const;
type Level = keyof typeof LEVELS;
const SEVERITY: Record<Level, string> = {
  debug: "DEBUG",
  info: "INFO",
  warn: "WARNING",
  error: "ERROR",
};

let waiting = "";
let flushing: NodeJS.Immediate | undefined;

function flush(): void {
  clearImmediate(flushing);
  flushing = undefined;
  const text = waiting;
  waiting = "";
  if (text) process.stdout.write(text);
}
process.on("exit", flush);

/** Lines of one turn of the event loop are written together; a warning does not wait. */
function write(line: string, atOnce: boolean): void {
  waiting += `${line}\n`;
  if (atOnce) flush();
  else flushing ??= setImmediate(flush);
}

/** Errors and big integers as JSON has them; what else a user logs is the user's. */
function plain(value: unknown): unknown {
  if (value instanceof Error) {
    return { name: value.name, message: value.message, stack: value.stack };
  }
  return typeof value === "bigint" ? String(value) : value;
}

function serialize(head: Fields, fixed: Fields, fields: Fields | undefined): string {
  const line = { ...head, ...fixed };
  for (const name in fields) line[name] = plain(fields[name]);
  try {
    return JSON.stringify(line);
  } catch {
    return JSON.stringify({ ...head, unserializable: true }); // a circle, or a bigint inside
  }
}

class JsonLog implements Log {
  readonly #least: number;
  readonly #fixed: Fields;

  constructor(least: number, fixed: Fields) {
    this.#least = least;
    this.#fixed = fixed;
  }

  #write(at: Level, message: string, fields: Fields | undefined): void {
    if (LEVELS[at] < this.#least) return;
    const head = { time: new Date().toISOString(), severity: SEVERITY[at], level: at, message };
    write(serialize(head, this.#fixed, fields), LEVELS[at] >= LEVELS.warn);
  }

  debug(message: string, fields?: Fields): void {
    this.#write("debug", message, fields);
  }

  info(message: string, fields?: Fields): void {
    this.#write("info", message, fields);
  }

  warn(message: string, fields?: Fields): void {
    this.#write("warn", message, fields);
  }

  error(message: string, fields?: Fields): void {
    this.#write("error", message, fields);
  }
}

/** A log whose every line carries `fixed`; lines below `level` are dropped. */
export function createLog(level: string, fixed: Fields = {}): Log {
  return new JsonLog(LEVELS[level as Level] ?? LEVELS.info, fixed);
}
