/**
 * Stands in for `@aws-sdk/middleware-endpoint-discovery` in the bundles. DynamoDB has one endpoint per region, which the
 * client knows without asking for it; looking for others is off unless somebody turns it on, and costs 9 KB.
 */
export const resolveEndpointDiscoveryConfig = <Config>(config: Config): Config => config;

export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = {
  environmentVariableSelector: () => false,
  configFileSelector: () => false,
  default: false,
};
