import { RadioField, TextField } from "@/components/forms/fields";
import { channels, channelWords, feedLimits, forms, formWords } from "@/lib/feeds/model";
import type { FormState } from "@/lib/forms/model";

const secret = { autoComplete: "off", spellCheck: false, className: "font-mono" };

type Labels = Record<
  "channel" | "form" | "begins" | "query" | "secret" | "keyId",
  string
>;

/** Everything that a feed is made of. */
export function FeedFields({ form, labels }: { form: FormState; labels: Labels }) {
  return (
    <>
      <Receiver form={form} labels={labels} />
      <Entries form={form} labels={labels} />
    </>
  );
}

/** Where it goes, and how the receiver knows us. */
function Receiver({ form, labels }: { form: FormState; labels: Labels }) {
  return (
    <>
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
    </>
  );
}

/** Which entries go, and how they are written. */
function Entries({ form, labels }: { form: FormState; labels: Labels }) {
  return (
    <>
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
    </>
  );
}
