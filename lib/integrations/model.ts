import { z } from "zod";
import type { FormState } from "@/lib/forms/model";
import type { Settings } from "./product";
import type { ProductId } from "./products";

export type Integration = {
  id: string;
  name: string;
  product: ProductId;
  /** What its form says, less what is secret. */
  settings: Settings;
  isEnabled: boolean;
  /** It may send events: somebody made it a signing secret. */
  isInbound: boolean;
  checkedAt: Date | null;
  checkError: string | null;
  createdAt: Date;
};

export const integrationForm = "integration";
export const integrationIdSchema = z.string().regex(/^int_[0-9a-f]{24}$/);
export const integrationLimits = { integrationsMax: 20, nameLengthMax: 80 };
export const integrationNameSchema = z
  .string()
  .trim()
  .min(1, { error: "must not be empty" })
  .max(integrationLimits.nameLengthMax);

/** Of the address, the part that is shown in lists. */
export function hostOf({ settings }: Pick<Integration, "settings">): string {
  const url = settings.baseUrl ?? "";
  return URL.canParse(url) ? new URL(url).host : url;
}

export type IntegrationPage = {
  integration: Integration;
  mayWrite: boolean;
  form: FormState;
  /** Where it sends events to. */
  inboundUrl: string;
  /** The secret, on the page after it was made and on no other. */
  revealed: string | null;
};
