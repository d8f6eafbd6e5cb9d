import { formatHex } from "@/lib/proof/bytes";
import type { SealedLog } from "@/testing/sealed-log";

/** The times, fields and clients of a log of some size, each entry unlike the others. */
export function fillLog(log: SealedLog, count: number, slots = [0, 7]): SealedLog {
  for (let index = 0; index < count; index += 1) {
    const slot = slots[index % slots.length] ?? 0;
    const second = String(index % 60).padStart(2, "0");
    const minute = String(Math.floor(index / 60) % 60).padStart(2, "0");
    const hour = String(Math.floor(index / 3600) % 24).padStart(2, "0");
    log.append({
      slot,
      at: `2026-11-24T${hour}:${minute}:${second}.000001Z`,
      fields: draftFields(index),
    });
  }
  return log;
}

export function draftFields(index: number, action = "ticket.updated"): string[] {
  const id = formatHex(Uint8Array.of(index & 0xff, index >>> 8));
  return [
    `{"action":"${action}","category":"tickets","outcome":"success"}`,
    `{"id":"usr_${index % 3}","type":"user"}`,
    `{"email":"u${index % 3}@msp.example","name":"Zoë ${index % 3}","role":"technician"}`,
    `{"id":"${index}","type":"ticket"}`,
    `"=Ticket “${index}”"`,
    `{"ip":"203.0.113.7","user_agent":"Mozilla/5.0"}`,
    `{"client_id":null,"id":"evt_${id}","key_id":null,"occurred_at":null,"request_id":null,"session_id":null,"source":"web","vendor":null}`,
    `{"metadata":{"n":${index}},"reason":"because"}`,
    `{"after":"Closed","before":"Open","path":"/status"}`,
  ];
}

/** An entry of the log about itself, such as a prune or an erasure. */
export function recordFields(
  action: string,
  metadata: Record<string, unknown>,
): string[] {
  return [
    `{"action":"${action}","category":"log","outcome":"success"}`,
    `{"id":"usr_1","type":"user"}`,
    "null",
    "null",
    "null",
    "null",
    `{"client_id":null,"id":"evt_1","key_id":null,"occurred_at":null,"request_id":null,"session_id":null,"source":"web","vendor":null}`,
    `{"metadata":${JSON.stringify(metadata)}}`,
  ];
}
