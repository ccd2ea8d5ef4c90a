export { type Alert, type AlertContext, alertContext, alertsContract, type Figure } from './contract.ts';
export { getAlertContext } from './context.ts';
export { acknowledgeAlert, clearAlert, getAlert, listAlerts, raiseAlert, resolveAlert } from './service.ts';
export { countUnresolved, type NewAlert } from './store.ts';
