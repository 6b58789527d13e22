/** One JSON object a line on stdout. Payloads are never logged. */

export type Fields = Record<string, unknown>;

export interface Log {
  debug(message: string, fields?: Fields): void;
  info(message: string, fields?: Fields): void;
  warn(message: string, fields?: Fields): void;
  error(message: string, fields?: Fields): void;
}

/** The log of a worker, of what comes from one queue, or of one job. */
export interface WorkerLog extends Log {
  /** A log whose every line carries `fields` too; none of them may be there already. */
  with(fields: Fields): WorkerLog;
  /** The line about a job that is done. Nobody waits for it: it is written with later ones, a few milliseconds on. */
  done(attempt: number, startedMs: number): void;
}

const LEVELS = { debug: 10, info: 20, warn: 30, error: 40 } as const;
type Level = keyof typeof LEVELS;
const SEVERITY: Record<Level, string> = {
  debug: "DEBUG",
  info: "INFO",
  warn: "WARNING",
  error: "ERROR",
};

/** How long a line may wait for others; a write for each job is a good part of what a job costs. */
const PATIENCE_MS = 5;
/** No more than this waits, in characters. */
const MOST_WAITING = 64 * 1024;

/**
 * Takes the bytes of what is written, and is free again once they are out. New memory for each write costs more than all
 * the lines in it. Three bytes are the most that a character takes; the fourth leaves room for a long last line.
 */
let spare: Buffer | undefined = Buffer.allocUnsafeSlow(4 * MOST_WAITING);

function put(text: string): void {
  const bytes = spare;
  if (bytes === undefined || text.length * 3 > bytes.length) {
    process.stdout.write(text);
    return;
  }
  spare = undefined;
  process.stdout.write(bytes.subarray(0, bytes.write(text)), () => {
    spare = bytes;
  });
}

let waiting = "";
let soon: NodeJS.Timeout | undefined;
let next: NodeJS.Immediate | undefined;

/** Writes what waits. A function that is frozen between its calls does it at the end of each. */
export function flushLog(): void {
  clearTimeout(soon);
  clearImmediate(next);
  soon = next = undefined;
  const text = waiting;
  waiting = "";
  if (text) put(text);
}
process.on("exit", flushLog);

/** When a line has to be out: at once, with the others of this turn of the event loop, or with later ones. */
type Due = "now" | "turn" | "soon";

/** Writes a line, its end included. */
function write(line: string, due: Due): void {
  waiting += line;
  if (due === "now" || waiting.length > MOST_WAITING) flushLog();
  else if (due === "turn") next ??= setImmediate(flushLog);
  else soon ??= setTimeout(flushLog, PATIENCE_MS);
}

/** Errors and big integers as JSON has them; what else a user logs is the user's. */
function plain(value: unknown): unknown {
  if (value instanceof Error) {
    return { name: value.name, message: value.message, stack: value.stack };
  }
  if (typeof value === "function") return undefined; // one called toJSON would speak for the whole line
  return typeof value === "bigint" ? String(value) : value;
}

let lastMs = 0;
let lastTime = "";

/** What the line about a done job goes on with. */
const DONE = '","severity":"INFO","level":"info","message":"done"';

/** Of the many lines of one millisecond the first makes the text. */
function timeOf(nowMs: number): string {
  if (nowMs !== lastMs) {
    lastMs = nowMs;
    lastTime = new Date(nowMs).toISOString();
  }
  return lastTime;
}

/** What every line begins with. */
interface Head {
  readonly time: string;
  readonly severity: string;
  readonly level: Level;
  readonly message: string;
}

/** Names of fields as they stand in a line; a user's may be made up, so there is an end to what is kept. */
const names = new Map<string, string>();
const MOST_NAMES = 1000;

function nameOf(name: string): string {
  const known = names.get(name);
  if (known !== undefined) return known;
  const text = `,${JSON.stringify(name)}:`;
  if (names.size < MOST_NAMES) names.set(name, text);
  return text;
}

