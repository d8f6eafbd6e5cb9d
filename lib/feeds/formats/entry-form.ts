import type { Entry } from "@/lib/entries/model";
import type { JsonObject } from "@/lib/proof/json-value";
import type { Form } from "../model";
import { formatCef } from "./cef";
import { formatEcs } from "./ecs";
import { formatOcsf } from "./ocsf";

/** An entry in the form a receiver asked for, as an object. */
export function formEntry(entry: Entry, form: Form): JsonObject {
  if (form === "ocsf") return formatOcsf(entry);
  if (form === "ecs") return formatEcs(entry);
  return entry as unknown as JsonObject;
}

/** The same as one line of text. */
export function formLine(entry: Entry, form: Form): string {
  return form === "cef" ? formatCef(entry) : JSON.stringify(formEntry(entry, form));
}
