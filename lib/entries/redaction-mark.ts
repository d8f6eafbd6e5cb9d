/** Says nothing about what stood here: neither kind nor length nor digest. */
export const redacted = "[REDACTED]";
