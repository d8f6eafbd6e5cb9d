import { describe, expect, it } from "vitest";
import { parseBase64, parseHex } from "@/lib/proof/bytes";
import { parseCheckpoint } from "@/lib/proof/checkpoint";
import { hashEpoch, parseEpoch } from "@/lib/proof/epoch";
import { parseOrganizationHead, parseStreamHead } from "@/lib/proof/heads";
import { checkInclusion } from "@/lib/proof/merkle";
import { isQuorum, parsePolicy } from "@/lib/proof/policy";
import { checkNote, parseNote } from "@/lib/proof/signed-note";
import { openEntry } from "@/lib/proof/verify-entry";
import golden from "@/testing/golden-bundle.json";
import { SealedLog } from "@/testing/sealed-log";

const log = new SealedLog();
const [first = "", second = ""] = log.policyText().split("\n");
const witness = (name: string) => `witness ${name} ${log.strangerKey(`${name}.test/w`)}`;

describe("a policy", () => {
  it("is read with comments, empty lines and any spaces", () => {
    const text = `# ours\n\n${first}\r\n  ${second}   https://log.test\n${witness("w1")}\nquorum w1\n`;
    const policy = parsePolicy(text);
    expect(policy.logs.map(({ name }) => name)).toEqual([
      "log.test/custody1",
      "log.test/custody1/export",
    ]);
    expect(policy.quorum).toBe("w1");
  });

  it("asks for as many witnesses as its groups say, in groups of groups too", () => {
    const names = ["w1", "w2", "w3", "w4"];
    const policy = parsePolicy(
      [
        first,
        ...names.map(witness),
        "group near any w1 w2",
        "group far all w3 w4",
        "group both 2 near far",
        "quorum both",
      ].join("\n"),
    );
    expect(isQuorum(policy, new Set(["w1", "w3", "w4"]))).toBe(true);
    expect(isQuorum(policy, new Set(["w1", "w2", "w3"]))).toBe(false);
    expect(isQuorum(policy, new Set(["near", "far"]))).toBe(false);
    expect(isQuorum(parsePolicy(first), new Set())).toBe(true);
  });

  it.each([
    ["nothing", ""],
    ["no log", "quorum none"],
    ["a log twice", `${first}\n${first}`],
    ["a word that is not known", `${first}\ntrust me`],
    ["a key that is none", "log example.com+12345678+AAAA"],
    ["a witness that is a log", `${first}\nwitness w1 ${first.slice(4)}\nquorum w1`],
    ["a log that is a witness", `log ${log.strangerKey("w.test")}`],
    ["a witness and no quorum", `${first}\n${witness("w1")}`],
    ["a quorum of nobody", `${first}\nquorum w1`],
    ["two quorums", `${first}\nquorum none\nquorum none`],
    [
      "a group of more than there are",
      `${first}\n${witness("w1")}\ngroup g 2 w1\nquorum g`,
    ],
    ["a group of zero", `${first}\n${witness("w1")}\ngroup g 0 w1\nquorum g`],
    ["a member twice", `${first}\n${witness("w1")}\ngroup g 1 w1 w1\nquorum g`],
    ["a name twice", `${first}\n${witness("w1")}\ngroup w1 1 w1\nquorum w1`],
    ["a witness called none", `${first}\n${witness("none")}\nquorum none`],
  ])("is refused with %s", (_what, text) => {
    expect(() => parsePolicy(text)).toThrow(/policy/);
  });
});

describe("the golden bundle, under its own policy", () => {
  const policy = parsePolicy(golden.policy);

  it("has a checkpoint that the log and enough witnesses signed", () => {
    const keys = [...policy.logs, ...policy.witnesses.map(({ key }) => key)];
    const verdict = checkNote(golden.checkpoint, keys);
    expect(verdict).toMatchObject({ ok: true, verified: keys, unverified: [] });
    expect(isQuorum(policy, new Set(["w1"]))).toBe(true);
    expect(isQuorum(policy, new Set())).toBe(false);
  });

  it("leads from its heads to its checkpoint", () => {
    const { size, root } = parseCheckpoint(parseNote(golden.checkpoint).text);
    const epoch = parseEpoch(golden.epoch);
    expect(epoch.index).toBe(size - 1);
    const proof = golden.epoch_proof.map(parseBase64);
    const leaf = hashEpoch(golden.epoch);
    expect(checkInclusion({ leaf, index: epoch.index, size, proof, root })).toEqual({
      ok: true,
    });
    expect(parseOrganizationHead(golden.tenant_head).size).toBe(6);
    expect(parseStreamHead(golden.stream_head).size).toBe(golden.entries.length);
  });

  it("has entries that open to their hashes as lines of a bundle do", () => {
    const { stream } = parseStreamHead(golden.stream_head);
    for (const entry of golden.entries) {
      const opened = openEntry(
        {
          sidx: entry.index,
          recordedAt: entry.recorded_at,
          prevHash: parseHex(entry.prev),
          fieldCount: entry.body_size,
          bodyRoot: parseHex(entry.body_root),
          content: {
            kind: "whole",
            entryKey: parseHex(entry.entry_key),
            fields: entry.fields,
          },
          place: null,
        },
        stream,
      );
      expect(opened).toMatchObject({ ok: true, leafHash: parseHex(entry.hash) });
    }
  });
});
