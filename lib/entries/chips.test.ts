import { describe, expect, it } from "vitest";
import {
  addTerm,
  clearFilters,
  listChips,
  removeTerm,
  titleOf,
} from "@/lib/entries/chips";
import { formatView, parseView } from "@/lib/entries/view";

function view(query: string) {
  return parseView(new URLSearchParams(query)).view;
}

describe("the chips of a view", () => {
  it("say each condition in words, and lead to the view without it", () => {
    const chips = listChips(
      view("q=%22acme%22&verb=delete&entity=ticket,contact&actor=-system&n=50&before=9"),
    );
    expect(chips.map(({ label, view }) => [label, formatView(view)])).toEqual([
      ['Text "acme"', "verb=delete&entity=ticket,contact&actor=-system&n=50"],
      ["Action is Delete", "q=%22acme%22&entity=ticket,contact&actor=-system&n=50"],
      ["Entity is Ticket, Contact", "q=%22acme%22&verb=delete&actor=-system&n=50"],
      ["Actor is not System", "q=%22acme%22&verb=delete&entity=ticket,contact&n=50"],
    ]);
  });

  it("tell what is wanted from what is not in one field", () => {
    const chips = listChips(view("client=acme-dental,internal,-globex"));
    expect(chips.map(({ label, view }) => [label, formatView(view)])).toEqual([
      ["Client is Acme Dental, Internal", "client=-globex"],
      ["Client is not Globex", "client=acme-dental,internal"],
    ]);
  });

  it("use the names that the server knows", () => {
    const names = new Map([
      ["acme", "ACME Ltd."],
      ["u_1", "Alice Ng"],
    ]);
    const labels = listChips(view("actor=u_1&client=acme"), names).map(
      ({ label }) => label,
    );
    expect(labels).toEqual(["Actor is Alice Ng", "Client is ACME Ltd."]);
  });

  it("show an absolute range, the other clock and a frozen view, no relative range", () => {
    const chips = listChips(view("from=2026-11-01&by=occurred&upto=1204551"));
    expect(chips.map(({ label }) => label)).toEqual([
      "Time is from 2026-11-01",
      "Time it happened",
      "Frozen at #1,204,551",
    ]);
    expect(listChips(view("range=30d"))).toEqual([]);
  });
});

describe("a pivot", () => {
  it("adds a term, once, and takes it from the opposite side", () => {
    const start = view("actor=-bob&before=5");
    expect(formatView(addTerm(start, "actor", "eve"))).toBe("actor=eve,-bob");
    expect(formatView(addTerm(start, "actor", "bob"))).toBe("actor=bob");
    expect(formatView(addTerm(start, "actor", "bob", "exclude"))).toBe("actor=-bob");
  });

  it("removes a term, and with the last one the field", () => {
    expect(formatView(removeTerm(view("actor=bob,eve"), "actor", "eve"))).toBe(
      "actor=bob",
    );
    expect(removeTerm(view("actor=bob"), "actor", "bob")).toEqual(view(""));
  });

  it("clears all filters but keeps the range and the size of a page", () => {
    const start = view("q=x&range=30d&verb=delete&by=occurred&upto=4&n=50");
    expect(formatView(clearFilters(start))).toBe("range=30d&n=50");
  });
});

describe("the title of a tab", () => {
  it.each([
    ["verb=delete&entity=ticket&client=acme", "Deletes · Ticket · Acme · 7d – Audit"],
    ["", "7d – Audit"],
    ["verb=login,permission&range=all", "Sign-ins, Permission changes · all – Audit"],
    ["verb=-delete&from=2026-11-01&to=2026-11-08", "2026-11-01 to 2026-11-08 – Audit"],
    ["to=2026-11-08&verb=other", "Other actions · until 2026-11-08 – Audit"],
  ])("of '%s' is '%s'", (query, title) => {
    expect(titleOf(view(query))).toBe(title);
  });
});
