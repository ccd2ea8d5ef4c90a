import { Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { formatNumber } from '../../lib/words.ts';
import { TableFrame } from '../../ui/table-frame.tsx';
import type { BlockOf } from './blocks.ts';
import { placeLabels } from './place-labels.ts';

const WIDTH = 720;
const HEIGHT = 460;
/** Where the field of the points begins and ends. */
const FIELD = { left: 46, top: 34, width: 640, height: 372 };

/** Points between two axes, with their names, and the same as a table. */
export function PositionMap({ map }: { map: BlockOf<'map'> }): ReactNode {
  const { x, y, points } = map;
  const placed = points.map((point) => ({
    ...point,
    x: FIELD.left + share(point.x) * FIELD.width,
    y: FIELD.top + (1 - share(point.y)) * FIELD.height,
  }));
  const labels = placeLabels(placed, { width: WIDTH, height: HEIGHT - 40 });
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
          <text
            className="work-map-end"
            x={0}
            y={FIELD.top + 12}
            transform={upward(14, FIELD.top)}
            textAnchor="end"
          >
            {y.high}
          </text>
          <text className="work-map-end" x={0} y={0} transform={upward(26, bottom)}>
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

function upward(x: number, y: number): string {
  return `translate(${x} ${y}) rotate(-90)`;
}
