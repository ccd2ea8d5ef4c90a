export { type Alert, type AlertContext, alertsContract, type Figure } from './contract.ts';
export { getAlertContext } from './context.ts';
export { acknowledgeAlert, clearAlert, getAlert, listAlerts, raiseAlert, resolveAlert } from './service.ts';
