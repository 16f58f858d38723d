/** Posts a file and prints the answer: a process of its own, so that sending holds up nobody who measures. */
const [address, path] = Deno.args;
const { readable } = await Deno.open(path!);
const response = await fetch(address!, { method: "POST", body: readable });
console.log(await response.text());
