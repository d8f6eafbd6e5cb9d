/** The closed list of spec/contract.md: what an action does, whatever it is called. */
export const verbs = [
  "create",
  "update",
  "delete",
  "login",
  "logout",
  "view",
  "sync",
  "export",
  "import",
  "archive",
  "restore",
  "execute",
  "send",
  "approve",
  "permission",
  "other",
] as const;
export type Verb = (typeof verbs)[number];

/** Verbs that share a badge colour. */
export type VerbGroup =
  | "create"
  | "update"
  | "delete"
  | "auth"
  | "export"
  | "permission"
  | "neutral";

const descriptions: Record<Verb, { words: string; group: VerbGroup }> = {
  create: { words: "Create", group: "create" },
  update: { words: "Update", group: "update" },
  delete: { words: "Delete", group: "delete" },
  login: { words: "Sign-in", group: "auth" },
  logout: { words: "Sign-out", group: "auth" },
  view: { words: "View", group: "neutral" },
  sync: { words: "Sync", group: "neutral" },
  export: { words: "Export", group: "export" },
  import: { words: "Import", group: "create" },
  archive: { words: "Archive", group: "update" },
  restore: { words: "Restore", group: "update" },
  execute: { words: "Execute", group: "neutral" },
  send: { words: "Send", group: "neutral" },
  approve: { words: "Approval", group: "neutral" },
  permission: { words: "Permission", group: "permission" },
  other: { words: "Other", group: "neutral" },
};

export function isVerb(text: string): text is Verb {
  return Object.hasOwn(descriptions, text);
}

export function describeVerb(verb: Verb): { words: string; group: VerbGroup } {
  return descriptions[verb];
}
