package io.outboundroutes.blocks.call;

import io.outboundroutes.blocks.Variables;
import io.outboundroutes.platform.http.Operation;
import io.outboundroutes.platform.http.VendorCall;
import io.outboundroutes.platform.http.VendorConnection;
import io.outboundroutes.platform.run.Item;
import io.outboundroutes.platform.run.RunContext;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;

/**
 * Begins a call of one operation: the message's body holds the request's fields. One per use of the call block.
 * Thread-safe.
 */
public final class OpenCall {

    private final VendorConnection vendor;
    private final Operation operation;

    public OpenCall(VendorConnection vendor, Operation operation) {
        this.vendor = vendor;
        this.operation = operation;
    }

    /**
     * Begins the call.
     *
     * @throws IllegalStateException outside a run
     * @throws IllegalArgumentException when the body is not a map of fields
     */
    public void open(Exchange exchange) {
        RunContext run = exchange.getVariable(Variables.RUN, RunContext.class);
        if (run == null) {
            throw new IllegalStateException("Operation " + operation.id()
                    + " was called outside a run: the exchange has no variable '" + Variables.RUN + "'");
        }
        Object body = exchange.getMessage().getBody();
        if (body != null && !(body instanceof Map)) {
            throw new IllegalArgumentException(
                    "Operation " + operation.id() + " takes a map of fields as its body; got "
                            + body.getClass().getName());
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        if (body instanceof Map<?, ?> map) {
            map.forEach((name, value) -> fields.put(String.valueOf(name), value));
        }
        Object next = exchange.removeVariable(Variables.NEXT_PAGE);
        Item item = exchange.getVariable(Variables.ITEM, Item.class);
        VendorCall call = new VendorCall(vendor, operation, run, item, fields, next);
        if (exchange.removeVariable(Variables.NOT_AFTER) instanceof Instant notAfter) {
            call.notAfter(notAfter);
        }
        exchange.setVariable(Variables.CALL, call);
    }

    /** The operation. */
    public Operation operation() {
        return operation;
    }
}
