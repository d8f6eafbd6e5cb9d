import { ActionForm } from "@/components/forms/action-form";
import { SelectField } from "@/components/forms/fields";
import { SettingsSection } from "@/components/settings/settings-section";
import { PostForm } from "@/components/shell/post-form";
import { Button } from "@/components/ui/button";
import type { FormState } from "@/lib/forms/model";
import type { Asked } from "@/lib/reasons/model";

export type ClientActionsPage = {
  client: {
    id: string;
    slug: string;
    name: string;
    archivedAt: Date | null;
    mergedIntoId: string | null;
  };
  others: { slug: string; name: string }[];
  asked: Record<"archive" | "merge", Asked>;
  forms: Record<"archive" | "merge", FormState>;
};

/** Archive, restore, merge: nothing of a client's history is ever lost. */
export function ClientActions({ page }: { page: ClientActionsPage }) {
  const { client, others, asked, forms } = page;
  if (client.mergedIntoId !== null) return null;
  const path = `/api/clients/${client.id}`;
  const where = <input type="hidden" name="page" value={client.slug} />;
  return (
    <SettingsSection
      title="Archive or merge"
      says="Its history stays readable either way."
    >
      <div className="flex flex-wrap gap-2">
        {client.archivedAt === null ? (
          <ActionForm
            form={forms.archive}
            id={client.id}
            action={`${path}/archive`}
            label="Archive"
            title={`Archive ${client.name}?`}
            asked={asked.archive}
          >
            <p>
              It leaves the list of active clients. Senders that name it are still heard.
            </p>
            {where}
          </ActionForm>
        ) : (
          <PostForm target={{ action: `${path}/restore` }}>
            {where}
            <Button type="submit">Restore</Button>
          </PostForm>
        )}
        <ActionForm
          form={forms.merge}
          id={client.id}
          action={`${path}/merge`}
          label="Merge"
          title={`Merge ${client.name} into another client?`}
          asked={asked.merge}
          tone="danger"
        >
          {(form) => (
            <>
              <p>
                It is archived and says where it goes on. The two streams stay two, each
                provable as it is; the merge is an entry on both. This cannot be undone.
              </p>
              <SelectField
                form={form}
                name="intoSlug"
                label="Goes on as"
                options={[
                  { value: "", label: "Choose a client" },
                  ...others.map(({ slug, name }) => ({ value: slug, label: name })),
                ]}
              />
              {where}
            </>
          )}
        </ActionForm>
      </div>
    </SettingsSection>
  );
}
