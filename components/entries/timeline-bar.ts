export type TimelineBar = {
  /** Inclusive and exclusive, as an address writes them. */
  from: string;
  to: string;
  /** "21 Nov 13:00 – 15:00" */
  label: string;
  success: number;
  failed: number;
  denied: number;
};

export function sumOf({ success, failed, denied }: TimelineBar): number {
  return success + failed + denied;
}
