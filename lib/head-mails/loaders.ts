import { gatePage } from "@/lib/access/auth";
import { loadForm } from "@/lib/forms/loaders";
import { readInScope } from "@/lib/runtime/transaction";
import { findHeadSetting, listHeadReaders } from "./queries";

/** Whether clients' contacts get signed heads, and how many would. */
export async function loadHeadMails() {
  const { scope } = await gatePage("notifications:change");
  const { setting, readers } = await readInScope(scope, async (tx) => ({
    setting: await findHeadSetting(tx, scope.organizationId),
    readers: await listHeadReaders(tx, scope.organizationId),
  }));
  return {
    form: await loadForm("head-mails", { sendsHeads: setting.sendsHeads ? ["on"] : [] }),
    readerCount: readers.length,
  };
}
