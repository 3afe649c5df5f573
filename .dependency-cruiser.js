/** Every room of app/ but the shared ones and the routes: a new capability is bound by the rules without being listed. */
const capabilities = "^app/(?!(kit|ui|platform|routes)/)[^/]+/";
const tests = "[.]test[.]tsx?$";
/** Server code, jobs and interface; what remains of a capability are its pure rules, nouns and command schemas. */
const notPure = "([.]server[.]ts|[.]tsx|[.]test[.]ts)$";

/** The packages that one folder alone may import, and that folder. */
const adapters = {
  stripe: "^app/platform/",
  lucia: "^app/access/",
  nodemailer: "^app/platform/",
  pino: "^app/platform/",
  // The owner installs the queue's tables; the application only uses them.
  "pg-boss": "^(app/platform/|db/queue[.]server[.]ts$|tests/database/)",
};

/** The section "Direction" of ARCHITECTURE: routes, server, worker → use cases → pure rules → kit; use cases → db, platform. */
export default {
  forbidden: [
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "nobody-imports-routes-server-or-worker",
      comment: "Compositions are ends: commands start the server, the server runs the worker's jobs.",
      severity: "error",
      from: { pathNot: "^(app/(routes/|server[.]ts|worker[.]ts)|scripts/|tests/)" },
      to: { path: "^app/(routes/.*[.]tsx?$|server[.]ts$|worker[.]ts$)" },
    },
    {
      name: "routes-do-not-import-routes",
      severity: "error",
      from: { path: "^app/routes/", pathNot: tests },
      to: { path: "^app/(routes/.*[.]tsx?$|server[.]ts$|worker[.]ts$)", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "kit-imports-nothing-of-ours",
      severity: "error",
      from: { path: "^app/kit/", pathNot: tests },
      to: { path: "^(app|db|emails|scripts|tests)/", pathNot: "^app/kit/" },
    },
    {
      name: "pure-files-know-no-machinery",
      comment: "No Remix, React, drizzle, stripe or Node: a pure rule gets everything as an argument.",
      severity: "error",
      from: { path: capabilities, pathNot: notPure },
      // zod and ibantools are rules themselves: functions of their arguments alone.
      to: { dependencyTypes: ["npm", "npm-dev", "core"], pathNot: "node_modules/(zod|ibantools)/" },
    },
    {
      name: "pure-files-import-pure-files",
      severity: "error",
      from: { path: capabilities, pathNot: notPure },
      to: {
        path: "^(db/|emails/|app/platform/|app/ui/|.*[.]server[.]ts$|.*[.]tsx$)",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "kit-is-pure",
      severity: "error",
      from: { path: "^app/kit/", pathNot: tests },
      to: { dependencyTypes: ["npm", "npm-dev", "core"] },
    },
    {
      name: "interface-does-not-reach-the-server",
      comment: "A component that imports server code would carry it into the browser.",
      severity: "error",
      from: { path: "^app/(?!routes/).*[.]tsx$", pathNot: ["^app/(root|entry[.]server)[.]tsx$", tests] },
      to: { path: "(^db/|^app/platform/|[.]server[.]tsx?$)", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "ui-has-no-product-words",
      severity: "error",
      from: { path: "^app/ui/", pathNot: tests },
      to: { path: "^(app|db|emails)/", pathNot: "^app/(ui|kit)/" },
    },
    {
      name: "platform-is-below-the-capabilities",
      severity: "error",
      from: { path: "^app/platform/", pathNot: tests },
      to: { path: "^(app|emails)/", pathNot: "^app/(platform|kit)/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "db-is-below-the-capabilities",
      comment: "The schema takes its closed lists of words from the pure nouns; the demo world uses the use cases.",
      severity: "error",
      from: { path: "^db/", pathNot: ["^db/seed/", tests] },
      to: { path: "^(app|emails)/", pathNot: "^app/[^/]+/[^/.]+[.]ts$" },
    },
    {
      name: "drizzle-only-in-stores",
      severity: "error",
      from: { pathNot: ["^db/", "-store[.]server[.]ts$", "^tests/", tests, "^drizzle[.]config[.]ts$"] },
      to: { path: "node_modules/drizzle-orm/" },
    },
    ...Object.entries(adapters).map(([name, folder]) => ({
      name: `${name}-in-one-folder`,
      severity: "error",
      from: { pathNot: folder },
      to: { path: `node_modules/${name}/` },
    })),
    {
      name: "product-does-not-import-tests",
      severity: "error",
      from: { path: "^(app|db|emails|scripts)/", pathNot: tests },
      to: { path: "^tests/" },
    },
    {
      name: "the-auditor-shares-no-code",
      comment: "An auditor that computes with the product's own rules would share their faults.",
      severity: "error",
      from: { path: "^tests/auditor/" },
      to: { pathNot: "^tests/auditor/" },
    },
    {
      name: "nobody-imports-the-package-remix",
      comment: "It throws when imported; it is pinned in package.json and stays unimported.",
      severity: "error",
      from: {},
      to: { path: "node_modules/remix/" },
    },
    { name: "nothing-unresolved", severity: "error", from: {}, to: { couldNotResolve: true, pathNot: "^virtual:" } },
  ],
  options: {
    doNotFollow: { path: ["node_modules", "^build/"] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default", "types"] },
    detectProcessBuiltinModuleCalls: true,
  },
};
