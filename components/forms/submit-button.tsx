"use client";

import { type ComponentProps, useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";

/** Sends its form once: a second press while the answer is under way does nothing. */
export function SubmitButton(props: ComponentProps<typeof Button>) {
  const button = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    const form = button.current?.form;
    let isSent = false;
    function refuseSecond(event: Event) {
      if (isSent) event.preventDefault();
      isSent = true;
    }
    function reset() {
      isSent = false;
    }
    form?.addEventListener("submit", refuseSecond);
    window.addEventListener("pageshow", reset);
    return () => {
      form?.removeEventListener("submit", refuseSecond);
      window.removeEventListener("pageshow", reset);
    };
  }, []);

  return <Button ref={button} type="submit" variant="primary" {...props} />;
}
