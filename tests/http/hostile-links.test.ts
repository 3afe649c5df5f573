import { connect } from "node:net";
import { describe, expect, test } from "vitest";
import { listenForLinks, openLinkWorld, storedClicks } from "./link-world.ts";

describe("where a link never leads", () => {
  test("a destination in the query is ignored, whatever it is called [A26]", async () => {
    const world = await openLinkWorld();
    const { ask } = await listenForLinks(world);
    const hostile = [
      "//evil.example",
      "https://evil.example",
      "\\\\evil.example",
      "javascript:alert(1)",
      "%0d%0aLocation:%20//evil",
    ];
    for (const value of hostile) {
      for (const name of ["url", "to", "u", "next", "redirect", "fs_click", "p"]) {
        const answer = await ask(`/r/mara-lumen-tea?${name}=${value}`);
        expect(answer.status).toBe(302);
        expect(answer.headers.location).toMatch(
          /^https:\/\/shop\.lumentea\.example\/autumn\?size=tin&fs_click=[0-9a-f-]{36}#order$/,
        );
      }
    }
    expect((await storedClicks(world)).every((click) => click.placement === "")).toBe(true);
  });

  test("an unknown or malformed link gets a kind page, no redirect and no echo [A26]", async () => {
    const world = await openLinkWorld();
    const { ask } = await listenForLinks(world);
    const paths = [
      "/r/nobody-knows-this", "/r/", "/r", "/r//evil.example", "/r/%2f%2fevil.example", "/r/\\\\evil.example", "//evil.example/r/x",
      "/r/mara-lumen-tea%0d%0aSet-Cookie:x=1", "/r/../admin", "/r/<script>alert(1)</script>", "http://evil.example/r/mara-lumen-tea",
      `/r/${"a".repeat(5_000)}`, "/r/mara-lumen-tea/https://evil.example",
    ]; // prettier-ignore
    for (const path of paths) {
      const answer = await ask(path);
      expect([path, answer.status]).toEqual([path, 404]);
      expect(answer.headers.location).toBeUndefined();
      expect(answer.body).toContain("This link leads nowhere");
      expect(answer.body).not.toMatch(/evil|script/);
      expect(answer.headers["content-security-policy"]).toContain("default-src 'none'");
    }
    expect(await storedClicks(world)).toHaveLength(0);
  });

  test("a line break written raw into the request line adds nothing to the answer [A26]", async () => {
    const world = await openLinkWorld();
    const { port } = await listenForLinks(world);
    const answer = await new Promise<string>((resolve) => {
      let received = "";
      const socket = connect(port, "127.0.0.1", () => {
        socket.write("GET /r/mara-lumen-tea?p=a\r\nX-Injected: yes HTTP/1.1\r\nHost: x\r\n\r\n");
      });
      socket.on("data", (part) => (received += part.toString()));
      socket.on("close", () => resolve(received));
    });
    expect(answer).not.toContain("X-Injected");
    expect(answer.match(/^Location: (.*)$/gm) ?? []).toHaveLength(1);
    expect(answer).toContain("Location: https://shop.lumentea.example/autumn?size=tin&fs_click=");
  });

  test("a form sent to a link is refused", async () => {
    const world = await openLinkWorld();
    const { ask } = await listenForLinks(world);
    const answer = await ask("/r/mara-lumen-tea", { method: "POST" });
    expect([answer.status, answer.headers.allow]).toEqual([405, "GET, HEAD"]);
  });

  test("a destination whose domain the brand gave up leads to the brand's website instead [A26]", async () => {
    const world = await openLinkWorld();
    await world.database.ownerSql`update links set destination_url = 'https://evil.example/'`;
    const { ask } = await listenForLinks(world);
    expect((await ask("/r/mara-lumen-tea")).headers.location).toMatch(/^https:\/\/lumentea\.example\/\?fs_click=/);
  });

  test("a brand without any registered domain redirects nowhere [A26]", async () => {
    const world = await openLinkWorld();
    await world.database.ownerSql`delete from brand_domains`;
    const { ask } = await listenForLinks(world);
    expect((await ask("/r/mara-lumen-tea")).status).toBe(404);
  });
});
