/** Marks links that lead to the page that is shown, or to one above it. */

/** The props with the marks; undefined when there is nothing to mark. */
export function currentLinkProps(props: Record<string, unknown>, page: URL) {
  const { href } = props;
  if (typeof href !== "string" || !/^\/(?!\/)/.test(href) || "aria-current" in props) return undefined;
  const [path = "", query] = href.replace(/#.*$/, "").split(/\?(.*)/s);
  const link = withoutSlash(path);
  const shown = withoutSlash(page.pathname);
  const isSameQuery = query === undefined || `?${query}` === page.search;
  if (link === shown && isSameQuery) return { ...props, "aria-current": "page", "data-current": "true" };
  if (link !== shown && !shown.startsWith(link + "/")) return undefined;
  return { ...props, "aria-current": "true", "data-ancestor": "true" };
}

function withoutSlash(path: string): string {
  return path.replace(/\/$/, "");
}
