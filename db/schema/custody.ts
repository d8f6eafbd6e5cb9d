import { customType, pgSchema } from "drizzle-orm/pg-core";

export const custody = pgSchema("custody");

export const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => "bytea",
});

export const inet = customType<{ data: string }>({ dataType: () => "inet" });
