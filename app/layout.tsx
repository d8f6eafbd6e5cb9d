import "./globals.css";
import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { loadTheme } from "@/lib/organizations/loaders";

export const metadata: Metadata = {
  title: "Custody",
  description: "The audit log a managed service provider can prove",
  icons: { icon: "/seal.svg" },
  robots: { index: false, follow: false },
};

export const viewport: Viewport = { width: "device-width", initialScale: 1 };

export const dynamic = "force-dynamic";

export default async function Layout({ children }: { children: ReactNode }) {
  const theme = await loadTheme();
  const fonts = `${GeistSans.variable} ${GeistMono.variable}`;
  return (
    <html lang="en" className={theme === "system" ? fonts : `${fonts} ${theme}`}>
      <body>{children}</body>
    </html>
  );
}
