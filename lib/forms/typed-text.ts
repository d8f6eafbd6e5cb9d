import { z } from "zod";

/** Text as somebody typed it, without the room around it; browsers end its lines as mail does. */
export const typedText = z
  .string()
  .transform((typed) => typed.replaceAll("\r\n", "\n").trim());
