/** The few figures that sum it all up. */
export function Totals({ figures }: { figures: { label: string; value: string }[] }) {
  return (
    <dl class="totals">
      {figures.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
