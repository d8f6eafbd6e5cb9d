import { z } from "zod";
import { isZone } from "@/lib/kit/zone";
import { type ColumnName, columnNames } from "./columns";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

export const densities = ["comfortable", "compact"] as const;
export type Density = (typeof densities)[number];

export { type ColumnName, columnNames, formatColumns } from "./columns";

/** The reader's own zone, UTC, that of the client an entry is about, or one by its name. */
export const zoneChoices = ["mine", "utc", "client"] as const;

/** How one person likes pages to look; nobody else sees any of it. */
export type Preferences = {
  zone: string;
  theme: Theme;
  density: Density;
  /** The columns of the log, in their order. */
  columns: readonly ColumnName[];
  /** Single-letter shortcuts (WCAG 2.1.4). */
  shortcuts: boolean;
  /** Details beside the list rather than over it, where the screen is wide enough. */
  dock: boolean;
};

export const defaultColumns = [
  "when",
  "who",
  "action",
  "entity",
  "changes",
  "ip",
  "outcome",
] as const satisfies ColumnName[];

export const defaultPreferences: Preferences = {
  zone: "mine",
  theme: "system",
  density: "comfortable",
  columns: defaultColumns,
  shortcuts: true,
  dock: false,
};

const columns = z
  .array(z.enum(columnNames))
  .min(1)
  .refine((names) => new Set(names).size === names.length, {
    error: "must name each column once",
  });

/** A change of some of them. */
export const preferencesSchema = z
  .strictObject({
    zone: z.string().refine(isZoneChoice, { error: "must be a time zone" }),
    theme: z.enum(themes),
    density: z.enum(densities),
    columns,
    shortcuts: z.boolean(),
    dock: z.boolean(),
  })
  .partial();

export type PreferencesChange = z.infer<typeof preferencesSchema>;

export function isZoneChoice(text: string): boolean {
  return zoneChoices.some((choice) => choice === text) || isZone(text);
}

/** What is stored may be older than this code: what it no longer knows is as by default. */
export function readPreferences(stored: unknown): Preferences {
  const given = z.record(z.string(), z.unknown()).safeParse(stored);
  const usable = Object.entries(given.data ?? {}).filter(
    ([name, value]) => preferencesSchema.safeParse({ [name]: value }).success,
  );
  return { ...defaultPreferences, ...Object.fromEntries(usable) };
}

/** `who,when,ip`, as it stands in an address; null when it names no column, or one twice. */
export function parseColumns(text: string): readonly ColumnName[] | null {
  const parsed = columns.safeParse(text.split(","));
  return parsed.success ? parsed.data : null;
}

/** One column moved by a place, up (-1) or down (1); at the end of the list it stays. */
export function moveColumn(
  names: readonly ColumnName[],
  name: ColumnName,
  step: -1 | 1,
): readonly ColumnName[] {
  const at = names.indexOf(name);
  const other = names[at + step];
  if (at < 0 || other === undefined) return names;
  return names.map((one) => (one === name ? other : one === other ? name : one));
}
