import { readBody } from "@/lib/kit/body";
import { AppError } from "@/lib/kit/errors";
import type { FormValues } from "./model";

const formTypes = /^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i;

/** What a browser posted: text by field, and files. */
export type Posted = {
  /** The text of a field; empty when it is not there. */
  field: (name: string) => string;
  /** A field that may be left empty: null then. */
  optional: (name: string) => string | null;
  /** Every value of a field: ticked boxes. */
  list: (name: string) => string[];
  isChecked: (name: string) => boolean;
  /** A chosen file; null when none was. */
  file: (name: string) => File | null;
  names: string[];
  values: FormValues;
};

/** Reads a posted form up to a hard cap; anything that is not a form is refused. */
export async function readPosted(request: Request, bytesMax: number): Promise<Posted> {
  const type = request.headers.get("content-type") ?? "";
  if (!formTypes.test(type)) {
    throw new AppError("request.unsupported_type", { detail: "Send the page's form." });
  }
  const bytes = await readBody(request, bytesMax);
  const headers = { "content-type": type };
  const data = await new Response(new Uint8Array(bytes), { headers })
    .formData()
    .catch((cause: unknown) => {
      const detail = "The form could not be read.";
      throw new AppError("request.malformed", { detail, cause });
    });
  return describePosted(data);
}

function describePosted(data: FormData): Posted {
  const names = [...new Set(data.keys())];
  const list = (name: string) =>
    data.getAll(name).flatMap((value) => (typeof value === "string" ? [value] : []));
  const field = (name: string) => list(name)[0] ?? "";
  return {
    field,
    list,
    names,
    optional: (name) => field(name).trim() || null,
    isChecked: (name) => list(name).length > 0,
    file: (name) => {
      const value = data.get(name);
      return value instanceof File && value.size > 0 ? value : null;
    },
    values: Object.fromEntries(names.map((name) => [name, list(name)])),
  };
}
