import type { Metadata } from "next";
import { RadioField, TextField } from "@/components/forms/fields";
import { Form } from "@/components/forms/form";
import { PageHeading } from "@/components/shell/page-heading";
import { loadNewFeed } from "@/lib/feeds/loaders";
import { channels, channelWords, feedLimits, forms, formWords } from "@/lib/feeds/model";

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
  const secret = { autoComplete: "off", spellCheck: false, className: "font-mono" };
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
          <TextField
            form={form}
            name="name"
            hint="What receives it: the SIEM of the SOC"
            maxLength={feedLimits.nameLengthMax}
            autoComplete="off"
          />
          <RadioField
            form={form}
            name="channel"
            label={labels.channel}
            options={channels.map((value) => ({
              value,
              label: channelWords[value].name,
              hint: (
                <>
                  {channelWords[value].says}{" "}
                  <code className="[overflow-wrap:anywhere]">
                    {channelWords[value].address}
                  </code>
                </>
              ),
            }))}
          />
          <TextField
            form={form}
            name="address"
            hint="Kept encrypted; only its host is shown"
            {...secret}
          />
          <TextField
            form={form}
            name="secret"
            label={labels.secret}
            hint="Splunk's token, the Authorization header of a collector, or the secret key of a bucket"
            type="password"
            isOptional
            {...secret}
          />
          <TextField
            form={form}
            name="keyId"
            label={labels.keyId}
            hint="Of a bucket"
            isOptional
            {...secret}
          />
          <TextField form={form} name="region" hint="Of a bucket" isOptional />
          <RadioField
            form={form}
            name="form"
            label={labels.form}
            options={forms.map((value) => ({
              value,
              label: formWords[value].name,
              hint: formWords[value].says,
            }))}
          />
          <TextField
            form={form}
            name="query"
            label={labels.query}
            hint="As it stands in the log's address, like verb=delete&client=acme; empty for everything"
            isOptional
            {...secret}
          />
          <RadioField
            form={form}
            name="begins"
            label={labels.begins}
            options={[
              { value: "now", label: "With what comes next" },
              { value: "oldest", label: "At the oldest entry" },
            ]}
          />
        </Form>
      </div>
    </>
  );
}
