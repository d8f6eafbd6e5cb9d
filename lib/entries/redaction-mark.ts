/** What stands where a secret stood: nothing about it, neither kind nor length nor digest. */
export const redacted = "[REDACTED]";
