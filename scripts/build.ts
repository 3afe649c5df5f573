import { buildIfChanged } from "./build-if-changed.ts";
import { runCommand, say } from "./command.ts";

const help = `
npm run build

Builds pages and server into build/, unless the last build was made from the very same sources.
`;

await runCommand(help, async () => {
  await buildIfChanged();
  say("build/ is up to date.");
});
