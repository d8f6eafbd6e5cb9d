const words: Record<string, string> = {
  display:
    "block inline inline-block inline-flex flex grid hidden contents table table-row table-cell",
  position: "static fixed absolute relative sticky",
  visibility: "visible invisible",
  reader: "sr-only not-sr-only",
  decoration: "underline no-underline line-through",
  style: "italic not-italic",
  case: "capitalize uppercase lowercase normal-case",
  layout: "table-fixed table-auto",
  collapse: "border-collapse border-separate",
  family: "font-mono font-sans",
  wrap: "flex-wrap flex-nowrap",
  direction: "flex-col flex-row",
  textSize: "text-xs text-sm text-base text-lg text-xl text-2xl",
  textAlign: "text-left text-center text-right",
  lineStyle: "border-dashed border-solid border-none",
  breakInside: "break-inside-avoid",
  wordBreak: "break-all break-words break-normal",
  fontNumeric: "tabular-nums",
  truncate: "truncate",
};

const kindOfWord = new Map(
  Object.entries(words).flatMap(([kind, names]) =>
    names.split(" ").map((name) => [name, kind] as const),
  ),
);

/** Longest first, so that "min-w-0" is not taken for something else. */
const beginnings =
  "underline-offset outline-offset pointer-events justify-items justify-self grid-cols grid-rows line-clamp scroll-mt overflow-x overflow-y inset-x inset-y col-span whitespace overscroll max-w max-h min-w min-h gap-x gap-y rounded-l rounded-r translate-x translate-y rotate transition overflow tracking duration opacity divide-y columns content justify leading rounded appearance accent shadow object filter shrink bottom stroke cursor select origin inset basis items order align touch right grow left size fill flex font text list gap top mx my mt mr mb ml px py pt pr pb pl z p m w h bg".split(
    " ",
  );

const covered: Record<string, string> = {
  p: "px py pt pr pb pl",
  px: "pr pl",
  py: "pt pb",
  m: "mx my mt mr mb ml",
  mx: "mr ml",
  my: "mt mb",
  inset: "inset-x inset-y top right bottom left",
  "inset-x": "right left",
  "inset-y": "top bottom",
  gap: "gap-x gap-y",
  size: "w h",
  overflow: "overflow-x overflow-y",
  rounded: "rounded-l rounded-r",
  flex: "basis grow shrink",
  textSize: "leading",
  "line-clamp": "display overflow",
  border: "border-x border-y border-t border-r border-b border-l",
  "border-x": "border-r border-l",
  "border-y": "border-t border-b",
  borderColor: "borderColor-l",
};

/** What a class sets, told from its name; null for what is in no one's way. */
export function kindOf(name: string): string | null {
  const plain = name.startsWith("-") ? name.slice(1) : name;
  const kind = kindOfWord.get(plain);
  if (kind !== undefined) return kind;
  if (plain.startsWith("[")) return plain.slice(0, plain.indexOf(":"));
  if (plain.startsWith("border")) return kindOfBorder(plain);
  if (plain.startsWith("outline") && !plain.startsWith("outline-offset")) {
    return kindOfOutline(plain);
  }
  return beginnings.find((one) => plain === one || plain.startsWith(`${one}-`)) ?? null;
}

/** The kinds whose place this one takes too: all of "px" and "pt" lies in "p". */
export function coveredBy(kind: string): string[] {
  return covered[kind]?.split(" ") ?? [];
}

function kindOfBorder(name: string): string {
  const [, side = "", value = ""] = /^border(-[xytrbl])?(?:-(.+))?$/.exec(name) ?? [];
  const isWidth = value === "" || /^\d+$/.test(value);
  return isWidth ? `border${side}` : `borderColor${side}`;
}

function kindOfOutline(name: string): string {
  if (name === "outline-none") return "outlineStyle";
  return /^outline(-\d+)?$/.test(name) ? "outline" : "outlineColor";
}
