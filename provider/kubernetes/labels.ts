export const managedLabels = { "app.kubernetes.io/managed-by": "hardened-db" };
