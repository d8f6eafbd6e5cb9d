import pino, { type DestinationStream, type Logger } from "pino";

export type Log = Logger;

const secretNames = [
  "password",
  "secret",
  "token",
  "authorization",
  "cookie",
  "key",
  "authSecret",
  "encryptionKey",
  "databaseUrl",
];

/** Redacted at the top of a line and one level down, where our own objects carry them. */
const redactedPaths = secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

export function createLog(destination?: DestinationStream): Log {
  return pino(
    {
      level: process.env.LOG_LEVEL ?? "info",
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: redactedPaths, censor: "[REDACTED]" },
    },
    destination,
  );
}

export const log = createLog();
