package io.outboundroutes.platform.run;

/** What a replay does about a write of unknown fate that the vendor cannot tell of. */
public enum UnknownFate {
    /** It stays unknown, parked: the default. What the vendor can tell of is looked up. */
    LOOK_UP,
    /** A person has decided that it is sent again. */
    RESEND,
    /** A person has found that it arrived; it is taken as answered. */
    SETTLED
}
