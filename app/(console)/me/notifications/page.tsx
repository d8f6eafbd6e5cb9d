import type { Metadata } from "next";
import { SelectField, TextField } from "@/components/forms/fields";
import { Form } from "@/components/forms/form";
import { Section } from "@/components/integrity/section";
import { NotificationList } from "@/components/notifications/notification-list";
import { PageHeading } from "@/components/shell/page-heading";
import { PostForm } from "@/components/shell/post-form";
import { Button } from "@/components/ui/button";
import { loadNotifications } from "@/lib/notifications/loaders";
import {
  choosable,
  digestHour,
  hows,
  howWords,
  kindWords,
} from "@/lib/notifications/model";
import { loadZone } from "@/lib/organizations/loaders";

export const metadata: Metadata = { title: "Notifications – Custody" };

const options = hows.map((value) => ({ value, label: howWords[value] }));
const labels = Object.fromEntries(choosable.map((kind) => [kind, kindWords[kind].name]));

/** What you were told of, and how you want to be told. */
export default async function Page() {
  const { notifications, form, zone } = await loadNotifications();
  const viewer = { zone: await loadZone(), now: Date.now(), clientNames: {} };
  const isAllRead = notifications.every(({ readAt }) => readAt !== null);
  return (
    <div className="grid gap-8 pb-10">
      <PageHeading title="Notifications" actions={!isAllRead && <MarkRead />}>
        What concerns you. The log has all of it, whatever you are told.
      </PageHeading>
      <div className="px-6 max-md:px-4">
        {notifications.length > 0 ? (
          <NotificationList notifications={notifications} viewer={viewer} />
        ) : (
          <p className="text-muted-foreground text-sm">Nothing yet.</p>
        )}
      </div>
      <Section title="By mail">
        <Form
          form={form}
          action="/api/notifications/choices"
          submit="Save"
          labels={{ ...labels, from: "Quiet from", to: "Quiet to" }}
        >
          {choosable.map((kind) => (
            <SelectField
              key={kind}
              form={form}
              name={kind}
              label={kindWords[kind].name}
              hint={kindWords[kind].says}
              options={options}
            />
          ))}
          <p className="text-muted-foreground text-sm">
            An integrity warning comes at once, also at night. The digest comes at{" "}
            {digestHour}:00 ({zone}).
          </p>
          <div className="flex flex-wrap gap-4">
            <TextField
              form={form}
              name="from"
              label="Quiet from"
              type="time"
              className="w-fit"
              isOptional
            />
            <TextField
              form={form}
              name="to"
              label="Quiet to"
              hint={`In ${zone}; mails wait until then`}
              type="time"
              className="w-fit"
              isOptional
            />
          </div>
        </Form>
      </Section>
    </div>
  );
}

function MarkRead() {
  return (
    <PostForm target={{ action: "/api/notifications/read" }}>
      <Button type="submit">Mark all as read</Button>
    </PostForm>
  );
}
