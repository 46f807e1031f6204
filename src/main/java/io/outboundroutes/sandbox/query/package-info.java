/** The stand-in's own reading of the contact query language: parsing and matching, over anything that has fields. */
@NullMarked
package io.outboundroutes.sandbox.query;

import org.jspecify.annotations.NullMarked;
