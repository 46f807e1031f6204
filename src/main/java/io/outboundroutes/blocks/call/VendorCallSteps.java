package io.outboundroutes.blocks.call;

import io.outboundroutes.blocks.Variables;
import io.outboundroutes.platform.http.Answer;
import io.outboundroutes.platform.http.CallRequest;
import io.outboundroutes.platform.http.VendorAnswer;
import io.outboundroutes.platform.http.VendorCall;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.Variable;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.io.EofSensorInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The steps of the vendor call's routes, by the names that Hawtio shows. They move things between the exchange and a
 * {@link VendorCall}; what anything means is decided there. Thread-safe.
 */
public final class VendorCallSteps {

    private static final String SENT_AT = "outboundSentAt";
    private static final long SLICE_MILLIS = 500;

    private final HttpTarget target;

    public VendorCallSteps(HttpTarget target) {
        this.target = target;
    }

    /** Whether another attempt is to be made. */
    public boolean isPending(@Variable(Variables.CALL) VendorCall call) {
        return call.isPending();
    }

    /**
     * How long to wait before the attempt, in milliseconds. A longer wait comes in slices, each followed by an attempt
     * that is postponed, so that a run which is being stopped ends soon without anybody interrupting its threads.
     */
    public long waitMillis(@Variable(Variables.CALL) VendorCall call) {
        // The state is the call's, not the exchange's: Camel evaluates an expression on a copy of the exchange.
        Long due = call.waitsUntil();
        long now = System.nanoTime();
        long left = due == null ? call.waitMillis() : (due - now + 999_999) / 1_000_000;
        if (left > SLICE_MILLIS && call.run().stopped() == null) {
            call.waitUntil(due == null ? (Long) (now + left * 1_000_000) : due);
            return SLICE_MILLIS;
        }
        call.waitUntil(null);
        return call.run().stopped() == null ? Math.max(0, left) : 0;
    }

    /** Whether the attempt may be made now; not before its time, while the vendor is paused, or when the run stops. */
    public boolean mayGo(@Variable(Variables.CALL) VendorCall call) {
        if (call.waitsUntil() != null) {
            call.postpone();
            return false;
        }
        return call.mayGo();
    }

    /** Whether the call carries a token. */
    public boolean needsToken(@Variable(Variables.CALL) VendorCall call) {
        return call.needsToken();
    }

    /** Makes the message the request, and nothing but the request. */
    public void prepare(Exchange exchange, @Variable(Variables.CALL) VendorCall call) {
        CallRequest request = call.request();
        Map<String, Object> headers = new HashMap<>();
        headers.put(Exchange.HTTP_METHOD, call.operation().method());
        headers.put(Exchange.HTTP_URI, (call.needsToken() ? target.base() : target.token()).toString());
        put(headers, Exchange.HTTP_PATH, request.path());
        put(headers, Exchange.HTTP_QUERY, request.query());
        headers.put("Accept", CallRequest.JSON);
        put(headers, "Authorization", call.authorization());
        put(headers, "Idempotency-Key", call.idempotencyKey());
        boolean hasBody = request.body().length > 0;
        put(headers, Exchange.CONTENT_TYPE, hasBody ? request.contentType() : null);
        Message message = exchange.getMessage();
        message.setHeaders(headers);
        message.setBody(hasBody ? request.body() : null);
        call.sending();
        exchange.setProperty(SENT_AT, System.nanoTime());
    }

