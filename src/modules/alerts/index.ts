export { type Alert, type AlertContext, type Figure } from './contract.ts';
export { getAlertContext } from './context.ts';
export {
  acknowledgeAlert,
  clearAlert,
  getAlert,
  getAlertCounts,
  listAlerts,
  raiseAlert,
  resolveAlert,
} from './service.ts';
