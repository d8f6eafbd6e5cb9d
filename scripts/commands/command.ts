import { type ParseArgsConfig, parseArgs } from "node:util";

export type Given = {
  values: Record<string, string | boolean | undefined>;
  positionals: string[];
};

export type Output = {
  say: (line: string) => void;
  progress: (line: string) => void;
  result: (value: Record<string, unknown>, line: string) => void;
  problem: (message: string) => void;
  fail: () => void;
  hasFailed: () => boolean;
};

export type Command = {
  name: string;
  summary: string;
  help: string;
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

export function createOutput(isJson: boolean): Output {
  let failed = false;
  const isTerminal = process.stderr.isTTY;
  return {
    say: (line) => {
      if (!isJson) process.stdout.write(`${line}\n`);
    },
    progress: (line) => {
      if (isTerminal) process.stderr.write(`\r\x1b[2K${line}`);
      else process.stderr.write(`${line}\n`);
    },
    result: (value, line) => {
      if (isTerminal) process.stderr.write("\r\x1b[2K");
      process.stdout.write(isJson ? `${JSON.stringify(value)}\n` : `${line}\n`);
    },
    problem: (message) => {
      if (isJson) process.stdout.write(`${JSON.stringify({ error: message })}\n`);
      else process.stderr.write(`${message}\n`);
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
