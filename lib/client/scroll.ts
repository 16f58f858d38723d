/**
 * Following the end of the transcript without ever fighting the reader.
 *
 * Any move upwards releases; reaching the end by moving downwards follows again. Knows nothing of messages.
 */
export interface Follower {
  jump(): void;
  end(): void;
}

/** Closer than this to the end counts as the end: zoomed pages have fractions of pixels. */
const nearEnd = 8;

/** @param onChange told when following begins and ends */
export function followEnd(
  scroller: HTMLElement,
  content: Element,
  onChange: (isFollowing: boolean) => void,
): Follower {
  const place = { isFollowing: isAtEnd(scroller), top: scroller.scrollTop, height: scroller.scrollHeight };
  const listening = new AbortController();
  const follow = (isFollowing: boolean) => {
    if (place.isFollowing === isFollowing) return;
    place.isFollowing = isFollowing;
    onChange(isFollowing);
  };
  const toEnd = () => {
    if (place.isFollowing) scroller.scrollTop = scroller.scrollHeight;
  };
  const listen = (name: string, listener: (event: Event) => void) =>
    scroller.addEventListener(name, listener, { passive: true, signal: listening.signal });
  listen("scroll", () => {
    const move = scroller.scrollTop - place.top;
    const hasShrunk = scroller.scrollHeight < place.height;
    place.top = scroller.scrollTop;
    place.height = scroller.scrollHeight;
    if (move < 0 && !hasShrunk && !isAtEnd(scroller)) follow(false);
    else if (move > 0 && isAtEnd(scroller)) follow(true);
  });
  listen("wheel", (event) => (event as WheelEvent).deltaY < 0 && canScroll(scroller) && follow(false));
  listen("keydown", (event) => isUpward(event as KeyboardEvent) && canScroll(scroller) && follow(false));
  listenToFingers(listen, () => canScroll(scroller) && follow(false));
  const sizes = new ResizeObserver(toEnd);
  sizes.observe(content);
  sizes.observe(scroller);
  return {
    jump() {
      follow(true);
      toEnd();
    },
    end() {
      listening.abort();
      sizes.disconnect();
    },
  };
}

function isAtEnd(scroller: HTMLElement): boolean {
  return scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop <= nearEnd;
}

function canScroll(scroller: HTMLElement): boolean {
  return scroller.scrollTop > 0;
}

function isUpward(event: KeyboardEvent): boolean {
  if ((event.target as Element).closest("textarea, input, select")) return false;
  return ["ArrowUp", "PageUp", "Home"].includes(event.key) || (event.key === " " && event.shiftKey);
}

/** A finger that moves down moves the text up. */
function listenToFingers(listen: (name: string, listener: (event: Event) => void) => void, onUp: () => void) {
  let last = 0;
  const y = (event: Event) => (event as TouchEvent).touches[0]?.clientY ?? last;
  listen("touchstart", (event) => last = y(event));
  listen("touchmove", (event) => {
    if (y(event) > last + 2) onUp();
    last = y(event);
  });
}

/** The nearest ancestor that scrolls; the page itself when there is none. */
export function scrollerOf(element: Element): HTMLElement {
  for (let node = element.parentElement; node; node = node.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(node).overflowY)) return node;
  }
  return document.scrollingElement as HTMLElement;
}
