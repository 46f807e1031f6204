package io.outboundroutes.platform.run;

/** A write was not sent, because an operator has ordered so since the run last looked. */
public final class NothingMoreIsSent extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Order order;

    public NothingMoreIsSent(Order order) {
        super(order.reason(), null, false, false);
        this.order = order;
    }

    /** What was ordered. */
    public Order order() {
        return order;
    }
}
