import type { Metadata } from "next";
import Link from "next/link";
import { KeyTable } from "@/components/api-keys/key-table";
import { RevealedKey } from "@/components/api-keys/revealed-key";
import { TextField } from "@/components/forms/fields";
import { Form } from "@/components/forms/form";
import { SettingsSection } from "@/components/settings/settings-section";
import { EmptyState } from "@/components/shell/empty-state";
import { PageHeading } from "@/components/shell/page-heading";
import { Button } from "@/components/ui/button";
import { loadKeys } from "@/lib/api-keys/loaders";
import { loadZone } from "@/lib/organizations/loaders";

export const metadata: Metadata = { title: "API keys – Custody" };

/** What programs send and read with. */
export default async function Page() {
  const { keys, revealed, publicUrl, mayCreate, mayRevoke, asked, forms } =
    await loadKeys();
  const viewer = { zone: await loadZone(), now: Date.now(), clientNames: {} };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4 pb-8">
      <PageHeading
        title="API keys"
        actions={
          mayCreate && (
            <Button asChild variant="primary">
              <Link href="/settings/api-keys/new">New key</Link>
            </Button>
          )
        }
      >
        What programs send events and read the log with. Only a digest of each is stored.
      </PageHeading>
      {revealed !== null && <RevealedKey apiKey={revealed} publicUrl={publicUrl} />}
      {keys.length > 0 ? (
        <KeyTable
          keys={keys}
          viewer={viewer}
          forms={{
            rotate: mayCreate ? { form: forms.rotate, asked: asked.create } : null,
            revoke: mayRevoke ? { form: forms.revoke, asked: asked.revoke } : null,
          }}
        />
      ) : (
        <EmptyState title="No keys yet">
          A program needs one to send events here: your PSA, RMM or a script.
        </EmptyState>
      )}
      {mayRevoke && (
        <SettingsSection
          title="Found a key?"
          says="In a repository, a ticket, a chat: paste it whole and it stops. Whoever holds a key can also send it to POST /api/v1/keys/revoke."
        >
          <Form
            form={forms.leaked}
            action="/api/keys/leaked"
            submit="Stop this key"
            tone="danger"
            labels={{ value: "The key" }}
          >
            <TextField
              form={forms.leaked}
              name="value"
              label="The key"
              autoComplete="off"
              spellCheck={false}
              placeholder="cus_live_…"
              className="font-mono"
            />
          </Form>
        </SettingsSection>
      )}
    </div>
  );
}
