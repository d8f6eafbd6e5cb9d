import { isAllowed } from "@/lib/access/model";
import { requireProofFor } from "@/lib/access/proof";
import { handleStaffForm } from "@/lib/forms/handlers";
import { AppError, type FieldError } from "@/lib/kit/errors";
import { checkUrl } from "@/lib/outbound/address";
import { readAllowedHosts } from "@/lib/outbound/allowed";
import { checkSocketAddress } from "@/lib/outbound/socket";
import { bucketKeysSchema, type Channel, type Form, feedForm, secretOf } from "./model";
import { createFeed, pauseFeed, replayFeed, resumeFeed } from "./mutations";

const page = "/settings/feeds";
const secrets = ["address", "secret", "keyId"];

export const handleCreateFeed = handleStaffForm(
  {
    form: feedForm,
    page: `${page}/new`,
    fields: [
      ...["name", "channel", "form", "query", "begins"],
      ...["address", "secret", "keyId", "region"],
    ],
    secrets,
  },
  async ({ ctx, field }) => {
    const channel = field("channel") as Channel;
    const address = field("address").trim();
    if (isAllowed(ctx.principal, "feeds:write")) refuseAddress(channel, address);
    requireProofFor(ctx, "feeds:write");
    const { id, secret } = await createFeed(ctx, {
      name: field("name"),
      channel,
      form: field("form") as Form,
      query: field("query"),
      begins: field("begins") as "oldest" | "now",
      address,
      secret: readSecret(channel, field),
    });
    const made = { to: `${page}/${id}`, notice: "The feed is on its way." };
    return secret === null ? made : { ...made, reveal: { secret } };
  },
);

/** What the receiver knows us by, in the one form that it is kept in. */
function readSecret(channel: Channel, field: (name: string) => string): string | null {
  if (secretOf(channel) !== "typed") return null;
  const secret = field("secret").trim();
  if (channel !== "bucket") return secret === "" ? null : secret;
  const keys = { keyId: field("keyId"), secret, region: field("region") };
  const parsed = bucketKeysSchema.safeParse(keys);
  if (parsed.success) return JSON.stringify(parsed.data);
  const errors = parsed.error.issues.map(
    ({ path, message }): FieldError => ({
      pointer: `/${String(path[0])}`,
      detail: message,
    }),
  );
  throw new AppError("input.invalid", { errors });
}

/** Where a send would be refused anyway, it is said at once. */
function refuseAddress(channel: Channel, address: string): void {
  const allow = readAllowedHosts();
  const checked =
    channel === "syslog" ? checkSocketAddress(address, allow) : checkUrl(address, allow);
  if (checked.ok) return;
  const errors = [{ pointer: "/address", detail: checked.reason }];
  throw new AppError("input.invalid", { errors });
}

/** Everything else that is done with one: paused, resumed, sent back to an earlier place. */
export const handleFeed = handleStaffForm(
  {
    form: ({ params }) => `${feedForm}-${params.id}`,
    page: ({ params }) => `${page}/${params.id}`,
    fields: ["act", "fromIdx"],
  },
  async ({ ctx, params, field }) => {
    const id = params.id ?? "";
    const to = `${page}/${id}`;
    switch (field("act")) {
      case "pause":
        await pauseFeed(ctx, { id });
        return { to, notice: "Paused; it goes on where it is." };
      case "resume":
        await resumeFeed(ctx, { id });
        return { to, notice: "It goes on." };
      case "replay": {
        const typed = field("fromIdx").replace(/^#|[\s,]/g, "");
        const fromIdx = /^\d{1,15}$/.test(typed) ? Number(typed) : Number.NaN;
        await replayFeed(ctx, { id, fromIdx });
        return { to, notice: `Everything from #${fromIdx} on is sent again.` };
      }
      default:
        throw new AppError("request.malformed");
    }
  },
);
