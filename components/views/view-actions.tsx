import { TextField } from "@/components/forms/fields";
import { Form } from "@/components/forms/form";
import { PostForm } from "@/components/shell/post-form";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import type { FormState } from "@/lib/forms/model";

/** What its maker, an owner or an admin may do with a saved view. */
export function ViewActions({
  view,
  rename,
}: {
  view: { id: string; name: string; isShared: boolean };
  rename: FormState;
}) {
  const action = `/api/views/${view.id}`;
  return (
    <>
      <Confirm
        label="Rename"
        title={`Rename “${view.name}”`}
        variant="ghost"
        size="small"
      >
        <Form form={rename} action={action} submit="Rename">
          <input type="hidden" name="act" value="rename" />
          <TextField form={rename} name="name" maxLength={80} autoComplete="off" />
        </Form>
      </Confirm>
      <PostForm target={{ action }}>
        <input type="hidden" name="act" value={view.isShared ? "unshare" : "share"} />
        <Button type="submit" variant="ghost" size="small">
          {view.isShared ? "Stop sharing" : "Share"}
          <span className="sr-only">: {view.name}</span>
        </Button>
      </PostForm>
      <Confirm
        label="Delete"
        title={`Delete “${view.name}”?`}
        variant="ghost"
        size="small"
      >
        <p className="text-muted-foreground">
          Links to it keep working: they hold the whole filter.
        </p>
        <PostForm target={{ action }}>
          <input type="hidden" name="act" value="delete" />
          <Button type="submit" variant="danger">
            Delete view
          </Button>
        </PostForm>
      </Confirm>
    </>
  );
}
