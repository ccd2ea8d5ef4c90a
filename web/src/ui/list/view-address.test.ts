import { describe, expect, it } from 'vitest';
import { addressOf, isChanged, keptSearch } from './view-address.ts';

const VIEW = { id: 'view_1', search: { status: 'failed', sort: '-created' }, columns: ['name', 'status'] };
const ALL = ['name', 'status', 'created'];

describe('the address of a saved view', () => {
  it('E1 holds its filters, order and columns, and gives them back', () => {
    const address = addressOf(VIEW);
    expect(address).toEqual({ status: 'failed', sort: '-created', columns: 'name,status', view: 'view_1' });
    expect(keptSearch({ ...address, pages: 3, text: undefined })).toEqual(VIEW.search);
  });

  it('E1 differs from the view when a filter, the order or a column does, and by nothing else', () => {
    const now = (search: object, columns = VIEW.columns) => ({
      search: { ...addressOf(VIEW), ...search },
      columns,
      all: ALL,
    });
    expect(isChanged(VIEW, now({}))).toBe(false);
    expect(isChanged(VIEW, now({ pages: 4, text: undefined }))).toBe(false);
    expect(isChanged({ ...VIEW, search: { sort: '-created', status: 'failed' } }, now({}))).toBe(false);
    expect(isChanged(VIEW, now({ text: 'spring' }))).toBe(true);
    expect(isChanged(VIEW, now({ status: undefined }))).toBe(true);
    expect(isChanged(VIEW, now({ sort: 'created' }))).toBe(true);
    expect(isChanged(VIEW, now({}, ['name']))).toBe(true);
    expect(isChanged({ ...VIEW, columns: ['name', 'gone', 'status'] }, now({}))).toBe(false);
  });
});
