import { type Ctx, isAllowed } from "@/lib/access/model";
import { requireProofFor } from "@/lib/access/proof";
import { handleStaffForm } from "@/lib/forms/handlers";
import { AppError } from "@/lib/kit/errors";
import { checkUrl, isVouchedFor } from "@/lib/outbound/address";
import { readAllowedHosts } from "@/lib/outbound/allowed";
import { readInScope } from "@/lib/runtime/transaction";
import { integrationForm } from "./model";
import {
  createIntegration,
  makeInboundSecret,
  testIntegration,
  updateIntegration,
} from "./mutations";
import type { Settings } from "./product";
import {
  findHostProblem,
  isProductId,
  type ProductId,
  productFields,
  products,
  secretFields,
} from "./products";
import { findIntegration } from "./queries";

const page = "/settings/integrations";

export const handleCreateIntegration = handleStaffForm(
  {
    form: ({ field }) => `${integrationForm}-${field("product")}`,
    page: ({ field }) => `${page}/new?product=${encodeURIComponent(field("product"))}`,
    fields: ["name", "product", ...productFields],
    secrets: secretFields,
  },
  async ({ ctx, field }) => {
    const product = field("product");
    if (!isProductId(product)) throw new AppError("request.malformed");
    const settings = readSettings(product, field);
    refuseAddress(ctx, product, settings.baseUrl ?? "");
    requireProofFor(ctx, "integrations:write");
    const name = field("name");
    const { id } = await createIntegration(ctx, { name, product, settings });
    return {
      to: `${page}/${id}`,
      notice: "Integration added. Test it before you rely on it.",
    };
  },
);

/** Everything else that is done with one: changed, switched off, tested. */
export const handleIntegration = handleStaffForm(
  {
    form: ({ params }) => `${integrationForm}-${params.id}`,
    page: ({ params }) => `${page}/${params.id}`,
    fields: ["act", "name", "product", "isEnabled", ...productFields],
    secrets: secretFields,
  },
  async ({ ctx, params, field, isChecked }) => {
    const id = params.id ?? "";
    const to = `${page}/${id}`;
    switch (field("act")) {
      case "update": {
        const product = await findProduct(ctx, id);
        const settings = readSettings(product, field);
        refuseAddress(ctx, product, settings.baseUrl ?? "");
        requireProofFor(ctx, "integrations:write");
        const isEnabled = isChecked("isEnabled");
        await updateIntegration(ctx, { id, name: field("name"), settings, isEnabled });
        return { to, notice: "Integration changed." };
      }
      case "inbound": {
        requireProofFor(ctx, "integrations:write");
        const { secret } = await makeInboundSecret(ctx, { id });
        const notice = "A new secret counts from now on; one before it for a day more.";
        return { to: `${to}#inbound`, notice, reveal: { secret } };
      }
      case "test":
        await testIntegration(ctx, { id });
        return { to, notice: "A test is on its way; reload to see what it said." };
      default:
        throw new AppError("request.malformed");
    }
  },
);

/** Its own, whatever the form says: whose hosts are allowed follows from it. */
async function findProduct({ scope }: Ctx, id: string): Promise<ProductId> {
  const known = await readInScope(scope, (tx) => findIntegration(tx, scope, id));
  return known?.product ?? "generic";
}

function readSettings(
  product: ProductId,
  field: (name: string) => string,
): Settings & Record<string, string> {
  return Object.fromEntries(
    products[product].fields.map(({ name }) => [name, field(name)]),
  );
}

/** Where a call would be refused anyway, it is said at once. Who may not is told that first. */
function refuseAddress({ principal }: Ctx, product: ProductId, text: string): void {
  if (!isAllowed(principal, "integrations:write") || text.trim() === "") return;
  const allow = readAllowedHosts();
  const checked = checkUrl(text.trim(), allow);
  const refuse = (detail: string) =>
    new AppError("input.invalid", { errors: [{ pointer: "/baseUrl", detail }] });
  if (!checked.ok) throw refuse(checked.reason);
  const { value: url } = checked;
  if (url.search !== "" || url.hash !== "") {
    throw refuse("goes on after ? or #; only what stands before it is an address");
  }
  const problem = findHostProblem(product, url, isVouchedFor(url, allow));
  if (problem !== null) throw refuse(problem);
}
