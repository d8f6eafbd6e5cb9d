import { ActionForm } from "@/components/forms/action-form";
import { SettingsSection } from "@/components/settings/settings-section";
import { PostForm } from "@/components/shell/post-form";
import { Button } from "@/components/ui/button";
import type { FormState } from "@/lib/forms/model";
import type { Asked } from "@/lib/reasons/model";

export type EndingPage = {
  person: { id: string; name: string; disabledAt: Date | null };
  keys: { id: string; name: string }[];
  isSelf: boolean;
  asked: Record<"disable" | "remove", Asked>;
  forms: Record<"disable" | "remove", FormState>;
};

/** How somebody's access ends, for a while or for good. */
export function EndingSections({ page }: { page: EndingPage }) {
  const { person, keys, isSelf, asked, forms } = page;
  const path = `/api/people/${person.id}`;
  const says = (
    <>
      <p>Their sessions end at once. Their entries, and their name in them, stay.</p>
      {keys.length > 0 && (
        <p>API keys they made stop working: {keys.map(({ name }) => name).join(", ")}.</p>
      )}
    </>
  );
  if (isSelf) {
    return (
      <SettingsSection title="Ending access">
        <p className="text-muted-foreground text-sm">
          Somebody else has to end your own access.
        </p>
      </SettingsSection>
    );
  }
  return (
    <SettingsSection title="Ending access" says="Disabling can be undone.">
      <div className="flex flex-wrap gap-2">
        {person.disabledAt === null ? (
          <ActionForm
            form={forms.disable}
            id={person.id}
            action={`${path}/disable`}
            label="Disable"
            title={`Disable ${person.name}?`}
            asked={asked.disable}
            tone="danger"
          >
            {says}
          </ActionForm>
        ) : (
          <PostForm target={{ action: `${path}/enable` }}>
            <Button type="submit">Enable again</Button>
          </PostForm>
        )}
        <ActionForm
          form={forms.remove}
          id={person.id}
          action={`${path}/remove`}
          label="Remove"
          title={`Remove ${person.name}?`}
          asked={asked.remove}
          tone="danger"
        >
          {says}
        </ActionForm>
      </div>
    </SettingsSection>
  );
}
