import { type ParseArgsConfig, parseArgs } from "node:util";
import { parseInstant } from "@/lib/kit/time";

export type Given = {
  values: Record<string, string | boolean | string[] | undefined>;
  positionals: string[];
};

/** Standard output holds the result alone: with --json one line, also of a failure. */
export type Output = {
  progress: (line: string) => void;
  result: (value: Record<string, unknown>, line: string) => void;
  /** What the reader should know beside the result. */
  remark: (line: string) => void;
  /** Why there is no result. */
  problem: (message: string) => void;
  fail: () => void;
  hasFailed: () => boolean;
};

export type Command = {
  name: string;
  summary: string;
  help: string;
  /** One word beside the options; without it any is refused. */
  takesFile?: boolean;
  options: NonNullable<ParseArgsConfig["options"]>;
  run: (given: Given, output: Output) => Promise<void>;
};

/** A problem of the caller's: what was wrong and what to do; never a stack. */
export class CommandError extends Error {
  readonly exitCode: 1 | 2;

  constructor(message: string, exitCode: 1 | 2 = 2) {
    super(message);
    this.exitCode = exitCode;
  }
}

export function readArguments(command: Command, words: string[]): Given {
  try {
    const { values, positionals } = parseArgs({
      args: words,
      options: { ...command.options, json: { type: "boolean" } },
      allowPositionals: true,
      strict: true,
    });
    const unexpected = positionals[command.takesFile ? 1 : 0];
    if (unexpected !== undefined) throw new Error(`Unexpected word "${unexpected}".`);
    return { values: values as Given["values"], positionals };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new CommandError(`${message}\n\n${command.help}`);
  }
}

export function requireText({ values }: Given, name: string): string {
  const value = values[name];
  if (typeof value === "string" && value !== "") return value;
  throw new CommandError(`--${name} is missing.`);
}

export function optionalText({ values }: Given, name: string): string | null {
  const value = values[name];
  return typeof value === "string" && value !== "" ? value : null;
}

export function optionalCount(given: Given, name: string): number | null {
  const text = optionalText(given, name);
  if (text === null) return null;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new CommandError(`--${name} must be a whole number, not "${text}".`);
}

/** Words such as "next week 5" are a date to JavaScript, and one nobody meant. */
export function optionalMoment(given: Given, name: string): Date | null {
  const text = optionalText(given, name);
  if (text === null) return null;
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text);
  const instant = parseInstant(isDay ? `${text}T00:00Z` : text);
  if (instant !== null) return new Date(Number(instant / 1000n));
  throw new CommandError(
    `--${name} "${text}" is no date: write 2027-01-31 or 2027-01-31T09:30:00Z.`,
  );
}

export function createOutput(isJson: boolean): Output {
  let failed = false;
  const lineStart = process.stderr.isTTY ? "\r\x1b[2K" : "";
  const tell = (line: string) => process.stderr.write(`${lineStart}${line}\n`);
  return {
    progress: (line) => {
      process.stderr.write(lineStart + line + (lineStart === "" ? "\n" : ""));
    },
    result: (value, line) => {
      process.stderr.write(lineStart);
      process.stdout.write(isJson ? `${JSON.stringify(value)}\n` : `${line}\n`);
    },
    remark: tell,
    problem: (message) => {
      if (isJson) process.stdout.write(`${JSON.stringify({ error: message })}\n`);
      else tell(message);
    },
    fail: () => {
      failed = true;
    },
    hasFailed: () => failed,
  };
}

export async function readStandardInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks)
    .toString("utf8")
    .replace(/\r?\n$/, "");
}