    private static void put(Map<String, Object> headers, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            headers.put(name, value);
        }
    }

    /** Reads the whole answer, inside the breaker, so that a body that is cut or too slow counts as a failure. */
    public void read(Exchange exchange, @Variable(Variables.CALL) VendorCall call) throws IOException {
        Message message = exchange.getMessage();
        long sentAt = exchange.getProperty(SENT_AT, Long.class);
        Duration timeout = call.needsToken() ? target.callTimeout() : target.tokenTimeout();
        byte[] body = new byte[0];
        if (message.getBody() instanceof InputStream stream) {
            body = read(stream, sentAt + timeout.toNanos());
        } else if (message.getBody() instanceof byte[] bytes) {
            body = bytes;
        }
        int status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        long latencyMs = (System.nanoTime() - sentAt) / 1_000_000;
        call.answered(new Answer.Answered(status, headers(message), body, latencyMs));
        message.setBody(null);
    }

    private byte[] read(InputStream stream, long deadline) throws IOException {
        boolean whole = false;
        try {
            byte[] body = BoundedBody.read(stream, target.maxBody(), deadline, System::nanoTime);
            whole = true;
            return body;
        } finally {
            // Closing would first read the rest of a body that is endless or slow; aborting drops the connection.
            if (!whole && stream instanceof EofSensorInputStream entity) {
                entity.abort();
            } else {
                stream.close();
            }
        }
    }

    private static Map<String, String> headers(Message message) {
        Map<String, String> headers = new HashMap<>();
        message.getHeaders().forEach((name, value) -> {
            if (value != null && !name.startsWith("Camel")) {
                headers.put(name.toLowerCase(Locale.ROOT), value.toString());
            }
        });
        return headers;
    }

    /**
     * Makes an answer of what kept one from coming. Nothing caught means that the breaker did not let the call pass.
     *
     * @throws Exception what was caught, when it is no failure of the connection: then it is ours
     */
    public void noAnswer(Exchange exchange, @Variable(Variables.CALL) VendorCall call) throws Exception {
        Exception caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        if (caught == null) {
            call.answered(new Answer.NotPermitted());
            return;
        }
        IOException failure = connectionFailure(caught);
        if (failure == null) {
            throw caught;
        }
        call.answered(new Answer.NoAnswer(describe(failure, call), mayHaveArrived(failure)));
    }

    /**
     * The failure of a connection that an exception is, or that Camel wrapped in it; else null. Deeper causes do not
     * count: a store that failed on its disk is no failure of the network.
     */
    public static @Nullable IOException connectionFailure(Throwable caught) {
        Throwable own = caught;
        while (own instanceof RuntimeCamelException && own.getCause() != null) {
            own = own.getCause();
        }
        return own instanceof IOException failure ? failure : null;
    }

    private static boolean mayHaveArrived(IOException failure) {
        return !(failure instanceof ConnectException
                || failure instanceof UnknownHostException
                || failure instanceof NoRouteToHostException
                || failure instanceof ConnectTimeoutException
                || failure instanceof SSLHandshakeException
                || failure instanceof SSLPeerUnverifiedException);
    }

    private String describe(IOException failure, VendorCall call) {
        boolean forToken = !call.needsToken();
        String host = (forToken ? target.token() : target.base()).getAuthority();
        if (failure instanceof UnknownHostException) {
            return "the host " + host + " does not resolve; check the address, DNS and http.proxy";
        }
        if (failure instanceof ConnectException || failure instanceof ConnectTimeoutException) {
            return "no connection to " + host + "; check the address, the network and http.proxy";
        }
        if (failure instanceof SSLHandshakeException || failure instanceof SSLPeerUnverifiedException) {
            return "no trusted TLS connection to " + host + "; check its certificate and tls.truststore";
        }
        if (failure instanceof SocketTimeoutException) {
            return "no answer from " + host + " within "
                    + (forToken
                            ? "http.token-timeout=" + target.tokenTimeout()
                            : "http.call-timeout=" + target.callTimeout());
        }
        String message = failure.getMessage();
        if (failure instanceof BoundedBody.Unbounded) {
            return String.valueOf(message);
        }
        return "the connection to " + host + " broke before the answer was there"
                + (message == null ? "" : " (" + message + ")");
    }

    /** Decides what follows from the attempt. */
    public void decide(@Variable(Variables.CALL) VendorCall call) {
        call.decide();
    }

    /** The look-up's route, when a write's fate is to be looked up; else null. */
    public boolean wantsLookup(@Variable(Variables.CALL) VendorCall call) {
        return call.lookup() != null;
    }

    /** Takes what the look-up found; anything but a vendor's answer means that the write did not happen. */
    public void lookedUp(Exchange exchange, @Variable(Variables.CALL) VendorCall call) {
        call.lookedUp(exchange.getMessage().getBody() instanceof VendorAnswer found ? found : null);
    }

    /** Makes the answer the message's body, or throws the one typed exception; leaves nothing else behind. */
    public void settle(Exchange exchange, @Variable(Variables.CALL) VendorCall call) {
        exchange.removeVariable(Variables.CALL);
        exchange.getMessage().setBody(call.settle());
    }
}
