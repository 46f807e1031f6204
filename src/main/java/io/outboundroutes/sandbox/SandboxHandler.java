package io.outboundroutes.sandbox;

import io.outboundroutes.sandbox.fault.Faults.Strike;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.URIUtil;

/** Takes each request: switches at once; vendor calls through journal, rate limit and faults. */
final class SandboxHandler extends Handler.Abstract {

    private final SandboxState state;
    private final ControlApi control;
    private final VendorApi api;
    private final FaultPlayer player;
    private final RateLimiter limiter;
    private final Clock clock;
    private final Duration latency;
    private final AnswerWriter writer;

    SandboxHandler(SandboxOptions options, SandboxState state, AnswerWriter writer) {
        this.state = state;
        this.clock = options.clock();
        this.control = new ControlApi(state, clock);
        this.api = new VendorApi(options, state);
        this.player = new FaultPlayer(api, state, clock);
        this.limiter = new RateLimiter(options.requestsPerSecond());
        this.latency = options.latency();
        this.writer = writer;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        long nanos = System.nanoTime();
        Call call = read(request);
        Answer answer = ControlApi.serves(call) ? control.answer(call) : held(vendor(call, nanos));
        writer.write(answer, request, response, callback);
        return true;
    }

    private Answer vendor(Call call, long nanos) {
        Operation operation = Operation.of(call.method(), call.path());
        long number = state.journal().received(operation, call, clock.instant(), nanos);
        if (operation != Operation.WEBHOOK && !limiter.take(nanos)) {
            Answer limited = Errors.answer(429, "too.many.requests", "Rate limit exceeded")
                    .withHeader("Retry-After", "1");
            state.journal().answered(number, "rate-limit", limited);
            return limited;
        }
        List<Strike> strikes = state.faults().strike(operation.label(), call.path(), PagedCall.asked(operation, call));
        Answer answer = strikes.isEmpty() ? api.answer(operation, call) : player.play(strikes, operation, call);
        Strike shaping = FaultPlayer.shaping(strikes);
        state.journal()
                .answered(number, shaping == null ? null : shaping.fault().name(), answer);
        return answer;
    }

    private Answer held(Answer answer) {
        return latency.isZero() || !(answer.delivery() instanceof Delivery.Whole)
                ? answer
                : answer.with(new Delivery.Late(latency));
    }

    private static Call read(Request request) throws Exception {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (HttpField field : request.getHeaders()) {
            headers.computeIfAbsent(field.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(field.getValue());
        }
        return new Call(
                request.getMethod(),
                URIUtil.decodePath(request.getHttpURI().getPath()),
                request.getHttpURI().getQuery(),
                headers,
                Content.Source.asString(request, StandardCharsets.UTF_8));
    }
}
