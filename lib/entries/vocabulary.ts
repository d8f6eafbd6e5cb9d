/** The closed lists of an entry and its limits, for scripts of pages too: no schema with them. */
export const outcomes = ["success", "failed", "denied"] as const;
export type Outcome = (typeof outcomes)[number];

export const sources = ["web", "api", "import", "agent", "rule", "system"] as const;
export type Source = (typeof sources)[number];

export const actorTypes = [
  "user",
  "system",
  "api_key",
  "integration",
  "rule",
  "agent",
] as const;
export type ActorType = (typeof actorTypes)[number];

export const limits = {
  eventBytesMax: 256 * 1024,
  requestBytesMax: 5 * 1024 * 1024,
  requestEventsMax: 1000,
  changesMax: 400,
  depthMax: 32,
  actionLengthMax: 120,
} as const;
