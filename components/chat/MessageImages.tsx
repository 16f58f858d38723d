/** The images that came with a message, small; each leads to itself. */
import { useLiveTexts } from "@/lib/texts/context.ts";
import { fill } from "@/lib/texts/text.ts";

export function MessageImages({ id, count }: { id: string; count: number }) {
  const { message } = useLiveTexts();
  const addresses = Array.from({ length: count }, (_, index) => `/api/messages/${id}/images/${index}`);
  return (
    <div class="message-images">
      {addresses.map((address, index) => (
        <a key={address} href={address} target="_blank" rel="noopener">
          <img src={address} alt={fill(message.image, { n: index + 1 })} data-fresh-disable-lock />
        </a>
      ))}
    </div>
  );
}
