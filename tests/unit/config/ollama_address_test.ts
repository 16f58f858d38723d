import assert from "node:assert/strict";
import { InvalidInputError } from "@/lib/errors.ts";
import { addressText, isRefusedIp, parseOllamaAddress, parseOllamaHost } from "@/lib/ollama/address.ts";

// The parser only: nothing here connects, since a faulty build would really reach these places.

Deno.test("parseOllamaAddress() accepts and normalises what a client may use", () => {
  const table: Record<string, string> = {
    "http://127.0.0.1:11434": "http://127.0.0.1:11434",
    " http://localhost:11434/ ": "http://localhost:11434",
    "HTTPS://Ollama.Example/prefix/": "https://ollama.example/prefix",
    "http://0.0.0.0:11434": "http://127.0.0.1:11434",
    "http://[::]:11434": "http://[::1]:11434",
    "http://[::1]:11434": "http://[::1]:11434",
    "http://[::ffff:127.0.0.1]:1": "http://[::ffff:7f00:1]:1",
    "http://192.168.1.20:11434": "http://192.168.1.20:11434",
    "http://100.64.0.7:11434": "http://100.64.0.7:11434",
    "http://[fd00::7]:11434": "http://[fd00::7]:11434",
    "http://ollama:11434": "http://ollama:11434",
  };
  for (const [text, expected] of Object.entries(table)) {
    assert.equal(addressText(parseOllamaAddress(text)), expected, text);
  }
});

Deno.test("parseOllamaAddress() refuses other schemes, credentials, queries and forbidden places", () => {
  const refused = [
    "",
    "ollama",
    "localhost:11434",
    "file:///etc/passwd",
    "data:text/plain,x",
    "ftp://127.0.0.1",
    "javascript:alert(1)",
    "http://",
    "http:///",
    "http://user:secret@127.0.0.1",
    "http://user@127.0.0.1",
    "http://@127.0.0.1",
    "http://127.0.0.1/?x=1",
    "http://127.0.0.1/?",
    "http://127.0.0.1/#x",
    "http://127.0.0.1/#",
    "http://127.0.0.1:99999",
    "http://127.0.0.1\n.example",
    "http://127.0.0.1\t/",
    "http://a b/",
    "http://169.254.169.254/latest/meta-data",
    "http://169.254.0.1",
    "http://2852039166",
    "http://0xa9fea9fe",
    "http://0251.0376.0251.0376",
    "http://169.254.43518",
    "http://①⑥⑨.②⑤④.①⑥⑨.②⑤④",
    "http://１６９.２５４.１６９.２５４",
    "http://169。254。169。254",
    "http://169.254.169.254.",
    "http://0xA9.0376.169.0xfe",
    "http://%31%36%39.254.169.254",
    "http://[fe80::1%25eth0]",
    "http://[fe80::1%eth0]",
    "http://xn--a/",
    "http://metadata。google。internal",
    "http://[::ffff:169.254.169.254]",
    "http://[::ffff:a9fe:a9fe]",
    "http://[::169.254.169.254]",
    "http://[64:ff9b::169.254.169.254]",
    "http://[64:ff9b:1::a9fe:a9fe]",
    "http://[64:ff9b:1:a9fe:a9:fe00::]",
    "http://[64:ff9b:1:a9:fe:a9fe::]",
    "http://[2001:0:a9fe:a9fe::]",
    "http://[2001::5601:5601]",
    "http://[2001:db8::5efe:169.254.169.254]",
    "http://[2001:db8::200:5efe:169.254.169.254]",
    "http://[2002:a9fe:a9fe::]",
    "http://[fe80::1]",
    "http://[febf::1]",
    "http://[fd00:ec2::254]",
    "http://[fd00:0ec2:0:0:0:0:0:254]:80",
    "http://100.100.100.200",
    "http://168.63.129.16",
    "http://192.0.0.192",
    "http://metadata.google.internal",
    "http://METADATA.google.internal./computeMetadata/v1",
    "http://224.0.0.1",
    "http://239.255.255.250:1900",
    "http://[ff02::1]",
  ];
  for (const text of refused) {
    assert.throws(() => parseOllamaAddress(text), (error) => {
      assert(error instanceof InvalidInputError, text);
      assert.equal(error.details?.[0]?.path, "ollama_base_url", text);
      assert(!error.message.includes("secret"), "the message repeats a password");
      return true;
    }, text);
  }
});

Deno.test("parseOllamaHost() reads the forms that Ollama's own command line reads", () => {
  const table: Record<string, string> = {
    "": "http://127.0.0.1:11434",
    "box": "http://box:11434",
    "box:9": "http://box:9",
    ":9": "http://127.0.0.1:9",
    "[::1]:9": "http://[::1]:9",
    "[::1]": "http://[::1]:11434",
    "http://box": "http://box",
    "https://box": "https://box",
    "https://box:9/prefix": "https://box:9/prefix",
    "box/prefix": "http://box:11434/prefix",
    "box:notaport": "http://box:11434",
    "box:99999": "http://box:11434",
    ' "box:9" ': "http://box:9",
    "'0.0.0.0'": "http://127.0.0.1:11434",
  };
  for (const [text, expected] of Object.entries(table)) {
    assert.equal(addressText(parseOllamaHost(text)), expected, text);
  }
});

Deno.test("isRefusedIp() judges resolved addresses by their bytes", () => {
  for (
    const ip of [
      "169.254.169.254",
      "::ffff:169.254.1.1",
      "fe80::1%eth0",
      "fd00:ec2::254",
      "ff05::2",
      "230.1.1.1",
    ]
  ) {
    assert.equal(isRefusedIp(ip), true, ip);
  }
  for (const ip of ["127.0.0.1", "::1", "10.0.0.1", "8.8.8.8", "fd00::1", "100.100.100.201", "2001:db8::1"]) {
    assert.equal(isRefusedIp(ip), false, ip);
  }
});
