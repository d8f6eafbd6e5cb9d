import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const signInsSchema = z.array(
  z.object({ role: z.string(), email: z.string(), password: z.string() }),
);

/** The box at the end of a start: where to go, and as whom. */
export function formatBanner(url: string, custodyDir: string): string {
  const lines = [`Custody is ready at ${url}`, ...formatSignIns(custodyDir)];
  const width = Math.max(...lines.map((line) => line.length));
  const edge = "─".repeat(width + 4);
  const body = lines.map((line) => `  │  ${line.padEnd(width)}  │`);
  return ["", `  ┌${edge}┐`, ...body, `  └${edge}┘`, "", "  Ctrl-C stops it.", ""].join(
    "\n",
  );
}

function formatSignIns(custodyDir: string): string[] {
  const file = join(custodyDir, "sign-ins.json");
  if (!existsSync(file)) return [];
  const signIns = signInsSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  const roleWidth = Math.max(...signIns.map(({ role }) => role.length));
  const emailWidth = Math.max(...signIns.map(({ email }) => email.length));
  const rows = signIns.map(
    ({ role, email, password }) =>
      `${role.padEnd(roleWidth)}  ${email.padEnd(emailWidth)}  ${password}`,
  );
  return ["", "Sign in to the demo organisation as", ...rows];
}
