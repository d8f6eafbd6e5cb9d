import { loadForm } from "@/lib/forms/loaders";
import type { FormState } from "@/lib/forms/model";
import type { Purpose } from "./letter";
import { findLink } from "./queries";

/** Whether a link still works, and the form that uses it. */
export async function loadLink(
  purpose: Purpose,
  token: string,
): Promise<{ isOpen: boolean; form: FormState }> {
  const link = await findLink(token);
  const isOpen = link?.purpose === purpose && link.isOpen;
  return { isOpen, form: await loadForm(purpose) };
}

export async function loadLinkRequest(purpose: Purpose): Promise<FormState> {
  return loadForm(`ask-${purpose}`);
}
