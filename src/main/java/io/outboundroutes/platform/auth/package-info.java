/** Access tokens: one per connection, shared by everything, renewed early by one caller at a time. */
@NullMarked
package io.outboundroutes.platform.auth;

import org.jspecify.annotations.NullMarked;
