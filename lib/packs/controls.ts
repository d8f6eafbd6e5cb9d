/** The ids of controls that entries support, by the framework that numbers them. */
export type ControlSet = Record<Framework, readonly string[]>;

export const frameworks = {
  soc2: {
    name: "SOC 2",
    edition: "AICPA Trust Services Criteria 2017, points of focus of 2022",
  },
  essentials: {
    name: "Cyber Essentials",
    edition: "NCSC Requirements for IT Infrastructure, the five technical controls",
  },
  iso: { name: "ISO/IEC 27001", edition: "2022, Annex A" },
  pci: { name: "PCI DSS", edition: "v4.0.1" },
  hipaa: { name: "HIPAA", edition: "Security Rule, 45 CFR Part 164" },
} as const;

export type Framework = keyof typeof frameworks;
export const frameworkNames = Object.keys(frameworks) as Framework[];

/** What each control asks for, in our words; the standards themselves are not repeated. */
export const controlWords: Record<Framework, Readonly<Record<string, string>>> = {
  soc2: {
    "C1.1": "Confidential information is identified and kept confidential",
    "C1.2": "Confidential information is disposed of",
    "CC6.1": "Logical access to protected information assets",
    "CC6.2": "Users are registered and authorized before access, and removed after",
    "CC6.3": "Access is given, changed and removed by role and least privilege",
    "CC6.6": "Protection against threats from outside the system's boundaries",
    "CC6.7": "Transmission and removal of information is restricted",
    "CC7.2": "System components are monitored for anomalies",
    "CC7.3": "Security events are evaluated",
    "CC7.4": "Security incidents are responded to",
    "CC8.1": "Changes are authorized, recorded, tested and approved",
    "CC9.2": "Risks of vendors and business partners are managed",
    "P4.3": "Personal information is disposed of securely",
    "P5.2": "Personal information is corrected and amended",
  },
  essentials: {
    "Secure configuration": "Devices and software are set up to reduce vulnerabilities",
    "User access control":
      "Accounts are assigned to authorized people, with the least access",
  },
  iso: {
    "A.5.14": "Information transfer",
    "A.5.15": "Access control",
    "A.5.16": "Identity management",
    "A.5.17": "Authentication information",
    "A.5.18": "Access rights",
    "A.5.20": "Information security within supplier agreements",
    "A.5.22": "Monitoring, review and change management of supplier services",
    "A.5.25": "Assessment and decision on information security events",
    "A.5.26": "Response to information security incidents",
    "A.5.28": "Collection of evidence",
    "A.5.33": "Protection of records",
    "A.5.34": "Privacy and protection of personal information",
    "A.8.2": "Privileged access rights",
    "A.8.3": "Information access restriction",
    "A.8.5": "Secure authentication",
    "A.8.9": "Configuration management",
    "A.8.10": "Information deletion",
    "A.8.12": "Data leakage prevention",
    "A.8.15": "Logging",
    "A.8.16": "Monitoring activities",
    "A.8.18": "Use of privileged utility programs",
    "A.8.32": "Change management",
  },
  pci: {
    "6.5.1": "Changes to system components follow established procedures",
    "7.2.4": "User accounts and their access are reviewed every six months",
    "7.2.5": "Application and system accounts have the least access",
    "8.2.4": "Adding, deleting and modifying user ids is authorized",
    "8.2.5": "Access of people who leave is revoked at once",
    "8.2.7": "Remote access of third parties is enabled when needed and monitored",
    "8.4.2": "Multi-factor authentication for access into the cardholder environment",
    "8.6.3": "Passwords of application and system accounts are protected",
    "10.2.1": "Audit logs are enabled and active",
    "10.2.1.1": "Logs capture individual access to cardholder data",
    "10.2.1.2": "Logs capture actions of people with administrative access",
    "10.2.1.3": "Logs capture access to audit logs",
    "10.2.1.4": "Logs capture invalid access attempts",
    "10.2.1.5": "Logs capture changes to identification and authentication credentials",
    "10.3.2": "Audit log files are protected from modification",
    "10.3.4": "Change detection is used on audit logs",
    "10.4.1": "Audit logs are reviewed at least daily",
    "10.5.1": "Audit log history is retained for at least twelve months",
  },
  hipaa: {
    "164.308(a)(1)(ii)(D)": "Information system activity review",
    "164.308(a)(3)(ii)(A)": "Authorization and supervision of the workforce",
    "164.308(a)(3)(ii)(C)": "Termination procedures",
    "164.308(a)(4)(ii)(C)": "Access establishment and modification",
    "164.308(a)(5)(ii)(C)": "Log-in monitoring",
    "164.308(a)(6)(ii)": "Response to and reporting of security incidents",
    "164.308(b)(1)": "Business associate contracts and other arrangements",
    "164.312(a)(1)": "Access control",
    "164.312(b)": "Audit controls",
    "164.312(c)(1)": "Integrity",
    "164.312(d)": "Person or entity authentication",
    "164.316(b)(2)(i)": "Documentation is kept for six years",
  },
};

export type MappedControl = {
  framework: Framework;
  id: string;
  words: string;
  /** The sections whose entries support it. */
  sections: string[];
};

/** Each control once, by framework and then in the order of the sections. */
export function mapControls(
  shown: readonly { id: string; supports: ControlSet }[],
): MappedControl[] {
  return frameworkNames.flatMap((framework) => {
    const byId = new Map<string, string[]>();
    for (const { id: section, supports } of shown) {
      for (const id of supports[framework]) {
        byId.set(id, [...(byId.get(id) ?? []), section]);
      }
    }
    return [...byId].map(([id, sections]) => ({
      framework,
      id,
      words: controlWords[framework][id] ?? "",
      sections,
    }));
  });
}

/** What stands wherever controls are named. */
export const honestWords =
  "These entries support the controls named: they show what was done, when, by whom, and " +
  "that it was not altered since it was recorded. They do not certify anything. Whether a " +
  "control is designed well, works everywhere, or covers systems that send nothing to this " +
  "log is for the assessor to judge.";
