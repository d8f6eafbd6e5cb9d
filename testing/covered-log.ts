import type { TestDatabase } from "@/testing/database";

/** An epoch and a verification that cover the whole log, without their hashes. */
export async function coverWholeLog(
  database: TestDatabase,
  organizationId: string,
): Promise<void> {
  const [head] = await database.admin`
    select next_idx::int as size, (
      select coalesce(max(epoch_index) + 1, 0)::int from custody.epochs) as epoch
    from custody.organization_heads where organization_id = ${organizationId}`;
  const hash = "00".repeat(32);
  const at = new Date().toISOString();
  const epoch = {
    index: head?.epoch,
    sealed_at: at,
    data: "",
    leaf: hash,
    path: "",
    checkpoint: "",
    organizations: [{ id: organizationId, size: head?.size, head: "", leaf: hash }],
    streams: [],
    blocks: [],
    keys: [],
  };
  await database.sealer`
    select custody.append_epoch(${JSON.stringify(epoch)}::text::json)`;
  const state = {
    organization: organizationId,
    verified_size: head?.size,
    pass_idx: head?.size,
    pass_started_at: at,
    pass_finished_at: at,
    pass_ms: 1,
  };
  await database.verifier`
    select custody.update_verification_state(${JSON.stringify(state)}::text::json)`;
}
