package io.outboundroutes.sandbox;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.QuietException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/** Sends answers the way their delivery says. No thread waits: what is to come later is scheduled. */
final class AnswerWriter {

    private final Scheduler scheduler;

    AnswerWriter(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    void write(Answer answer, Request request, Response response, Callback callback) {
        if (answer.status() != 0) {
            response.setStatus(answer.status());
            answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        }
        ByteBuffer body = ByteBuffer.wrap(answer.body().getBytes(StandardCharsets.UTF_8));
        Delivery delivery = answer.delivery();
        if (delivery instanceof Delivery.Whole) {
            response.write(true, body, callback);
        } else if (delivery instanceof Delivery.Late late) {
            later(late.delay(), () -> response.write(true, body, callback));
        } else if (delivery instanceof Delivery.Drip drip) {
            response.getHeaders().put("Content-Length", Integer.toString(body.remaining()));
            drip(drip, body, response, callback);
        } else if (delivery instanceof Delivery.Half) {
            half(body, request, response, callback);
        } else if (delivery instanceof Delivery.Silence silence) {
            later(silence.hold(), () -> reset(request, callback));
        } else {
            reset(request, callback);
        }
    }

    private void later(Duration delay, Runnable act) {
        if (delay.isZero()) {
            act.run();
        } else {
            scheduler.schedule(act, delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void drip(Delivery.Drip drip, ByteBuffer rest, Response response, Callback callback) {
        int length = Math.min(drip.bytes(), rest.remaining());
        ByteBuffer piece = rest.slice(rest.position(), length);
        rest.position(rest.position() + length);
        if (!rest.hasRemaining()) {
            response.write(true, piece, callback);
            return;
        }
        response.write(
                false,
                piece,
                Callback.from(() -> later(drip.pause(), () -> drip(drip, rest, response, callback)), callback::failed));
    }

    private static void half(ByteBuffer body, Request request, Response response, Callback callback) {
        response.getHeaders().put("Content-Length", Integer.toString(body.remaining()));
        body.limit(body.remaining() / 2);
        response.write(
                false,
                body,
                Callback.from(
                        () -> {
                            endPoint(request).close();
                            callback.failed(new CutOnPurpose());
                        },
                        callback::failed));
    }

    /** Closing with a linger time of zero sends a reset instead of an orderly end. */
    private static void reset(Request request, Callback callback) {
        EndPoint endPoint = endPoint(request);
        try {
            if (endPoint.getTransport() instanceof SocketChannel channel) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
        } catch (IOException e) {
            // The caller has hung up already, which is what was wanted.
            endPoint.close(e);
        }
        endPoint.close();
        callback.failed(new CutOnPurpose());
    }

    private static EndPoint endPoint(Request request) {
        return request.getConnectionMetaData().getConnection().getEndPoint();
    }

    /** Tells Jetty that the exchange ended without an answer, and that this is no news. */
    private static final class CutOnPurpose extends IOException implements QuietException {
        private static final long serialVersionUID = 1L;

        CutOnPurpose() {
            super("The connection was cut on purpose by a fault");
        }
    }
}
