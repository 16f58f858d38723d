/** Work on what a page shows that may wait while nobody sees it: it is done once the tab is shown. */

export interface SeenWork {
  /** In so many ms, in place of what was asked for before. */
  in(ms: number): void;
  end(): void;
}

type Seen = Pick<Document, "hidden" | "addEventListener" | "removeEventListener">;

export function whenSeen(work: () => void, page: Seen = document): SeenWork {
  let timer = 0;
  let isDue = false;
  const look = () => {
    if (!isDue || page.hidden) return;
    isDue = false;
    work();
  };
  const ring = () => {
    isDue = true;
    look();
  };
  page.addEventListener("visibilitychange", look);
  return {
    in(ms) {
      clearTimeout(timer);
      timer = setTimeout(ring, ms) as unknown as number;
    },
    end() {
      clearTimeout(timer);
      page.removeEventListener("visibilitychange", look);
    },
  };
}
