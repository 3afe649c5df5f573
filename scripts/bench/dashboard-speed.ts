import { addDays } from "#app/kit/clock.ts";
import { below, quantileOf, type BenchFigure } from "./bench-report.ts";
import { insertManyClicks } from "./bench-links-store.server.ts";
import type { BenchWorld } from "./bench-world.server.ts";
import { startProduct } from "./redirect-speed.ts";
import { say } from "#scripts/command.ts";

const MANY_CLICKS = 10_000_000;
const QUICK_CLICKS = 100_000;
const LOOKS = 60;
const PROGRESS_EVERY_DAYS = 15;

/** What the owner of a brand with ten million clicks in ninety days waits for the first byte of the screens that count them. */
export async function measureDashboards(world: BenchWorld, isQuick: boolean): Promise<BenchFigure[]> {
  const clickCount = isQuick ? QUICK_CLICKS : MANY_CLICKS;
  await insertManyClicks(world.superuserUrl, world.brandId, clickCount, (day, days) => {
    if (day % PROGRESS_EVERY_DAYS === 0) say(`${day} of ${days} days of clicks stored`);
  });
  const product = await startProduct(world);
  try {
    const origin = `http://127.0.0.1:${product.port}`;
    const cookie = await signIn(origin, world.owner);
    const brand = `/brands/${world.brandSlug}`;
    const pages = [brand, `${brand}/clicks`, `${brand}/clicks?from=${dayBack(89)}&to=${dayBack(0)}`];
    const names = ["the brand's overview", "its clicks of 30 days", "its clicks of 90 days"];
    const figures: BenchFigure[] = [{ key: "storedClicks", label: "clicks stored", value: clickCount }];
    for (const [index, page] of pages.entries()) {
      const times = await lookAgain(`${origin}${page}`, cookie);
      const key = `page${index + 1}P95Ms`;
      figures.push({
        key,
        label: `p95 of ${names[index] ?? page}, ms`,
        value: quantileOf(times, 0.95),
        target: below(200),
      });
    }
    return figures;
  } finally {
    await product.stop();
  }
}

/** The UTC day so many days ago, as the filter takes it. */
function dayBack(days: number): string {
  return addDays(new Date(), -days).toISOString().slice(0, "2026-01-01".length);
}

async function signIn(origin: string, owner: BenchWorld["owner"]): Promise<string> {
  const answer = await fetch(`${origin}/sign-in`, {
    method: "POST",
    headers: { origin },
    body: new URLSearchParams({ email: owner.email, password: owner.password }),
    redirect: "manual",
  });
  const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(";")[0]);
  if (cookies.length === 0) throw new Error(`Signing in answered ${answer.status} without a session.`);
  return cookies.join("; ");
}

async function lookAgain(url: string, cookie: string): Promise<number[]> {
  const times: number[] = [];
  // The first look warms caches that every later one finds warm.
  for (let look = 0; look <= LOOKS; look += 1) {
    const startedMs = performance.now();
    const answer = await fetch(url, { headers: { cookie }, redirect: "manual" });
    await answer.text();
    if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}.`);
    if (look > 0) times.push(performance.now() - startedMs);
  }
  return times;
}
