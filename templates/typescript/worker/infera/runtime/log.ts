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

function printable(key: string, value: unknown): unknown {
  if (value instanceof Error) {
    return { name: value.name, message: value.message, stack: value.stack };
  }
  if (typeof value === "bigint") return String(value);
  return key === "signal" ? undefined : value;
}

function serialize(line: Fields): string {
  try {
    return JSON.stringify(line, printable);
  } catch {
    return JSON.stringify({ ...pick(line), unserializable: true });
  }
}

/** The fields of a line that are always plain. */
function pick(line: Fields): Fields {
  return { time: line.time, severity: line.severity, message: line.message };
}

/** A log whose every line carries `fixed`; lines below `level` are dropped. */
export function createLog(level: string, fixed: Fields = {}): Log {
  const least = LEVELS[level as Level] ?? LEVELS.info;
  const write = (at: Level) => (message: string, fields?: Fields) => {
    if (LEVELS[at] < least) return;
    const head = { time: new Date().toISOString(), severity: SEVERITY[at], level: at, message };
    process.stdout.write(`${serialize({ ...head, ...fixed, ...fields })}\n`);
  };
  return {
    debug: write("debug"),
    info: write("info"),
    warn: write("warn"),
    error: write("error"),
  };
}
