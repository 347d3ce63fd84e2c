"""Whether the server lives, is ready, and what it has done; for load balancers and for Prometheus.

A room of its own because it looks at every part and no feature needs it. `endpoints.router`: /healthz, /readyz,
/metrics. They say nothing of customers, but a proxy in front of the server should keep /metrics to itself.
"""
