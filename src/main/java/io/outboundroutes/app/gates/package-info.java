/**
 * Gates over the routes directory: what {@code check}, {@code serve} and {@code dev} refuse before anything starts.
 * Findings are collected, never thrown one by one; each says how to mend it.
 */
@NullMarked
package io.outboundroutes.app.gates;

import org.jspecify.annotations.NullMarked;
