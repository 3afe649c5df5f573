import { expect, test } from "vitest";
import { readSession, startSession } from "#app/access/sessions.server.ts";
import { findUserByEmail } from "#app/access/user-store.server.ts";
import { action } from "#app/routes/creator/payee.tsx";
import { PASSWORD, signUpMara } from "#tests/world/people.ts";
import { routeArgs } from "#tests/world/route-args.ts";
import { openTestWorld } from "#tests/world/test-world.ts";

test("changed payee details end every session there was, at once; who gave the password goes on with a new one [A35]", async () => {
  const { services } = await openTestWorld();
  await signUpMara(services);
  const mara = await services.db.inPlatform((tx) => findUserByEmail(tx, "mara@marabakes.example"));
  const start = () => services.db.inPlatform((tx) => startSession(services, tx, mara!.userId));
  const areAlive = (tokens: readonly string[]) =>
    Promise.all(
      tokens.map(async (token) => (await services.db.inPlatform((tx) => readSession(services, tx, token))) !== null),
    );
  const send = async (sessionToken: string, iban: string, password: string) => {
    const { request, ...args } = routeArgs(services, "/creator/payee", { method: "POST", sessionToken });
    const form = { kind: "iban", holderName: "Mara Lind", iban, currency: "", password };
    const answer = await action({ ...args, request: new Request(request, { body: new URLSearchParams(form) }) });
    return answer instanceof Response ? answer : null;
  };
  const [laptop, stolen] = [await start(), await start()];

  expect((await send(laptop, "DE89370400440532013000", PASSWORD))?.status).toBe(302);
  expect(await send(stolen, "FI2112345600000785", "not her password")).toBeNull();
  expect(await areAlive([laptop, stolen])).toEqual([true, true]);

  const answer = await send(laptop, "FI2112345600000785", PASSWORD);
  expect(answer?.status).toBe(302);
  expect(await areAlive([laptop, stolen])).toEqual([false, false]);
  const token = /^session=([^;]+)/.exec(answer?.headers.get("set-cookie") ?? "")?.[1] ?? "";
  expect(await areAlive([token])).toEqual([true]);
});
