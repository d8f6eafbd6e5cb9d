import { Download } from "lucide-react";
import { PostForm } from "@/components/shell/post-form";
import { Button } from "@/components/ui/button";
import { Disclosure } from "@/components/ui/disclosure";

const formats = [
  { value: "csv", label: "CSV for spreadsheets" },
  { value: "csv-raw", label: "CSV for programs" },
  { value: "json", label: "JSON" },
];

/** A file of exactly what is shown, in one of a few forms. */
export function PortalDownload({ base, query }: { base: string; query: string }) {
  return (
    <div className="relative">
      <Disclosure>
        <Button asChild>
          <summary>
            <Download aria-hidden />
            Download
          </summary>
        </Button>
        <div className="absolute right-0 z-20 mt-1 max-md:right-auto max-md:-left-20 grid w-60 gap-1 rounded-md border bg-popover p-2">
          {formats.map(({ value, label }) => (
            <PostForm key={value} target={{ action: "/api/portal/exports" }}>
              <input type="hidden" name="query" value={query} />
              <button
                type="submit"
                name="format"
                value={value}
                className="flex min-h-8 w-full items-center rounded-md px-2 text-left text-sm hover:bg-accent max-md:min-h-11"
              >
                {label}
              </button>
            </PostForm>
          ))}
          <a
            href={`${base}/exports`}
            className="flex min-h-8 items-center rounded-md border-t px-2 text-muted-foreground text-sm hover:bg-accent max-md:min-h-11"
          >
            Your files
          </a>
        </div>
      </Disclosure>
    </div>
  );
}
