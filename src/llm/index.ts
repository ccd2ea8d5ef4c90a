export { type Form } from './structured/form.ts';
export { type Gateway, type ObjectCall } from './gateway.ts';
export { type GatewayOptions, openGateway } from './open-gateway.ts';
export { readModelsFile } from './settings/read-models-file.ts';
