import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  images: { unoptimized: true },
  experimental: { authInterrupts: true },
  serverExternalPackages: ["postgres", "pino", "@node-rs/argon2"],
};

export default config;
