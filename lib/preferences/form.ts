import {
  type ColumnName,
  columnNames,
  defaultColumns,
  moveColumn,
  type Preferences,
  type PreferencesChange,
  parseColumns,
} from "./model";

export const preferencesForm = "preferences";
export const preferencesPage = "/me/preferences";

type Field = (name: string) => string;

/**
 * What the fields of a form change. `columns` is the list to show, `toggle` shows or hides
 * one more, `up` and `down` move one by a place, `reset` brings the first ones back.
 */
export function readFormChange(field: Field, known: Preferences): PreferencesChange {
  const columns = readColumns(field, known);
  const given = {
    zone: field("zone") || undefined,
    theme: field("theme") || undefined,
    density: field("density") || undefined,
    shortcuts: readSwitch(field("shortcuts")),
    dock: readSwitch(field("dock")),
    columns: columns === null ? undefined : [...columns],
  };
  const pairs = Object.entries(given).filter(([, value]) => value !== undefined);
  return Object.fromEntries(pairs) as PreferencesChange;
}

function readColumns(field: Field, { columns }: Preferences) {
  if (field("reset") !== "") return defaultColumns;
  const [up, down, toggle] = [field("up"), field("down"), field("toggle")].map(
    readColumn,
  );
  if (up) return moveColumn(columns, up, -1);
  if (down) return moveColumn(columns, down, 1);
  if (toggle) return toggleColumn(columns, toggle);
  return field("columns") === "" ? null : parseColumns(field("columns"));
}

/** The last column stays: a table without one shows nothing. */
function toggleColumn(columns: readonly ColumnName[], name: ColumnName) {
  if (!columns.includes(name)) return [...columns, name];
  return columns.length === 1 ? columns : columns.filter((one) => one !== name);
}

function readColumn(text: string): ColumnName | undefined {
  return columnNames.find((name) => name === text);
}

function readSwitch(text: string): boolean | undefined {
  if (text === "on") return true;
  return text === "off" ? false : undefined;
}
