/**
 * Cuts code into coloured pieces: at each place the rule that matches first, the earlier one of two.
 *
 * Patterns are read from left to right and never looked at again, so the time grows with the text.
 */
import type { Grammar, TokenName } from "./grammar_kit.ts";

export type Token = string | { name: TokenName; content: Token[] };

export function tokenize(text: string, grammar: Grammar): Token[] {
  const rules = compile(grammar);
  const tokens: Token[] = [];
  let at = 0;
  for (let found = next(rules, text, at); found; found = next(rules, text, at)) {
    if (found.start > at) tokens.push(text.slice(at, found.start));
    at = found.start + found.text.length;
    tokens.push({ name: found.rule.name, content: inner(found) });
  }
  if (at < text.length) tokens.push(text.slice(at));
  return tokens;
}

interface Rule {
  name: TokenName;
  pattern: RegExp;
  inside?: Grammar;
  /** The next match, not before the place that was last asked for; null when there is none any more. */
  match?: { start: number; text: string } | null;
}

function compile(grammar: Grammar): Rule[] {
  return Object.entries(grammar).flatMap(([name, said]) =>
    [said].flat().map((rule) => {
      const { pattern, inside } = rule instanceof RegExp ? { pattern: rule, inside: undefined } : rule;
      return { name: name as TokenName, pattern: new RegExp(pattern, pattern.flags + "g"), inside };
    })
  );
}

function next(rules: Rule[], text: string, at: number) {
  let best: { rule: Rule; start: number; text: string } | undefined;
  for (const rule of rules) {
    if (rule.match === undefined || (rule.match && rule.match.start < at)) {
      rule.match = search(rule, text, at);
    }
    if (rule.match && (!best || rule.match.start < best.start)) best = { rule, ...rule.match };
  }
  return best;
}

function search({ pattern }: Rule, text: string, at: number) {
  pattern.lastIndex = at;
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
    if (found[0] !== "") return { start: found.index, text: found[0] };
    pattern.lastIndex += 1;
  }
  return null;
}

function inner({ rule, text }: { rule: Rule; text: string }): Token[] {
  return rule.inside ? tokenize(text, rule.inside) : [text];
}
