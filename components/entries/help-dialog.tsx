"use client";

import { X } from "lucide-react";
import { keyMap } from "@/components/entries/key-map";
import { savePreference } from "@/components/entries/save-preference";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogTitle } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";

/** Every key, and the way to do without them. */
export function HelpDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <div aria-hidden className="fixed inset-0 z-40 bg-scrim" data-print="hide" />
      <DialogContent aria-describedby={undefined} className="overflow-y-auto">
        <div className="flex items-center gap-2 border-b py-1.5 pr-1.5 pl-4">
          <DialogTitle className="flex-1">Keys</DialogTitle>
          <Button
            variant="ghost"
            size="icon"
            onClick={onClose}
            aria-label="Close"
            title="Close (Esc)"
          >
            <X aria-hidden />
          </Button>
        </div>
        <div className="columns-2 gap-10 p-4 text-sm max-md:columns-1">
          {keyMap.map(({ title, rows }) => (
            <section key={title} className="mb-4 break-inside-avoid">
              <h3 className="mb-1 text-muted-foreground text-xs">{title}</h3>
              <dl className="grid gap-1">
                {rows.map(({ keys, does }) => (
                  <div key={does} className="flex items-center justify-between gap-4">
                    <dt>{does}</dt>
                    <dd className="flex gap-1">
                      {keys.map((key) => (
                        <Kbd key={key}>{key}</Kbd>
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
        <div className="flex flex-wrap items-center justify-between gap-3 border-t p-4 text-sm">
          <p className="text-muted-foreground">
            Keys never act while you type. You can bring them back under Display.
          </p>
          <Button
            onClick={async () => {
              await savePreference({ shortcuts: "off" });
              document
                .querySelector("[data-shortcuts]")
                ?.setAttribute("data-shortcuts", "off");
              onClose();
            }}
          >
            Switch single keys off
          </Button>
        </div>
      </DialogContent>
    </Dialog>
  );
}
