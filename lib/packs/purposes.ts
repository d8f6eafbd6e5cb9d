export const purposes = {
  access_review: {
    name: "Access review",
    says: "Every sign-in and role change, and which people used what.",
    sections: ["sign-ins", "people-and-roles", "permissions", "api-keys"],
    withPeople: true,
    articles: [],
  },
  change_management: {
    name: "Change management",
    says: "Settings, integrations, rules and contracts, before and after.",
    sections: ["settings", "integrations", "rules", "contracts", "permissions"],
    withPeople: false,
    articles: [],
  },
  incident_response: {
    name: "Incident response",
    says: "Failed authentication, rate limits, what was denied, integrity.",
    sections: ["failed-authentication", "denied", "rate-limits", "security"],
    withPeople: false,
    articles: [],
  },
  gdpr: {
    name: "GDPR",
    says: "Who read and changed personal data, what was erased, what left.",
    sections: ["sensitive-reads", "personal-data", "erasures", "exports"],
    withPeople: false,
    articles: ["5(1)(e)", "5(1)(f)", "5(2)", "17", "32(1)"],
  },
  client_review: {
    name: "Client review",
    says: "Everything we did for one client, by quarter.",
    sections: ["everything"],
    withPeople: true,
    articles: [],
  },
} as const satisfies Record<
  string,
  {
    name: string;
    says: string;
    sections: readonly string[];
    withPeople: boolean;
    articles: readonly string[];
  }
>;

export type Purpose = keyof typeof purposes;
export const purposeNames = Object.keys(purposes) as [Purpose, ...Purpose[]];
