import { Skeleton } from "@/components/ui/skeleton";

const rows = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"];

/** The size of the table it stands for, so that nothing moves when the rows arrive. */
export function TableSkeleton() {
  return (
    <div role="status" className="border-y">
      <span className="sr-only">Loading entries</span>
      <div className="h-8 bg-muted" />
      {rows.map((row) => (
        <div key={row} className="flex h-13 items-center gap-6 border-t px-6 max-md:px-4">
          <Skeleton className="h-4 w-24" />
          <Skeleton className="h-4 w-32 max-md:hidden" />
          <Skeleton className="h-4 w-28" />
          <Skeleton className="h-4 flex-1" />
        </div>
      ))}
    </div>
  );
}
