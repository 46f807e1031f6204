package io.outboundroutes.platform.http;

/** Decides what of a vendor's error answer may be shown. */
@FunctionalInterface
public interface ErrorText {

    /**
     * The part of an error body that may go into a message: at most 2 KB, one line, without secrets and without values
     * that were sent (all16, all20).
     *
     * @param body the error answer
     * @param sent the request's fields, whose values a vendor likes to echo
     */
    String show(String body, Object sent);
}
