import type { Metadata } from "next";
import { ChecksField, RadioField } from "@/components/forms/fields";
import { Form } from "@/components/forms/form";
import { PageHeading } from "@/components/shell/page-heading";
import { Alert } from "@/components/ui/alert";
import { listChips } from "@/lib/entries/chips";
import { describeRangeWords } from "@/lib/entries/range-words";
import { changeFilter, defaultView } from "@/lib/entries/view";
import { loadNewExport, type NewExport } from "@/lib/export-requests/loaders";
import { formatWords } from "@/lib/export-requests/model";
import { describeBytes, estimateBytes } from "@/lib/export-requests/size";
import { loadZone } from "@/lib/organizations/loaders";
import { toQuery } from "../query";

export const metadata: Metadata = { title: "New export – Custody" };

type Props = {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const grouped = new Intl.NumberFormat("en-GB");

/** A file of exactly what the log shows: how much it is stands here before the click. */
export default async function Page({ searchParams }: Props) {
  const zone = await loadZone();
  const asked = toQuery(await searchParams);
  const loaded = await loadNewExport(asked, zone);
  const { form, wish, problems, wholeQuery, maySchedule } = loaded;
  return (
    <>
      <PageHeading title="New export" back={{ label: "Exports", href: "/exports" }}>
        The file holds the entries that are there now; what arrives later is not in it.
        This export will itself be recorded.
      </PageHeading>
      <div className="grid max-w-2xl gap-5 px-6 py-5 max-md:px-4">
        {wish === null ? (
          <Refused problems={problems} />
        ) : (
          <>
            <Summary
              wish={wish}
              zone={zone}
              wholeQuery={wholeQuery}
              maySchedule={maySchedule}
            />
            <Form
              form={form}
              action="/api/exports"
              submit="Export"
              cancelHref={`/admin/audit-logs?${wish.query}`}
              labels={{ format: "Format", withManifest: "Manifest" }}
            >
              <input type="hidden" name="query" value={wish.query} />
              <input type="hidden" name="zone" value={zone} />
              <RadioField
                form={form}
                name="format"
                label="Format"
                options={wish.formats.map((format) => ({
                  value: format,
                  label: `${formatWords[format].name}, about ${describeBytes(
                    estimateBytes(format, wish.rowCount, wish.rowBytes),
                  )}`,
                  hint: formatWords[format].says,
                }))}
              />
              <ChecksField
                form={form}
                name="withManifest"
                label="Manifest"
                options={[
                  {
                    value: "on",
                    label: "Include a signed manifest",
                    hint: "As a zip: what was asked and verified, and the hash of the file, under the log’s key. A bundle always has one.",
                  },
                ]}
              />
            </Form>
          </>
        )}
      </div>
    </>
  );
}

function Summary({
  wish: { filter, rowCount, query },
  zone,
  wholeQuery,
  maySchedule,
}: {
  wish: NonNullable<NewExport["wish"]>;
  zone: string;
  wholeQuery: string;
  maySchedule: boolean;
}) {
  const view = changeFilter(defaultView, filter);
  const chips = listChips(view, undefined, zone).filter(({ field }) => field !== "range");
  return (
    <div className="grid gap-1 text-sm">
      <p>
        <span className="font-medium tabular-nums">{grouped.format(rowCount)}</span>{" "}
        {rowCount === 1 ? "entry" : "entries"}, {describeRangeWords(filter.range, zone)}
        {chips.length > 0 && `: ${chips.map(({ label }) => label).join(", ")}`}
      </p>
      <p className="text-muted-foreground">
        <a className="underline" href={`/admin/audit-logs?${query}`}>
          See them first
        </a>
        {maySchedule && (
          <>
            {", "}
            <a className="underline" href={`/exports/schedules/new?${query}`}>
              send it regularly
            </a>
          </>
        )}
        {query !== wholeQuery && (
          <>
            {" or take "}
            <a className="underline" href={`/exports/new?${wholeQuery}`}>
              the whole log
            </a>
          </>
        )}
      </p>
    </div>
  );
}

/** Evidence never leaves a condition out in silence. */
function Refused({ problems }: Pick<NewExport, "problems">) {
  return (
    <Alert tone="danger">
      <p className="font-medium">This address cannot be exported as it is.</p>
      <ul className="list-disc pl-5">
        {problems.map(({ name, value, why }) => (
          <li key={`${name}=${value}`}>
            <code>
              {name}={value}
            </code>{" "}
            {why}
          </li>
        ))}
      </ul>
      <p>
        The log would ignore it and show more than was asked for. Go back and correct it.
      </p>
    </Alert>
  );
}
