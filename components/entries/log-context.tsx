"use client";

import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useState,
} from "react";

const shownMs = 4_000;

const Context = createContext<(text: string) => void>(() => {});

/** Says briefly what was done, on screen and to screen readers. */
export function LogNotices({ children }: { children: ReactNode }) {
  const [notice, setNotice] = useState<{ text: string } | null>(null);
  const tell = useCallback((text: string) => setNotice({ text }), []);

  useEffect(() => {
    if (notice === null) return;
    const timer = setTimeout(() => setNotice(null), shownMs);
    return () => clearTimeout(timer);
  }, [notice]);

  return (
    <Context value={tell}>
      {children}
      <p
        role="status"
        data-print="hide"
        className="pointer-events-none fixed bottom-16 left-1/2 z-60 -translate-x-1/2 rounded-md border bg-foreground px-3 py-1.5 text-background text-sm empty:hidden"
      >
        {notice?.text}
      </p>
    </Context>
  );
}

export function useTell(): (text: string) => void {
  return useContext(Context);
}
