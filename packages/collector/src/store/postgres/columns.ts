/** Rows as one array a column, which `unnest` turns into rows again: one statement for many of them. */
export const columns = <Item>(items: Item[], ...read: ((item: Item) => unknown)[]): unknown[][] =>
  read.map((column) => items.map(column));
