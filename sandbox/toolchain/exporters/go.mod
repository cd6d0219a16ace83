module hardened-db.invalid/toolchain/exporters

go 1.26.0

require (
	github.com/cert-manager/cert-manager v1.21.2
	github.com/cloudnative-pg/cloudnative-pg v1.30.1
	github.com/cloudnative-pg/plugin-barman-cloud v0.15.0
	github.com/prometheus/prometheus v0.316.0
	k8s.io/kubernetes v1.36.2
)
