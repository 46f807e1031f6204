/** The stand-in's campaigns and the figures of their execution, which are the same whenever they are asked for. */
@NullMarked
package io.outboundroutes.sandbox.campaign;

import org.jspecify.annotations.NullMarked;
