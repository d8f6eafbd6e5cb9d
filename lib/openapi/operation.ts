import type { Permission } from "@/lib/access/policy";

export type Parameter = {
  name: string;
  in: "query" | "path" | "header";
  description: string;
  required?: boolean;
  example?: string;
  schema?: object;
};

export type Operation = {
  method: "get" | "post";
  path: string;
  summary: string;
  /** What a key needs; null is for everybody. */
  permission: Permission | null;
  /** Known by the message's signature instead of a key. */
  isSigned?: true;
  parameters?: Parameter[];
  /** By content type. */
  body?: Record<string, object>;
  status: number;
  answer: Record<string, object>;
};

/** A body or an answer in JSON. */
export const json = (schema: object) => ({ "application/json": schema });
