/**
 * Benchmarks: pace, memory, random kills and start-up of the built program. Only {@code mvn -Pbench verify} runs them;
 * docs/benchmarks.md says what each asserts.
 */
@NullMarked
package io.outboundroutes.bench;

import org.jspecify.annotations.NullMarked;
