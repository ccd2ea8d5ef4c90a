import { Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { formatNumber } from '../../lib/words.ts';
import { TableFrame } from '../../ui/table-frame.tsx';
import type { BlockOf } from './blocks.ts';
import { placeLabels } from './place-labels.ts';

const WIDTH = 720;
const HEIGHT = 460;
/** Where the field of the points begins and ends. */
const FIELD = { left: 30, top: 34, width: 680, height: 372 };
/** So far from its edge the first point may lie. */
const INSET = 26;

/** Points between two axes, with their names, and the same as a table. */
export function PositionMap({ map }: { map: BlockOf<'map'> }): ReactNode {
  const { x, y, points } = map;
  const placed = points.map((point) => ({
    ...point,
    x: FIELD.left + INSET + share(point.x) * (FIELD.width - 2 * INSET),
    y: FIELD.top + INSET + (1 - share(point.y)) * (FIELD.height - 2 * INSET),
  }));
  const labels = placeLabels(placed, { width: WIDTH - 20, height: FIELD.top + FIELD.height });
  const [bottom, right] = [FIELD.top + FIELD.height, FIELD.left + FIELD.width];
  const [middleX, middleY] = [FIELD.left + FIELD.width / 2, FIELD.top + FIELD.height / 2];
  const title = `${points.length} positions: ${x.name} from ${x.low} to ${x.high}, ${y.name} from ${y.low} to ${y.high}`;
  return (
    <div>
      <div className="list-frame" tabIndex={0} role="region" aria-label={title}>
        <svg className="work-map" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={title}>
          <line className="work-map-middle" x1={middleX} x2={middleX} y1={FIELD.top} y2={bottom} />
          <line className="work-map-middle" x1={FIELD.left} x2={right} y1={middleY} y2={middleY} />
          <rect
            className="work-map-frame"
            x={FIELD.left}
            y={FIELD.top}
            width={FIELD.width}
            height={FIELD.height}
          />
          <text className="work-map-axis" x={FIELD.left} y={18}>
            {y.name}
          </text>
          <text className="work-map-end" transform={upward(FIELD.top)} textAnchor="end">
            {y.high}
          </text>
          <text className="work-map-end" transform={upward(bottom)}>
            {y.low}
          </text>
          <text className="work-map-end" x={FIELD.left} y={bottom + 20}>
            {x.low}
          </text>
          <text className="work-map-end" x={right} y={bottom + 20} textAnchor="end">
            {x.high}
          </text>
          <text className="work-map-axis" x={middleX} y={bottom + 42} textAnchor="middle">
            {x.name}
          </text>
          {placed.map((point, index) => (
            <g key={index}>
              <circle
                className="work-map-point"
                data-own={point.isOwn || undefined}
                cx={point.x}
                cy={point.y}
                r={point.isOwn ? 8 : 6}
              />
              <text
                data-own={point.isOwn || undefined}
                x={labels[index]?.x}
                y={(labels[index]?.y ?? 0) + 4}
                textAnchor={labels[index]?.anchor}
              >
                {point.name}
              </text>
            </g>
          ))}
        </svg>
      </div>
      <details>
        <summary>The positions as a table</summary>
        <TableFrame label={title}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Name</Table.Th>
              <Table.Th ta="right">{x.name}</Table.Th>
              <Table.Th ta="right">{y.name}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {points.map((point, index) => (
              <Table.Tr key={index}>
                <Table.Td>
                  {point.name}
                  {point.isOwn ? ', own' : ''}
                </Table.Td>
                <Table.Td data-number ta="right">
                  {formatNumber(point.x, 2)}
                </Table.Td>
                <Table.Td data-number ta="right">
                  {formatNumber(point.y, 2)}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </TableFrame>
        <Text size="xs" c="dimmed" mt={4}>
          0 is {x.low} or {y.low}, 1 is {x.high} or {y.high}.
        </Text>
      </details>
    </div>
  );
}

function share(value: number): number {
  return Math.min(1, Math.max(0, value));
}

/** Text beside the left axis, from `y` upwards. */
function upward(y: number): string {
  return `translate(${FIELD.left - 10} ${y}) rotate(-90)`;
}
