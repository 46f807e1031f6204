package io.outboundroutes.platform.config;

import org.jspecify.annotations.Nullable;

/**
 * One setting as it stands, for {@code check}.
 *
 * @param key the property key
 * @param shown the value as it may be shown; null when it is not set
 * @param origin where it comes from: {@code -P}, an environment variable, {@code application.properties:42}, {@code
 *     default}, {@code not set}
 * @param description what it is for; empty for keys that belong to Camel
 */
public record Setting(String key, @Nullable String shown, String origin, String description) {}
