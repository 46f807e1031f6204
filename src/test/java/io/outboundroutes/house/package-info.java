/** Tests of the house: what every file of the project has to keep, whoever writes it. */
@NullMarked
package io.outboundroutes.house;

import org.jspecify.annotations.NullMarked;
