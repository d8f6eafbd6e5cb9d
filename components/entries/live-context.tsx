"use client";

import { createContext, useContext } from "react";

/** The line between what was there and what came: entries past `upToIdx` are new. */
export type LiveMarker = { upToIdx: number; since: string };

export type LiveState = {
  /** Whether this list can have new entries at all. */
  isPossible: boolean;
  isOn: boolean;
  isPaused: boolean;
  /** New entries that wait to be shown. */
  count: number;
  /** The time of day, in the reader's zone, from which on they are new. */
  since: string;
  marker: LiveMarker | null;
  toggle: () => void;
  togglePause: () => void;
  show: () => void;
};

const nothing = () => {};

export const LiveContext = createContext<LiveState>({
  isPossible: false,
  isOn: false,
  isPaused: false,
  count: 0,
  since: "",
  marker: null,
  toggle: nothing,
  togglePause: nothing,
  show: nothing,
});

export function useLive(): LiveState {
  return useContext(LiveContext);
}
