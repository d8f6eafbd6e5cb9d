import { cookies } from "next/headers";
import { decode } from "next-auth/jwt";
import { cache } from "react";
import { gateSession } from "@/lib/access/auth";
import { readInScope } from "@/lib/runtime/transaction";
import {
  createFormState,
  type Flash,
  type FormState,
  flashCookie,
  type InitialValues,
} from "./model";
import { findSealedFlash } from "./queries";

const loadFlash = cache(async (): Promise<Flash | null> => {
  const told = (await cookies()).get(flashCookie)?.value;
  if (told === undefined) return null;
  const kept = /^kept\.([0-9a-f]{32})$/.exec(told)?.[1];
  const sealed = kept === undefined ? told : await findKept(kept);
  const flash = sealed === null ? null : await openFlash(sealed);
  return flash === null || (await isForReader(flash)) ? flash : null;
});

/** What outlived a session is shown to the person who typed it and to nobody else. */
async function isForReader({ by }: Flash): Promise<boolean> {
  if (by === null) return true;
  const principal = (await gateSession())?.principal;
  return principal?.kind === "user" && principal.userId === by;
}

/** A form as its page shows it: what was typed and refused, else `initial`. */
export async function loadForm(
  name: string,
  initial: InitialValues = {},
): Promise<FormState> {
  return createFormState(name, initial, await loadFlash());
}

/** What the form before this page reveals once: a new key, recovery codes. */
export async function loadRevealed(form: string): Promise<Record<string, string>> {
  const flash = await loadFlash();
  return flash?.form === form ? flash.reveal : {};
}

/** What the last form has to say to the next page; the layouts show it. */
export async function loadNotice(): Promise<Flash["notice"]> {
  return (await loadFlash())?.notice ?? null;
}

async function findKept(id: string): Promise<string | null> {
  const ctx = await gateSession();
  if (!ctx) return null;
  return readInScope(ctx.scope, (tx) =>
    findSealedFlash(tx, ctx.scope.organizationId, id),
  );
}

/** A cookie of another installation, or past its time, says nothing. */
async function openFlash(token: string): Promise<Flash | null> {
  const secret = process.env.AUTH_SECRET ?? "";
  const opened = await decode<{ flash: Flash }>({
    token,
    secret,
    salt: flashCookie,
  }).catch(() => null);
  return opened?.flash ?? null;
}
