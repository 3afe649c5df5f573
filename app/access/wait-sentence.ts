/** "Too many tries. Please wait 4 minutes, then try again." Rounded up, so that who waits that long is let in. */
export function waitSentence(waitSeconds: number): string {
  const isShort = waitSeconds < 60;
  const count = isShort ? waitSeconds : Math.ceil(waitSeconds / 60);
  const unit = isShort ? "second" : "minute";
  return `Too many tries. Please wait ${count} ${unit}${count === 1 ? "" : "s"}, then try again.`;
}
