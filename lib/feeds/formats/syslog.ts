import type { Entry } from "@/lib/entries/model";

/** 13: "log audit" (RFC 5424, section 6.2.1). */
const facility = 13;
const severities = { success: 6, failed: 4, denied: 4 } as const;
const idLengthMax = 32;
const hostLengthMax = 255;

/**
 * One entry as a message of syslog, framed by its length in bytes.
 * Sources: RFC 5424, section 6; RFC 6587, section 3.4.1; RFC 5425, section 4.3.
 */
export function frameSyslog(entry: Entry, host: string, message: string): Buffer {
  const priority = facility * 8 + severities[entry.outcome];
  const head = [
    `<${priority}>1`,
    entry.recorded_at,
    printable(host, hostLengthMax),
    "custody",
    "-",
    printable(entry.action, idLengthMax),
    "-",
  ].join(" ");
  const bytes = Buffer.from(`${head} ${message.replace(/[\r\n]+/g, " ")}`, "utf8");
  return Buffer.concat([Buffer.from(`${bytes.length} `), bytes]);
}

/** A header field is printable ASCII, and never empty. */
function printable(text: string, lengthMax: number): string {
  return text.replace(/[^!-~]/g, "_").slice(0, lengthMax) || "-";
}
