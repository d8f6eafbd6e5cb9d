import type { EventInput } from "@/lib/entries/model";

const statuses = ["Open", "In progress", "Waiting", "Closed"];
const people = ["Alice Ng", "Bo Diaz", "Carol Xu", "Dan Okoro"];

/** An ordinary event of a PSA: two changed fields, a browser, a little metadata. */
export function makeEvent(at: number, client: string | null = null): EventInput {
  const person = people[at % people.length] ?? "";
  const email = `${person.split(" ")[0]?.toLowerCase()}@northwind.example`;
  return {
    action: "ticket.status_changed",
    actor: {
      type: "user",
      id: `usr_${at % 40}`,
      email,
      name: person,
      role: "technician",
    },
    target: {
      type: "ticket",
      id: String(at % 5000),
      name: "Printer offline at the desk",
    },
    ...(client === null ? {} : { client }),
    changes: [
      {
        path: "/status",
        before: statuses[at % 4] ?? "",
        after: statuses[(at + 1) % 4] ?? "",
      },
      { path: "/assignee", before: null, after: person },
    ],
    context: {
      ip: `203.0.113.${at % 250}`,
      user_agent:
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
      session_id: `s_${at % 100}`,
    },
    metadata: { priority: "high", queue: "service desk", sequence: at },
  };
}
