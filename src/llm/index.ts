export { type Form } from './structured/form.ts';
export { type Gateway, type ObjectCall } from './gateway.ts';
export { openGateway } from './open-gateway.ts';
export { readModelsFile } from './settings/read-models-file.ts';
