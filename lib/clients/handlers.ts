import { handleStaffForm } from "@/lib/forms/handlers";
import { createClient } from "./mutations";

export const handleCreateClient = handleStaffForm(
  { form: "client", page: "/clients/new", fields: ["name", "slug", "timeZone"] },
  async ({ ctx, field }) => {
    const name = field("name");
    await createClient(ctx, { name, slug: field("slug"), timeZone: field("timeZone") });
    return { to: "/clients", notice: `Client ${name} created.` };
  },
);
