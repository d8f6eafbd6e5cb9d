import type { Actor } from "@/lib/entries/model";
import type { RuleDefinition } from "./model";
import type { Throttle } from "./throttle";

export type Rule = {
  id: string;
  version: number;
  isEnabled: boolean;
  fromIdx: number;
  learnedVersion: number;
  mutedUntil: Date | null;
  isMuted: boolean;
  builtIn: string | null;
  throttle: Throttle;
  stoppedReason: string | null;
  updatedAt: Date;
  author: Actor;
  definition: RuleDefinition;
};
