import assert from "node:assert/strict";
import { lastReply, onStage, send, untilStatus } from "@/tests/islands/stage.ts";

const REPLY = "Costs $5 or $10, earns $x^2$.\n\n$$\n\\frac{a}{b}\n$$\n\nThen $\\frac{1}$ and more.";

Deno.test("a formula is drawn in a growing reply and in a stored one, KaTeX is loaded for the first alone, and its source is copied", () =>
  onStage({ answer: () => REPLY }, async ({ open, ask }) => {
    const plain = await open("/chat");
    await send(plain.page, "Formulas");
    await plain.page.locator("article math").nth(1).waitFor();
    await untilStatus(plain.page, "complete");
    const drawn = await lastReply(plain.page).locator(".prose").innerHTML();
    const scripts = (requests: string[]) => requests.filter((url) => url.endsWith(".js"));
    const whenGrowing = scripts(plain.requests).length;
    assert.deepEqual(plain.problems, []);

    const stored = await open(`/chat/${await ask("Formulas")}`);
    assert.equal(await lastReply(stored.page).locator(".prose").innerHTML(), drawn);
    assert.equal(
      await lastReply(stored.page).locator("code").getAttribute("title").then((title) => title !== null),
      true,
    );
    assert.ok(scripts(stored.requests).length < whenGrowing, stored.requests.join("\n"));
    assert.deepEqual(stored.problems, []);

    const copied = await stored.page.evaluate(() => {
      const prose = [...document.querySelectorAll("article[data-role=assistant] .prose")].at(-1)!;
      getSelection()!.selectAllChildren(prose);
      const clipboardData = new DataTransfer();
      prose.dispatchEvent(new ClipboardEvent("copy", { clipboardData, bubbles: true, cancelable: true }));
      return clipboardData.getData("text/plain");
    });
    assert.match(
      copied,
      /^Costs \$5 or \$10, earns \$x\^2\$\.\s+\$\$\\frac\{a\}\{b\}\$\$\s+Then \$\\frac\{1\}\$ and more\.$/,
    );
  }));
