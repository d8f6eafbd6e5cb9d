import type { Metadata } from "next";
import { TextField } from "@/components/forms/fields";
import { Form } from "@/components/forms/form";
import { PageHeading } from "@/components/shell/page-heading";
import { SoftLink } from "@/components/shell/soft-link";
import { Alert } from "@/components/ui/alert";
import { describeRangeWords } from "@/lib/entries/range-words";
import { parseView } from "@/lib/entries/view";
import { loadNewReview } from "@/lib/reviews/loaders";
import { describeConditions } from "../review-words";

export const metadata: Metadata = { title: "New review – Custody" };

type Props = {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const grouped = new Intl.NumberFormat("en-GB");

export default async function Page({ searchParams }: Props) {
  const loaded = await loadNewReview(toQuery(await searchParams));
  const { form, query, wish, problems, zone } = loaded;
  const { range } = parseView(new URLSearchParams(query)).view.filter;
  return (
    <>
      <PageHeading
        title="New review"
        back={{ label: "Reviews", href: "/evidence/reviews" }}
      >
        The entries that match now are counted and frozen: what arrives later is not part
        of the review. That it began is in the log.
      </PageHeading>
      <div className="grid max-w-2xl gap-5 px-6 py-5 max-md:px-4">
        {wish === null ? (
          <Alert tone="danger">
            <div>
              <p className="font-medium">This address cannot be reviewed as it is.</p>
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
            </div>
          </Alert>
        ) : (
          <>
            <div className="grid gap-1 text-sm">
              <p>
                <span className="font-medium tabular-nums">
                  {grouped.format(wish.entryCount)}
                </span>{" "}
                {wish.entryCount === 1 ? "entry" : "entries"}: {describeConditions(query)}
                , {describeRangeWords(range, zone)} ({zone})
              </p>
              <p className="text-muted-foreground">
                <SoftLink className="underline" href={`/admin/audit-logs?${query}`}>
                  See them, or choose others
                </SoftLink>
                ; the log's own page leads back here.
              </p>
            </div>
            <Form
              form={form}
              action="/api/reviews"
              submit="Begin the review"
              cancelHref="/evidence/reviews"
            >
              <input type="hidden" name="query" value={query} />
              <TextField
                form={form}
                name="name"
                label="What is reviewed"
                hint="For example: privileged changes, third quarter"
                maxLength={120}
              />
            </Form>
          </>
        )}
      </div>
    </>
  );
}

function toQuery(params: Record<string, string | string[] | undefined>): string {
  const pairs = Object.entries(params).flatMap(([name, value]) =>
    [value ?? []].flat().map((one): [string, string] => [name, one]),
  );
  return new URLSearchParams(pairs).toString();
}
