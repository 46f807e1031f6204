package io.outboundroutes.sandbox;

import java.time.Duration;

/** How an answer leaves. */
sealed interface Delivery {

    /** At once and whole. */
    record Whole() implements Delivery {}

    /** Whole, but later. */
    record Late(Duration delay) implements Delivery {}

    /** In pieces of so many bytes, one each pause. */
    record Drip(Duration pause, int bytes) implements Delivery {}

    /** Headers promise all of it, half is sent, then the connection ends. */
    record Half() implements Delivery {}

    /** The connection is reset. */
    record Reset() implements Delivery {}

    /** Nothing for so long, then a reset. */
    record Silence(Duration hold) implements Delivery {}
}
