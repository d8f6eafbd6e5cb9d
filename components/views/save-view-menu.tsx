import { Bookmark, ChevronDown } from "lucide-react";
import { HostileText } from "@/components/entries/hostile-text";
import { TextField } from "@/components/forms/fields";
import { Form } from "@/components/forms/form";
import { SubmitButton } from "@/components/forms/submit-button";
import { PostForm } from "@/components/shell/post-form";
import { SoftLink } from "@/components/shell/soft-link";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Disclosure } from "@/components/ui/disclosure";
import type { FormState } from "@/lib/forms/model";

export type CurrentView = {
  id: string;
  name: string;
  /** It may be replaced by what is shown. */
  canUpdate: boolean;
  isModified: boolean;
};

/** Keeps the list as it is under a name, or in the place of the view it came from. */
export function SaveViewMenu({
  form,
  query,
  current,
}: {
  form: FormState;
  /** The list as it is, in the canonical form of its address. */
  query: string;
  current: CurrentView | null;
}) {
  return (
    <Disclosure open={form.summary !== null || undefined}>
      <Button asChild>
        <summary id="save-view">
          <Bookmark aria-hidden />
          {current === null ? (
            <span className="max-md:sr-only">Save view</span>
          ) : (
            <HostileText text={current.name} className="max-w-40 truncate" />
          )}
          {current?.isModified && (
            <span className="font-normal text-muted-foreground">modified</span>
          )}
          <ChevronDown aria-hidden />
        </summary>
      </Button>
      <div className="absolute top-full right-0 z-30 mt-1 grid w-80 max-w-[calc(100vw-2rem)] gap-3 rounded-md border bg-popover p-3 max-md:right-auto max-md:left-0">
        {current?.isModified && current.canUpdate && (
          <PostForm
            target={{ action: `/api/views/${current.id}` }}
            className="grid gap-2 border-b pb-3"
          >
            <input type="hidden" name="act" value="update" />
            <input type="hidden" name="query" value={query} />
            <SubmitButton>Update “{current.name}”</SubmitButton>
          </PostForm>
        )}
        <Form form={form} action="/api/views" submit="Save as a new view">
          <input type="hidden" name="query" value={query} />
          <TextField
            form={form}
            name="name"
            maxLength={80}
            autoComplete="off"
            placeholder="Deletions at Acme"
          />
          <Checkbox name="isShared" value="on" className="px-0">
            Everyone in the organization sees it
          </Checkbox>
        </Form>
        <SoftLink
          href="/views"
          className="w-fit text-primary text-sm underline-offset-2 hover:underline max-md:py-2"
        >
          All views
        </SoftLink>
      </div>
    </Disclosure>
  );
}
