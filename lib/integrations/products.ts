import type { Field, Product, Settings } from "./product";
import { autotask } from "./products/autotask";
import { connectwise } from "./products/connectwise";
import { generic } from "./products/generic";
import { halopsa } from "./products/halopsa";
import { parseCompanies } from "./settings";

export const productIds = ["connectwise", "halopsa", "autotask", "generic"] as const;
export type ProductId = (typeof productIds)[number];

export const products: Record<ProductId, Product> = {
  connectwise,
  halopsa,
  autotask,
  generic,
};

export function isProductId(text: string): text is ProductId {
  return (productIds as readonly string[]).includes(text);
}

/** Every field that the form of some product has. */
export const productFields: string[] = [
  ...new Set(productIds.flatMap((id) => products[id].fields.map(({ name }) => name))),
];

export const secretFields: string[] = [
  ...new Set(
    productIds.flatMap((id) => listSecrets(products[id]).map(({ name }) => name)),
  ),
];

export function listSecrets({ fields }: Product): Field[] {
  return fields.filter(({ isSecret }) => isSecret);
}

const lengthMax = 4_000;

export type Problem = { field: string; detail: string };

/** What is wrong with settings; a secret left out is one that stays as it is. */
export function findProblems(
  id: ProductId,
  settings: Settings,
  { isNew }: { isNew: boolean },
): Problem[] {
  const product = products[id];
  const found: Problem[] = [];
  for (const { name, isOptional, isSecret } of product.fields) {
    const value = (settings[name] ?? "").trim();
    const isNeeded = !isOptional && (isNew || !isSecret);
    if (value === "" && isNeeded)
      found.push({ field: name, detail: "must not be empty" });
    if (value.length > lengthMax) found.push({ field: name, detail: "is too long" });
    if (isSecret && /[\r\n]/.test(value)) {
      found.push({ field: name, detail: "holds a line break" });
    }
  }
  const { wrong } = parseCompanies(settings.companies ?? "");
  if (wrong.length > 0) {
    found.push({ field: "companies", detail: `says nothing in “${wrong[0]}”` });
  }
  return [...found, ...(product.findProblems?.(settings) ?? [])];
}

/** A vendor's product is with the vendor, or where the operator vouches for the host. */
export function findHostProblem(
  id: ProductId,
  url: URL,
  isVouched: boolean,
): string | null {
  const { hosts, name } = products[id];
  const isTheirs =
    hosts.length === 0 || hosts.some((ending) => url.hostname.endsWith(ending));
  if (isTheirs || isVouched) return null;
  return `is no host of ${name} (${hosts.join(", ")}); one of your own is listed in CUSTODY_OUTBOUND_ALLOW`;
}
