/** A service that each kind of sender speaks of, each by its own way of proving where it comes from. */
export const SEND_CATALOGUE = `organization:
  name: Example
  owner: { name: Mara, email: mara@example.com }
effectiveFrom: 2026-01-01T00:00:00Z
sources:
  - { id: alerts, type: alertmanager, auth: { type: bearer, secret: s } }
  - { id: grafana, type: grafana, auth: { type: hmac, header: X-Grafana-Alerting-Signature, encoding: hex, secret: s } }
  - { id: pager, type: pagerduty, auth: { type: hmac, header: X-PagerDuty-Signature, prefix: v1=, encoding: hex, secret: s } }
  - { id: kuma, type: uptime-kuma, auth: { type: header, name: x-attain-secret, secret: s } }
  - { id: probes, type: generic, auth: { type: svix, secret: s } }
  - { id: datadog, type: datadog, auth: { type: basic, username: attain, secret: s } }
  - { id: genie, type: opsgenie, auth: { type: bearer, secret: s } }
  - { id: supplier, type: statuspage, auth: { type: path, secret: s } }
  - { id: topic, type: sns, auth: { type: query, name: key, secret: s } }
  - { id: signed-topic, type: sns, auth: { type: sns, topics: [arn:aws:sns:eu-central-1:123456789012:alarms] } }
  - { id: alarms, type: cloudwatch, auth: { type: aws } }
services:
  - id: shop
    name: Shop
    monitors:
      - { id: alerts, source: alerts, match: { service: shop, severity: critical } }
      - { id: grafana, source: grafana, match: { service: shop } }
      - { id: pager, source: pager, match: { service: shop } }
      - { id: kuma, source: kuma, match: { service: shop } }
      - { id: probe, source: probes }
      - { id: datadog, source: datadog, match: { service: shop } }
      - { id: genie, source: genie, match: { service: shop } }
      - { id: supplier, source: supplier, match: { component: Shop API } }
      - { id: topic, source: topic, match: { service: shop } }
agreements:
  - id: acme
    kind: sla
    customer: Acme
    from: 2026-01-01
    timeZone: UTC
    hours: 24x7
    targets: [{ kind: availability, target: 99.9 }]
    services: [shop]
`;