/** `,"name":value` of each field: what follows other fields in an object's text. */
function tail(fields: Fields | undefined): string {
  let text = "";
  for (const name in fields) {
    const value = fields[name];
    if (value === undefined) continue;
    const json = JSON.stringify(typeof value === "string" ? value : plain(value));
    if (json !== undefined) text += nameOf(name) + json;
  }
  return text;
}

class JsonLog implements WorkerLog {
  readonly #least: number;
  readonly #fixed: Fields;
  readonly #parent: JsonLog | undefined;
  // the text of its own fields, made once
  #tail: string | undefined;
  #begins = "";
  #beginsAt = "";

  constructor(least: number, fixed: Fields, parent?: JsonLog) {
    this.#least = least;
    this.#fixed = fixed;
    this.#parent = parent;
  }

  with(fields: Fields): WorkerLog {
    return new JsonLog(this.#least, fields, this);
  }

  #own(): string {
    this.#tail ??= tail(this.#fixed);
    return this.#tail;
  }

  #tailOf(): string {
    return (this.#parent ? this.#parent.#tailOf() : "") + this.#own();
  }

  /**
   * What the lines about done jobs begin with; those of one millisecond share it. It is joined into one piece, since a
   * text that was added up is a tree, which every line that it stands in walks through.
   */
  #doneBegins(nowMs: number): string {
    const time = timeOf(nowMs);
    if (time !== this.#beginsAt) {
      this.#begins = ['{"time":"', time, DONE, this.#tailOf()].join("");
      this.#beginsAt = time;
    }
    return this.#begins;
  }

  #has(name: string): boolean {
    return name in this.#fixed || (this.#parent ? this.#parent.#has(name) : false);
  }

  #fields(): Fields {
    return this.#parent ? { ...this.#parent.#fields(), ...this.#fixed } : this.#fixed;
  }

  #line(head: Head, fields: Fields | undefined): string {
    for (const name in fields) {
      // a field that takes the place of another must not stand in the line twice
      if (name in head || this.#has(name)) return this.#replaced(head, fields);
    }
    const start = `{"time":"${head.time}","severity":"${head.severity}","level":"${head.level}"`;
    const message = JSON.stringify(head.message) ?? '""'; // the only text of the head that may need escapes
    return `${start},"message":${message}${this.#tailOf()}${tail(fields)}}`;
  }

  #replaced(head: Head, fields: Fields): string {
    const line: Fields = { ...head, ...this.#fields() };
    for (const name in fields) line[name] = plain(fields[name]);
    return JSON.stringify(line);
  }

  #write(level: Level, message: string, fields: Fields | undefined, due: Due): void {
    if (LEVELS[level] < this.#least) return;
    const head = { time: timeOf(Date.now()), severity: SEVERITY[level], level, message };
    let line: string;
    try {
      line = this.#line(head, fields);
    } catch {
      line = JSON.stringify({ ...head, unserializable: true }); // a circle, or a bigint inside
    }
    write(`${line}\n`, due);
  }

  // as `info` would say it, without what can go wrong in fields that are not known
  done(attempt: number, startedMs: number): void {
    if (LEVELS.info < this.#least) return;
    const nowMs = Date.now();
    const parent = this.#parent;
    const begins = parent ? parent.#doneBegins(nowMs) + this.#own() : this.#doneBegins(nowMs);
    const numbers = `,"attempt":${attempt},"duration_ms":${nowMs - startedMs}}\n`;
    write(begins + numbers, "soon");
  }

  debug(message: string, fields?: Fields): void {
    this.#write("debug", message, fields, "turn");
  }

  info(message: string, fields?: Fields): void {
    this.#write("info", message, fields, "turn");
  }

  warn(message: string, fields?: Fields): void {
    this.#write("warn", message, fields, "now");
  }

  error(message: string, fields?: Fields): void {
    this.#write("error", message, fields, "now");
  }
}

/** A log whose every line carries `fixed`; lines below `level` are dropped. */
export function createLog(level: string, fixed: Fields = {}): WorkerLog {
  return new JsonLog(LEVELS[level as Level] ?? LEVELS.info, fixed);
}
