import { HostileText } from "@/components/entries/hostile-text";
import { TextField } from "@/components/forms/fields";
import { Form } from "@/components/forms/form";
import { PostForm } from "@/components/shell/post-form";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { ExportAddress } from "@/lib/export-addresses/model";
import type { FormState } from "@/lib/forms/model";

/** Addresses outside that exports may go to, once their owners said so. */
export function AddressSection({
  addresses,
  form,
  mayChange,
}: {
  addresses: ExportAddress[];
  form: FormState;
  mayChange: boolean;
}) {
  return (
    <section
      aria-labelledby="addresses"
      className="grid max-w-3xl gap-3 px-6 max-md:px-4"
    >
      <h2 id="addresses" className="font-semibold">
        Addresses outside
      </h2>
      <p className="text-muted-foreground text-sm">
        Staff get scheduled exports as they are. Anybody else confirms a mailed link
        first.
      </p>
      {addresses.length > 0 && (
        <ul className="divide-y border-y text-sm">
          {addresses.map(({ email, confirmedAt }) => (
            <li key={email} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
              <HostileText text={email} className="min-w-0 [overflow-wrap:anywhere]" />
              <Badge tone={confirmedAt === null ? "quiet" : "create"}>
                {confirmedAt === null ? "Asked" : "Confirmed"}
              </Badge>
              {mayChange && (
                <PostForm
                  target={{ action: "/api/exports/addresses/remove" }}
                  className="ml-auto"
                >
                  <input type="hidden" name="email" value={email} />
                  <Button type="submit" size="small" aria-label={`Remove ${email}`}>
                    Remove
                  </Button>
                </PostForm>
              )}
            </li>
          ))}
        </ul>
      )}
      {mayChange && (
        <Form form={form} action="/api/exports/addresses" submit="Ask to confirm">
          <TextField form={form} name="email" label="Address" type="email" />
        </Form>
      )}
    </section>
  );
}
