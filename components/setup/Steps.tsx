/** How far the wizard is. */
export function Steps({ current }: { current: 1 | 2 }) {
  return (
    <ol class="steps" aria-label="Steps">
      {["Connect", "Choose"].map((name, index) => (
        <li key={name} aria-current={index + 1 === current ? "step" : undefined}>
          <span>{index + 1}</span> {name}
        </li>
      ))}
    </ol>
  );
}
