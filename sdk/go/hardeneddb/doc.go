// Hardened databases on Kubernetes as Pulumi components.
package hardeneddb
