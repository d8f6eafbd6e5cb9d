/** Of packs and reviews; part of the one table of errors. */
export const evidenceErrors = {
  "pack.over": {
    status: 409,
    say: "This pack is over, or not over yet.",
    fix: "Only one that waits or runs can be cancelled. One that failed, or whose file is lost, can be made again; one that held what was erased since cannot.",
  },
  "pack.not_ready": {
    status: 409,
    say: "This pack has no file yet.",
    fix: "Open its page: it says how far it is, and what it was that failed.",
  },
  "pack.removed": {
    status: 410,
    say: "The file of this pack was removed.",
    fix: "It held what was erased since. Make a new pack of the same period: it holds what is left.",
  },
  "pack.file_missing": {
    status: 410,
    say: "The file of this pack is not on the disk any more.",
    fix: "Press “Make it again” on its page: it is written of the same moment, and its hash is compared.",
  },
  "pack.too_many": {
    status: 429,
    say: "Too many packs are being made.",
    fix: "Wait until one is done, or cancel one.",
  },
  "review.over": {
    status: 409,
    say: "This review is over.",
    fix: "What was signed off or discarded does not change. Begin another review.",
  },
  "review.full": {
    status: 409,
    say: "This review has as many findings as fit into its sign-off.",
    fix: "Sign it off, and begin another review of the same entries.",
  },
  "feed.too_many": {
    status: 409,
    say: "There are as many feeds as there can be.",
    fix: "Let one receiver pass entries on to the others.",
  },
  "integration.too_many": {
    status: 409,
    say: "There are as many integrations as there can be.",
    fix: "Change one that is there: one that is off counts too, since its write-backs name it.",
  },
  "integration.off": {
    status: 409,
    say: "This integration is off.",
    fix: "Switch it on in Settings > Integrations, or choose another one.",
  },
  "integration.cannot": {
    status: 409,
    say: "This integration is not set up for that.",
    fix: "Fill in what it needs in Settings > Integrations: a template, a resource or a status.",
  },
  "write_back.exists": {
    status: 409,
    say: "This alert has a ticket there already.",
    fix: "Its state stands on the alert's page. If it is not sure, look in the ticket system and say what you found.",
  },
  "write_back.settled": {
    status: 409,
    say: "What became of this write-back is known already.",
    fix: "Somebody else was quicker: reload the page to see it as it is.",
  },
  "case.over": {
    status: 409,
    say: "This case is closed.",
    fix: "Nothing of a closed case changes. Open another one and pin what belongs to it.",
  },
  "case.full": {
    status: 409,
    say: "This case holds as many pins or notes as its report can show.",
    fix: "Take some off, or open another case for the rest.",
  },
  "case.empty": {
    status: 409,
    say: "Nothing is pinned to this case, so there is nothing to prove.",
    fix: "Pin the entries that show what happened, then take the bundle.",
  },
  "rule.exists": {
    status: 409,
    say: "This built-in rule is switched on already.",
    fix: "Find it among the rules; it is edited and disabled there.",
  },
  "rule.already": {
    status: 409,
    say: "The rule is in that state already.",
    fix: "Somebody else was quicker: reload the page to see it as it is.",
  },
  "rule.too_many": {
    status: 409,
    say: "There are as many rules as there can be.",
    fix: "Edit one that is there: a disabled rule counts too, since its alerts name it.",
  },
  "alert.already": {
    status: 409,
    say: "The alert is in that state already.",
    fix: "Somebody else was quicker: reload the page to see it as it is.",
  },
} as const;
