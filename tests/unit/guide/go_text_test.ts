import assert from "node:assert/strict";
import fc from "fast-check";
import { firstJsonValue, GoSyntaxError } from "@/lib/guide/wire/go_scan.ts";
import { goJson, localTime, utcTime } from "@/lib/guide/wire/go_text.ts";

Deno.test("goJson() escapes <, > and & and is JSON of the same value", () => {
  assert.equal(goJson({ a: "<b> & c" }), '{"a":"\\u003cb\\u003e \\u0026 c"}');
  fc.assert(fc.property(fc.jsonValue(), (value) => {
    const text = goJson(value);
    assert.doesNotMatch(text, /[<>&]/);
    assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(value)));
  }));
});

Deno.test("utcTime() has six to nine digits and is the same moment", () => {
  const whole = Date.UTC(2026, 10, 22, 14, 31, 39);
  const times = { 0: "000000", 0.5: "0005", 817.292463: "817292463", 100: "100000" };
  for (const [ms, digits] of Object.entries(times)) {
    const text = utcTime(whole + Number(ms));
    assert.match(text, /^2026-11-22T14:31:39\.\d{6,9}Z$/);
    assert.ok(text.includes(`.${digits.slice(0, 4)}`), text);
    assert.equal(Date.parse(text), whole + Math.floor(Number(ms)));
  }
});

Deno.test("localTime() carries an offset and is the same moment", () => {
  const ms = Date.UTC(2026, 10, 22, 14, 31, 39, 817);
  assert.match(localTime(ms), /[+-]\d\d:\d\d$/);
  assert.equal(Date.parse(localTime(ms)), ms);
});

Deno.test("firstJsonValue() reads the first value, whatever follows", () => {
  const structured = fc.jsonValue().filter((value) => typeof value === "object" && value !== null);
  fc.assert(fc.property(structured, fc.string(), (value, rest) => {
    const text = JSON.stringify(value);
    assert.deepEqual(firstJsonValue(`  ${text} ${rest}`), JSON.parse(text));
  }));
});

Deno.test("firstJsonValue() says what is wrong as Go does", () => {
  const wrong: Record<string, string> = {
    "": "unexpected EOF",
    '{"model":': "unexpected EOF",
    '{"a":"b': "unexpected EOF",
    hello: "invalid character 'h' looking for beginning of value",
    "{a:1}": "invalid character 'a' looking for beginning of object key string",
    '{"a" 1}': "invalid character '1' after object key",
    '{"a":1 "b":2}': "invalid character '\"' after object key:value pair",
    "[1 2]": "invalid character '2' after array element",
    trye: "invalid character 'y' in literal true (expecting 'u')",
    '"a\nb"': "invalid character '\\n' in string literal",
    '"\\x"': "invalid character 'x' in string escape code",
  };
  for (const [text, message] of Object.entries(wrong)) {
    assert.throws(() => firstJsonValue(text), new GoSyntaxError(message), text);
  }
});

Deno.test("firstJsonValue() refuses every cut-off object", () => {
  const text = '{"a":[1,-2.5e3,true,null],"b":{"c":"\\u00e9\\n"}}';
  for (let end = 1; end < text.length; end++) {
    assert.throws(() => firstJsonValue(text.slice(0, end)), GoSyntaxError, text.slice(0, end));
  }
});
