import { FilterForm } from "@/components/entries/filter-form";
import { QueryBox } from "@/components/entries/query-box";
import { type RangeChoice, RangePopover } from "@/components/entries/range-popover";
import { Button } from "@/components/ui/button";
import { isFieldName } from "@/lib/entries/field-names";

const rangeNames = ["range", "from", "to"];

/** One line of text for what, one popover for when; each takes the other along. */
export function QueryForm({
  action,
  pairs,
  text,
  client,
  range,
}: {
  /** The path of the list; the forms send themselves there with GET. */
  action: string;
  /** The view's parameters, without the page of it and what is open. */
  pairs: [name: string, value: string][];
  /** The view's terms and text, as the query box says them. */
  text: string;
  /** The one client this list is about, for suggestions. */
  client: string | null;
  range: RangeChoice;
}) {
  const isInBox = (name: string) => name === "q" || isFieldName(name);
  return (
    <div className="flex flex-wrap items-start gap-2 px-6 pt-4 max-md:px-4">
      <FilterForm
        id="filters"
        action={action}
        className="flex min-w-60 flex-1 gap-2 max-md:w-full max-md:flex-none"
      >
        {pairs
          .filter(([name]) => !isInBox(name))
          .map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
        <QueryBox text={text} client={client} />
        <Button type="submit" variant="primary">
          Search
        </Button>
      </FilterForm>
      <RangePopover
        action={action}
        kept={pairs.filter(([name]) => !rangeNames.includes(name))}
        choice={range}
        client={client}
      />
    </div>
  );
}
