"use client";

import { useEffect } from "react";

const name = "found";
const places = "#results, [data-slot=dialog-content]";

/**
 * Marks where the searched words stand in what is shown. The browser paints ranges of text
 * that is already there, so no value ever becomes markup.
 */
export function TextHighlight({ words }: { words: string[] }) {
  const wanted = words.join("\n");

  useEffect(() => {
    if (wanted === "" || !("highlights" in CSS)) return;
    const paint = () => {
      const ranges = [...document.querySelectorAll(places)].flatMap((place) =>
        findRanges(place, wanted.toLowerCase().split("\n")),
      );
      CSS.highlights.set(name, new Highlight(...ranges));
    };
    let frame = requestAnimationFrame(paint);
    const observer = new MutationObserver(() => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(paint);
    });
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      observer.disconnect();
      cancelAnimationFrame(frame);
      CSS.highlights.delete(name);
    };
  }, [wanted]);

  return null;
}

function findRanges(place: Element, words: string[]): Range[] {
  const ranges: Range[] = [];
  const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const shown = node.nodeValue ?? "";
    const text = shown.toLowerCase();
    if (text.length !== shown.length) continue;
    for (const word of words) {
      for (
        let at = text.indexOf(word);
        at >= 0;
        at = text.indexOf(word, at + word.length)
      ) {
        const range = new Range();
        range.setStart(node, at);
        range.setEnd(node, at + word.length);
        ranges.push(range);
      }
    }
  }
  return ranges;
}
