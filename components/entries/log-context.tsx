"use client";

import { createContext, type ReactNode, useCallback, useContext, useState } from "react";

type Notice = { text: string; at: number };

type LogContext = {
  notice: Notice | null;
  /** Says something briefly, on screen and to screen readers. */
  tell: (text: string) => void;
};

const Context = createContext<LogContext>({ notice: null, tell: () => {} });

export function LogNotices({ children }: { children: ReactNode }) {
  const [notice, setNotice] = useState<Notice | null>(null);
  const tell = useCallback((text: string) => setNotice({ text, at: Date.now() }), []);
  return (
    <Context value={{ notice, tell }}>
      {children}
      <p
        role="status"
        key={notice?.at}
        data-print="hide"
        className="notice pointer-events-none fixed bottom-4 left-1/2 z-60 -translate-x-1/2 rounded-md border bg-foreground px-3 py-1.5 text-background text-sm empty:hidden"
      >
        {notice?.text}
      </p>
    </Context>
  );
}

export function useTell(): (text: string) => void {
  return useContext(Context).tell;
}
