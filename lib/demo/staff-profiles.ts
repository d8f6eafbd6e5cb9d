import type { Role } from "@/lib/access/policy";

export type StaffKey =
  | "alice"
  | "bo"
  | "carol"
  | "dev"
  | "erin"
  | "femi"
  | "grace"
  | "hugo"
  | "ines";

/** What fills a working day. */
export type Job = "lead" | "manager" | "engineer" | "dispatcher" | "auditor";

export type StaffProfile = {
  key: StaffKey;
  name: string;
  role: Role;
  job: Job;
  timeZone: string;
  /** Addresses come from the ranges kept for documentation (RFC 5737). */
  homeIp: string;
  userAgent: string;
  /** Share of the work on a day when everyone is in. */
  weight: number;
  leftDaysBeforeEnd: number | null;
  clientSlugs: string[];
};

const chromeOnWindows =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 " +
  "(KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36";
const edgeOnWindows = `${chromeOnWindows} Edg/141.0.0.0`;
const firefoxOnLinux =
  "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0";
const safariOnMac =
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 " +
  "(KHTML, like Gecko) Version/18.5 Safari/605.1.15";

export const officeIp = "203.0.113.10";

type Row = [
  key: StaffKey,
  name: string,
  role: Role,
  job: Job,
  timeZone: string,
  homeIp: string,
  userAgent: string,
  weight: number,
];

const rows: Row[] = [
  [
    "alice",
    "Alice Ng",
    "owner",
    "lead",
    "Europe/London",
    "198.51.100.14",
    safariOnMac,
    0.6,
  ],
  [
    "bo",
    "Bo Diaz",
    "admin",
    "manager",
    "America/New_York",
    "198.51.100.51",
    chromeOnWindows,
    0.9,
  ],
  [
    "carol",
    "Carol Xu",
    "technician",
    "engineer",
    "Europe/London",
    "192.0.2.33",
    firefoxOnLinux,
    1.3,
  ],
  [
    "dev",
    "Dev Patel",
    "technician",
    "engineer",
    "Europe/London",
    "192.0.2.47",
    chromeOnWindows,
    1.4,
  ],
  [
    "erin",
    "Erin Walsh",
    "technician",
    "dispatcher",
    "Europe/Dublin",
    "192.0.2.61",
    edgeOnWindows,
    1.6,
  ],
  [
    "femi",
    "Femi Okafor",
    "technician",
    "engineer",
    "Europe/London",
    "192.0.2.78",
    edgeOnWindows,
    1.1,
  ],
  [
    "grace",
    "Grace Lindqvist",
    "auditor",
    "auditor",
    "Europe/Stockholm",
    "198.51.100.92",
    safariOnMac,
    0.3,
  ],
  [
    "hugo",
    "Hugo Marchetti",
    "technician",
    "engineer",
    "Europe/Rome",
    "192.0.2.105",
    chromeOnWindows,
    1,
  ],
  [
    "ines",
    "Ines Kowalski",
    "technician",
    "engineer",
    "Asia/Singapore",
    "198.51.100.120",
    firefoxOnLinux,
    0.9,
  ],
];

const departures: Partial<Record<StaffKey, number>> = { femi: 150, hugo: 270 };

const assignments: Partial<Record<StaffKey, string[]>> = {
  carol: ["acme", "globex", "harbour", "juniper"],
  dev: ["acme", "bluefin", "cedar", "kestrel", "globex"],
  femi: ["globex", "delta", "linden"],
  hugo: ["delta", "ember", "fairview"],
  ines: ["ember", "globex", "island"],
};

export const staffProfiles: StaffProfile[] = rows.map(
  ([key, name, role, job, timeZone, homeIp, userAgent, weight]) => ({
    key,
    name,
    role,
    job,
    timeZone,
    homeIp,
    userAgent,
    weight,
    leftDaysBeforeEnd: departures[key] ?? null,
    clientSlugs: assignments[key] ?? [],
  }),
);
