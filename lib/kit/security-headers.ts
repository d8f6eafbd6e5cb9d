/** What every answer carries; a page's scripts run only with this answer's own nonce. */
export function listSecurityHeaders(options: {
  nonce: string;
  isHttps: boolean;
  isDevelopment: boolean;
  /** Not a page: whatever it holds, a browser runs nothing of it. */
  isSandboxed?: boolean;
}): Record<string, string> {
  const { nonce, isHttps, isDevelopment, isSandboxed = false } = options;
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' ${isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${isDevelopment ? " ws:" : ""}`,
    "manifest-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
    ...(isSandboxed ? ["sandbox"] : []),
  ];
  return {
    "content-security-policy": policy.join("; "),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ...(isHttps
      ? { "strict-transport-security": "max-age=63072000; includeSubDomains" }
      : {}),
  };
}
