import type { ControlSet } from "./controls";

/** A part of a pack: the entries that a query of the log selects. */
export type Section = {
  /** Also the name of its files. */
  id: string;
  name: string;
  says: string;
  /** The query without its time; empty for everything. */
  query: string;
  supports: ControlSet;
};

const access: ControlSet = {
  soc2: ["CC6.2", "CC6.3"],
  essentials: ["User access control"],
  iso: ["A.5.15", "A.5.16", "A.5.18", "A.8.2"],
  pci: ["7.2.4", "8.2.4", "8.2.5", "10.2.1.5"],
  hipaa: ["164.308(a)(3)(ii)(A)", "164.308(a)(3)(ii)(C)", "164.308(a)(4)(ii)(C)"],
};

const change: ControlSet = {
  soc2: ["CC8.1"],
  essentials: ["Secure configuration"],
  iso: ["A.8.9", "A.8.32"],
  pci: ["6.5.1", "10.2.1.2"],
  hipaa: ["164.312(b)"],
};

const trouble: ControlSet = {
  soc2: ["CC7.2", "CC7.3"],
  essentials: ["User access control"],
  iso: ["A.5.25", "A.5.28", "A.8.15", "A.8.16"],
  pci: ["10.2.1.4", "10.4.1"],
  hipaa: ["164.308(a)(5)(ii)(C)", "164.308(a)(6)(ii)"],
};

const reading: ControlSet = {
  soc2: ["CC6.1", "C1.1"],
  essentials: [],
  iso: ["A.5.34", "A.8.3", "A.8.15"],
  pci: ["10.2.1.1"],
  hipaa: ["164.308(a)(1)(ii)(D)", "164.312(b)"],
};

/** In the order they stand in a pack. */
export const sections: readonly Section[] = [
  {
    id: "everything",
    name: "Everything that was done",
    says: "Every entry of the period, whatever it is about.",
    query: "",
    supports: {
      soc2: ["CC7.2", "CC9.2"],
      essentials: [],
      iso: ["A.5.22", "A.8.15"],
      pci: ["10.2.1"],
      hipaa: ["164.312(b)"],
    },
  },
  {
    id: "sign-ins",
    name: "Sign-ins and authentication",
    says: "Every sign-in, failed or not, second factors, passwords, ended sessions.",
    query: "category=authentication",
    supports: {
      soc2: ["CC6.1", "CC7.2"],
      essentials: ["User access control"],
      iso: ["A.5.17", "A.8.5", "A.8.15"],
      pci: ["8.4.2", "10.2.1.4", "10.2.1.5"],
      hipaa: ["164.308(a)(5)(ii)(C)", "164.312(d)"],
    },
  },
  {
    id: "people-and-roles",
    name: "People and roles",
    says: "Who was invited, changed, disabled or removed, and every change of a role.",
    query: "category=users",
    supports: access,
  },
  {
    id: "permissions",
    name: "Permission changes",
    says: "Whatever granted or took away a right, of people, keys and records.",
    query: "verb=permission",
    supports: access,
  },
  {
    id: "api-keys",
    name: "API keys",
    says: "Keys made, used, rotated, revoked and refused.",
    query: "category=api_keys",
    supports: {
      soc2: ["CC6.1"],
      essentials: ["User access control"],
      iso: ["A.5.17", "A.8.2"],
      pci: ["7.2.5", "8.6.3"],
      hipaa: ["164.312(a)(1)", "164.312(d)"],
    },
  },
  {
    id: "sensitive-reads",
    name: "Reads of sensitive data",
    says: "Who looked at what is recorded as sensitive: entries, people, credentials.",
    query: "category=access",
    supports: reading,
  },
  {
    id: "personal-data",
    name: "Changes of personal data",
    says: "People, contacts and clients: created, changed, exported, deleted.",
    query: "category=users,contacts,clients",
    supports: {
      soc2: ["P4.3", "P5.2"],
      essentials: [],
      iso: ["A.5.34"],
      pci: [],
      hipaa: ["164.312(b)", "164.312(c)(1)"],
    },
  },
  {
    id: "erasures",
    name: "Erasures and retention",
    says: "What was erased or pruned, on which ground, and who decided it.",
    query: "action=log.redacted,log.erasure_*,log.pruned,log.hold_*,log.retention_*",
    supports: {
      soc2: ["C1.2", "P4.3"],
      essentials: [],
      iso: ["A.5.33", "A.8.10"],
      pci: ["10.5.1"],
      hipaa: ["164.316(b)(2)(i)"],
    },
  },
  {
    id: "settings",
    name: "Settings",
    says: "How the organization is set up, before and after each change.",
    query: "category=settings",
    supports: change,
  },
  {
    id: "integrations",
    name: "Integrations",
    says: "Connected systems: added, changed, removed, and what they were told to do.",
    query: "category=integrations",
    supports: change,
  },
  {
    id: "rules",
    name: "Rules, workflows and policies",
    says: "What runs by itself, and every change of it.",
    query: "category=rules,workflows,policies,deployments",
    supports: change,
  },
  {
    id: "contracts",
    name: "Contracts and billing",
    says: "Contracts, invoices and quotes, with what changed.",
    query: "category=contracts,billing",
    supports: {
      soc2: ["CC8.1"],
      essentials: [],
      iso: ["A.5.20", "A.5.22"],
      pci: [],
      hipaa: ["164.308(b)(1)"],
    },
  },
  {
    id: "remote-work",
    name: "Remote sessions and scripts",
    says: "Who was on which device, and what was run there.",
    query: "category=remote_sessions,agents",
    supports: {
      soc2: ["CC6.6", "CC8.1"],
      essentials: ["Secure configuration", "User access control"],
      iso: ["A.5.22", "A.8.18"],
      pci: ["8.2.7", "10.2.1.2"],
      hipaa: ["164.308(b)(1)", "164.312(b)"],
    },
  },
  {
    id: "failed-authentication",
    name: "Failed authentication",
    says: "Sign-ins, second factors and keys that were refused.",
    query: "category=authentication,api_keys&outcome=failed,denied",
    supports: trouble,
  },
  {
    id: "denied",
    name: "Denied actions",
    says: "What somebody tried and was not allowed to do.",
    query: "outcome=denied",
    supports: trouble,
  },
  {
    id: "rate-limits",
    name: "Rate limits",
    says: "Who was slowed down for asking too often.",
    query: "action=api.rate_limited,user.locked_out",
    supports: trouble,
  },
  {
    id: "security",
    name: "Security and integrity",
    says: "Integrity warnings, verifications, refused access.",
    query: "category=security",
    supports: {
      soc2: ["CC7.2", "CC7.3", "CC7.4"],
      essentials: [],
      iso: ["A.5.26", "A.5.28", "A.8.15"],
      pci: ["10.3.2", "10.3.4"],
      hipaa: ["164.308(a)(6)(ii)", "164.312(c)(1)"],
    },
  },
  {
    id: "exports",
    name: "Exports and downloads",
    says: "What left the log, how much, and the hash of each file.",
    query: "verb=export",
    supports: {
      soc2: ["CC6.7"],
      essentials: [],
      iso: ["A.5.14", "A.8.12"],
      pci: ["10.2.1.3"],
      hipaa: ["164.308(a)(1)(ii)(D)"],
    },
  },
];

export function findSection(id: string): Section | null {
  return sections.find((section) => section.id === id) ?? null;
}

/** The chosen ones, in the order of a pack. */
export function listSections(ids: readonly string[]): Section[] {
  return sections.filter(({ id }) => ids.includes(id));
}
