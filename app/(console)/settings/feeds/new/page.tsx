import type { Metadata } from "next";
import { FeedFields } from "@/components/feeds/feed-fields";
import { Form } from "@/components/forms/form";
import { PageHeading } from "@/components/shell/page-heading";
import { loadNewFeed } from "@/lib/feeds/loaders";

export const metadata: Metadata = { title: "New feed – Custody" };

const labels = {
  channel: "How they go",
  form: "Written as",
  begins: "Begins",
  query: "Filter",
  secret: "Token or secret key",
  keyId: "Access key id",
};

export default async function Page() {
  const form = await loadNewFeed("");
  return (
    <>
      <PageHeading title="New feed" back={{ label: "Feeds", href: "/settings/feeds" }}>
        A feed takes entries out of Custody for good: making one is an entry with a
        warning, and asks who you are once more.
      </PageHeading>
      <div className="px-6 py-5 max-md:px-4">
        <Form
          form={form}
          action="/api/feeds"
          submit="Create the feed"
          cancelHref="/settings/feeds"
          labels={labels}
        >
          <FeedFields form={form} labels={labels} />
        </Form>
      </div>
    </>
  );
}
