import { Search } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { describeVerb, verbs } from "@/lib/catalogue/verbs";
import type { PortalView } from "@/lib/portal/view";
import { portalRanges } from "@/lib/portal/view";

type Option = { value: string; label: string };

/** Few filters, as one form that works before any script. */
export function PortalFilters({
  base,
  view,
  people,
}: {
  base: string;
  view: PortalView;
  people: Option[];
}) {
  const { range, terms, q } = view.filter;
  const isDated = range.kind === "absolute";
  return (
    <search aria-label="Filter the activity">
      <form action={base} method="get" className="flex flex-wrap items-center gap-2">
        {isDated ? (
          <Dates from={range.from} to={range.to} />
        ) : (
          <Choice
            name="range"
            label="When"
            value={range.token}
            options={withOwn(portalRanges, range.token)}
          />
        )}
        <Choice
          name="verb"
          label="What"
          value={terms.verb?.include[0] ?? ""}
          options={[{ value: "", label: "Everything" }, ...verbOptions]}
        />
        <Choice
          name="actor"
          label="Who"
          value={valueOfTerms(terms.actor)}
          options={[...whoOptions, ...people]}
        />
        <div className="flex min-w-48 flex-1 gap-2">
          <Input
            type="search"
            name="q"
            aria-label="Search"
            placeholder="Search…"
            defaultValue={q ?? ""}
            className="min-w-0 flex-1"
          />
          <Button type="submit" variant="primary">
            <Search aria-hidden />
            Show
          </Button>
        </div>
      </form>
    </search>
  );
}

const verbOptions: Option[] = verbs.map((verb) => ({
  value: verb,
  label: describeVerb(verb).words,
}));

const whoOptions: Option[] = [
  { value: "", label: "Everyone" },
  { value: "type:user", label: "People" },
  { value: "-type:user", label: "Automatic" },
];

function valueOfTerms(terms: PortalView["filter"]["terms"]["actor"]): string {
  if (!terms) return "";
  const [included] = terms.include;
  return included ?? (terms.exclude[0] ? `-${terms.exclude[0]}` : "");
}

/** A range that an address gives is offered too, so that showing it again keeps it. */
function withOwn(options: Option[], token: string): Option[] {
  const isListed = options.some(({ value }) => value === token);
  return isListed ? options : [{ value: token, label: token }, ...options];
}

function Choice({
  name,
  label,
  value,
  options,
}: {
  name: string;
  label: string;
  value: string;
  options: Option[];
}) {
  return (
    <Select
      name={name}
      aria-label={label}
      defaultValue={value}
      className="w-auto max-w-48"
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </Select>
  );
}

function Dates({ from, to }: { from: string | null; to: string | null }) {
  return (
    <span className="flex items-center gap-1.5">
      <Input
        type="date"
        name="from"
        aria-label="From"
        defaultValue={from?.slice(0, 10) ?? ""}
        className="w-auto"
      />
      <span aria-hidden>–</span>
      <Input
        type="date"
        name="to"
        aria-label="To"
        defaultValue={to?.slice(0, 10) ?? ""}
        className="w-auto"
      />
    </span>
  );
}
