import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Role } from "@/lib/access/policy";
import { createCast } from "@/lib/demo/cast";
import { loadDemo } from "@/lib/demo/mutations";
import { makePassword } from "@/lib/password/made-password";
import { produceInThread } from "@/scripts/demo/produce";
import {
  type Command,
  type Output,
  optionalCount,
  optionalMoment,
  optionalText,
} from "./command";
import { withDatabase } from "./open";

const first = {
  events: 50_000,
  seed: 1,
  slug: "northwind",
  name: "Northwind MSP",
} as const;
const shownRoles: Role[] = ["owner", "admin", "technician", "auditor"];
const hourMs = 3_600_000;

export const demo: Command = {
  name: "demo",
  summary: "make a demo organization with a realistic history",
  help: "custody demo [--events N] [--seed N] [--org SLUG] [--name NAME] [--end ISO]\n\nMakes a demo organization of its own and fills it with 13 months of an MSP's life,\nthe same for the same seed and end. Never touches an organization that exists.",
  options: {
    events: { type: "string" },
    seed: { type: "string" },
    org: { type: "string" },
    name: { type: "string" },
    end: { type: "string" },
    "first-start": { type: "boolean" },
  },
  async run(given, output) {
    const events = optionalCount(given, "events") ?? first.events;
    const seed = optionalCount(given, "seed") ?? first.seed;
    const slug = optionalText(given, "org") ?? first.slug;
    const name = optionalText(given, "name") ?? first.name;
    const endAt = optionalMoment(given, "end") ?? lastFullHour();
    const { staff, portalReader } = createCast({ seed, slug, name });
    const staffSignIns = shownRoles.flatMap((role) => {
      const person = staff.find((one) => one.role === role && !one.leftDaysBeforeEnd);
      return person ? [{ role, email: person.email, password: makePassword() }] : [];
    });
    const { email } = portalReader;
    const portalSignIn = { role: "portal", email, password: makePassword() };
    const signIns = [...staffSignIns, portalSignIn];
    const passwords = Object.fromEntries(
      signIns.map(({ email, password }) => [email, password]),
    );
    await withDatabase(async ({ installation }) => {
      const start = performance.now();
      const report = createReport(output);
      const loaded = await loadDemo({
        slug,
        name,
        seed,
        events,
        endAt,
        passwords,
        report,
        produce: produceInThread,
      });
      const seconds = (performance.now() - start) / 1000;
      if (given.values["first-start"] === true) {
        const file = join(installation.environment.dir, "sign-ins.json");
        writeFileSync(file, JSON.stringify(signIns, null, 2), { mode: 0o600 });
      }
      const rate = Math.round(loaded.entries / seconds);
      const list = signIns.map((one) => `  ${one.role} ${one.email} ${one.password}`);
      output.result(
        { ...loaded, seconds, events_per_second: rate, sign_ins: signIns },
        `${name} (${slug}): ${loaded.entries.toLocaleString("en")} entries in ${seconds.toFixed(1)} s (${rate.toLocaleString("en")}/s).\nSign in as\n${list.join("\n")}`,
      );
    });
  },
};

function lastFullHour(): Date {
  return new Date(Math.floor(Date.now() / hourMs) * hourMs);
}

/** One line for each tenth of the way: a log file keeps it readable too. */
function createReport(output: Output) {
  let tenths = 0;
  return ({ done, total }: { done: number; total: number }) => {
    const reached = Math.floor((done * 10) / total);
    if (reached === tenths) return;
    tenths = reached;
    output.progress(
      `${done.toLocaleString("en")} of ${total.toLocaleString("en")} entries`,
    );
  };
}
