import { describe, expect, it } from "vitest";
import {
  completePart,
  findCaretPart,
  listNameSuggestions,
} from "@/lib/entries/query-caret";

/** The caret is where the bar stands. */
function at(marked: string) {
  const caret = marked.indexOf("|");
  const text = marked.replace("|", "");
  return { text, part: findCaretPart(text, caret) };
}

describe("what is typed at the caret", () => {
  it.each([
    ["ve|", "name", "ve"],
    ["printer -act|", "name", "act"],
    ["|", "name", ""],
    ["verb:|", "value", ""],
    ["verb:delete,ar|", "value", "ar"],
    ['x -Person:"Alice N|', "value", "Alice N"],
    ["entity:-tick|", "value", "tick"],
  ])("in %s is a %s", (marked, kind, prefix) => {
    expect(at(marked).part).toMatchObject({ kind, prefix });
  });

  it.each(["colour:re|", "range:7|", '"in a phrase|', "a.b|"])(
    "in %s is nothing",
    (text) => {
      expect(at(text).part).toBeNull();
    },
  );

  it.each([
    ["printer ve|", "verb", "printer verb:"],
    ["verb:del|", "delete", "verb:delete "],
    ["verb:del| printer", "delete", "verb:delete printer"],
    ['client:"Acme D|', "acme, inc", 'client:"acme, inc" '],
    ["-actor:sys|,bo", "system", "-actor:system,bo"],
  ])("of %s becomes what was chosen", (marked, chosen, expected) => {
    const { text, part } = at(marked);
    if (part === null) throw new Error("nothing is typed there");
    expect(completePart(text, part, chosen).text).toBe(expected);
  });

  it("suggests fields by their names and by what people call them", () => {
    expect(listNameSuggestions("en")).toEqual(["entity"]);
    expect(listNameSuggestions("person")).toEqual(["actor"]);
    expect(listNameSuggestions("zz")).toEqual([]);
  });
});
