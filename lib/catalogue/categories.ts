export type Category = { id: CategoryId; words: string };

/** In the order people are shown them. Ids are stored in entries: they are for ever. */
const words = {
  authentication: "Authentication",
  users: "Users",
  api_keys: "API keys",
  clients: "Clients",
  contacts: "Contacts",
  tickets: "Tickets",
  contracts: "Contracts",
  billing: "Billing",
  assets: "Assets and documentation",
  settings: "Settings",
  integrations: "Integrations",
  agents: "Agents and scripts",
  remote_sessions: "Remote sessions",
  bulk: "Bulk operations",
  exports: "Exports",
  rules: "Rules and alerts",
  workflows: "Workflows",
  projects: "Projects",
  files: "Files",
  deployments: "Deployments",
  policies: "Policies",
  feedback: "Feedback and support",
  security: "Security",
  access: "Sensitive reads",
  evidence: "Evidence and reviews",
  log: "The log itself",
  other: "Other",
} as const;

export type CategoryId = keyof typeof words;

export const categories: readonly Category[] = (Object.keys(words) as CategoryId[]).map(
  (id) => ({ id, words: words[id] }),
);

export function isCategory(text: string): text is CategoryId {
  return Object.hasOwn(words, text);
}

/** Senders may name a category of their own; it is shown as they wrote it. */
export function describeCategory(id: string): string {
  if (isCategory(id)) return words[id];
  const text = id.replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
