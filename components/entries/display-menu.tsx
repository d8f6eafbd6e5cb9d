import { ArrowDown, ArrowUp, Columns3, RotateCcw } from "lucide-react";
import type { ReactNode } from "react";
import { columns } from "@/components/entries/columns";
import { PreferenceForm } from "@/components/entries/preference-form";
import { ShareDisplay } from "@/components/entries/share-display";
import { SoftLink } from "@/components/shell/soft-link";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/class-names";
import { Disclosure } from "@/components/ui/disclosure";
import { columnNames } from "@/lib/preferences/columns";
import type { Preferences } from "@/lib/preferences/model";

type Props = {
  /** The list in either order; the address says which. */
  orders: { label: string; href: string; isCurrent: boolean }[];
  display: Pick<Preferences, "columns" | "density" | "shortcuts"> & {
    zone: string;
    zoneChoice: string;
  };
};

const zones = [
  { value: "mine", label: "Mine" },
  { value: "utc", label: "UTC" },
  { value: "client", label: "The client's" },
];

/** How the list looks: remembered for its reader, in the address only when shared. */
export function DisplayMenu({ display, orders }: Props) {
  return (
    <Disclosure>
      <summary
        className={
          "flex h-8 items-center gap-1.5 rounded-md border border-input px-3 font-medium " +
          "text-sm hover:bg-accent max-md:h-11"
        }
      >
        <Columns3 aria-hidden className="size-4" />
        <span className="max-md:sr-only">Display</span>
      </summary>
      <div
        className={
          "absolute top-full right-0 z-40 mt-1 grid w-80 gap-3 rounded-md border " +
          "bg-popover p-3 text-sm max-md:right-auto max-md:left-0 max-md:w-[min(20rem,88vw)]"
        }
      >
        <OrderChoice orders={orders} />
        <Choice
          title="Rows"
          name="density"
          current={display.density}
          options={[
            { value: "comfortable", label: "Comfortable" },
            { value: "compact", label: "Compact" },
          ]}
        />
        <Choice
          title="Times"
          name="zone"
          current={display.zoneChoice}
          options={
            zones.some(({ value }) => value === display.zoneChoice)
              ? zones
              : [...zones, { value: display.zoneChoice, label: display.zone }]
          }
        />
        <Choice
          title="Single keys"
          name="shortcuts"
          current={display.shortcuts ? "on" : "off"}
          options={[
            { value: "on", label: "On" },
            { value: "off", label: "Off" },
          ]}
        />
        <ColumnChoice shown={display.columns} />
        <ShareDisplay display={display} />
      </div>
    </Disclosure>
  );
}

const choice = "min-h-7 flex-1 rounded-sm px-2 text-xs hover:bg-accent max-md:min-h-11";

function OrderChoice({ orders }: Pick<Props, "orders">) {
  return (
    <nav aria-label="Order" className="grid gap-1">
      <h2 className="text-muted-foreground text-xs">Order</h2>
      <div className="flex rounded-md border">
        {orders.map(({ label, href, isCurrent }) => (
          <SoftLink
            key={label}
            href={href}
            aria-current={isCurrent ? "true" : undefined}
            className={cn(
              choice,
              "flex items-center justify-center",
              isCurrent ? "bg-accent font-medium" : "text-muted-foreground",
            )}
          >
            {label}
          </SoftLink>
        ))}
      </div>
    </nav>
  );
}

function Choice({
  title,
  name,
  current,
  options,
}: {
  title: string;
  name: string;
  current: string;
  options: { value: string; label: string }[];
}) {
  return (
    <PreferenceForm aria-label={title} className="grid gap-1">
      <h2 className="text-muted-foreground text-xs">{title}</h2>
      <div className="flex rounded-md border">
        {options.map(({ value, label }) => (
          <button
            key={value}
            type="submit"
            name={name}
            value={value}
            aria-pressed={value === current}
            className={cn(
              choice,
              value === current ? "bg-accent font-medium" : "text-muted-foreground",
            )}
          >
            {label}
          </button>
        ))}
      </div>
    </PreferenceForm>
  );
}

function ColumnChoice({ shown }: { shown: Preferences["columns"] }) {
  const hidden = columnNames.filter((name) => !shown.includes(name));
  return (
    <PreferenceForm aria-label="Columns" className="grid gap-1 max-md:hidden">
      <div className="flex items-center justify-between">
        <h2 className="text-muted-foreground text-xs">Columns</h2>
        <Button type="submit" name="reset" value="1" size="small" variant="ghost">
          <RotateCcw aria-hidden />
          As at first
        </Button>
      </div>
      <ul className="max-h-[40vh] overflow-y-auto">
        {shown.map((name, at) => (
          <li key={name} className="flex items-center">
            <Toggle name={name} isShown>
              {columns[name].name}
            </Toggle>
            <Move how="up" name={name} isPossible={at > 0} />
            <Move how="down" name={name} isPossible={at < shown.length - 1} />
          </li>
        ))}
        {hidden.map((name) => (
          <li key={name} className="flex items-center">
            <Toggle name={name} isShown={false}>
              {columns[name].name}
            </Toggle>
          </li>
        ))}
      </ul>
    </PreferenceForm>
  );
}

function Toggle({
  name,
  isShown,
  children,
}: {
  name: string;
  isShown: boolean;
  children: ReactNode;
}) {
  return (
    <button
      type="submit"
      name="toggle"
      value={name}
      aria-pressed={isShown}
      className="flex min-h-7 flex-1 items-center gap-2 rounded-sm px-1 text-left hover:bg-accent aria-[pressed=false]:text-muted-foreground"
    >
      <span
        aria-hidden
        className="flex size-4 items-center justify-center rounded-sm border border-input text-xs"
      >
        {isShown ? "✓" : ""}
      </span>
      {children}
    </button>
  );
}

function Move({
  how,
  name,
  isPossible,
}: {
  how: "up" | "down";
  name: keyof typeof columns;
  isPossible: boolean;
}) {
  const Icon = how === "up" ? ArrowUp : ArrowDown;
  const where = how === "up" ? "earlier" : "later";
  return (
    <Button
      type="submit"
      name={how}
      value={name}
      size="tiny"
      variant="ghost"
      disabled={!isPossible}
      aria-label={`Show ${columns[name].name} ${where}`}
    >
      <Icon aria-hidden />
    </Button>
  );
}
