import assert from "node:assert/strict";
import { canIsolate, isolated } from "@/tests/helpers/namespace.ts";

const root = new URL("../../", import.meta.url).pathname;
const isPossible = await canIsolate();

/** A faulty build would really go there: only where "there" is a listener of ours, on loopback's own interface. */
Deno.test({
  name: `no request ever goes to a metadata or link-local address${
    isPossible ? "" : " [skipped: this machine has no network namespaces]"
  }`,
  ignore: !isPossible,
  fn: async () => {
    const hosts = await Deno.makeTempFile({ prefix: "chat-webui-hosts-" });
    const places = [
      ...["169.254.169.254", "100.100.100.200", "168.63.129.16", "192.0.0.192"],
      ...["64:ff9b::a9fe:a9fe", "64:ff9b:1::a9fe:a9fe", "2002:a9fe:a9fe::1", "fd00:ec2::254"],
    ];
    const add = places.map((place) => `ip addr add ${place}/${place.includes(":") ? 128 : 32} dev lo`);
    const before = [...add, `mount --bind ${hosts} /etc/hosts`].join(" && ");
    const inside = `${root}tests/process/ssrf_inside.ts`;
    const args = ["run", "-A", "--cached-only", inside, hosts, ...places];
    const { code, stdout, stderr } = await isolated(Deno.execPath(), args, { before }).output();
    const [out, errors] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
    await Deno.remove(hosts);
    assert.equal(code, 0, `${out}\n${errors}`);
    const report = JSON.parse(out!);
    assert.deepEqual(report.reached, [], "a forbidden place was contacted");
    assert.ok(report.controls >= places.length && report.tries > 100, out);
  },
});
