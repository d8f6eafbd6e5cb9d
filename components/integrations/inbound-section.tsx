import { PostForm } from "@/components/shell/post-form";
import { Button } from "@/components/ui/button";
import { RevealedSecret } from "@/components/webhooks/revealed-secret";
import type { IntegrationPage } from "@/lib/integrations/model";

const signing =
  "Give it to the system that sends: any library of Standard Webhooks signs with it.";

/** The other direction: what the system itself tells the log, signed. */
export function InboundSection({ page }: { page: IntegrationPage }) {
  const { integration, mayWrite, inboundUrl, revealed } = page;
  const { id, isInbound } = integration;
  if (!isInbound && !mayWrite) return null;
  return (
    <section id="inbound" aria-labelledby="inbound-title" className="grid gap-3">
      <h2 id="inbound-title" className="px-6 font-semibold max-md:px-4">
        Events from it
      </h2>
      {revealed !== null && <RevealedSecret secret={revealed} use={signing} />}
      <div className="grid max-w-2xl gap-3 px-6 text-sm max-md:px-4">
        <p>
          {isInbound
            ? "It may send events to the log, signed as Standard Webhooks says, to:"
            : "With a signing secret it may send events to the log, signed as Standard Webhooks says, to:"}
        </p>
        <code className="[overflow-wrap:anywhere]">{inboundUrl}</code>
        {mayWrite && (
          <PostForm target={{ action: `/api/integrations/${id}` }}>
            <input type="hidden" name="act" value="inbound" />
            <Button type="submit">
              {isInbound ? "Make a new signing secret" : "Make a signing secret"}
            </Button>
          </PostForm>
        )}
      </div>
    </section>
  );
}
