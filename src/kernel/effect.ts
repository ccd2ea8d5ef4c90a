/** What an operation does to the world: gates, dry run and budgets hang on this word. */
export type Effect = 'read' | 'write' | 'publish' | 'spend';
