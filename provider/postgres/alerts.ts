import type { Alert } from "../kubernetes/monitoring";
import { availabilityAlerts } from "./availabilityAlerts";
import { backupAlerts } from "./backupAlerts";
import { capacityAlerts } from "./capacityAlerts";
import { hardeningAlerts } from "./hardeningAlerts";
import type { MonitoredDatabase } from "./monitored";
import { poolerAlerts } from "./poolerAlerts";

/** Every alert that Prometheus can decide from the metrics of the database, without those on certificates (certificateAlerts.ts). */
export function databaseAlerts(database: MonitoredDatabase): Alert[] {
    return [
        ...availabilityAlerts(database),
        ...backupAlerts(database),
        ...capacityAlerts(database),
        ...hardeningAlerts(database),
        ...poolerAlerts(database),
    ];
}
