package io.outboundroutes.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What arrived, in order. Bounded: the newest 100,000 requests, and answer bodies of 32 million characters, so that
 * reading a million contacts does not fill the memory. Thread-safe.
 */
final class Journal {

    private static final int MOST_REQUESTS = 100_000;
    private static final long MOST_BODIES = 32_000_000;

    private final TreeMap<Long, RecordedRequest> requests = new TreeMap<>();
    private final Deque<Long> withBody = new ArrayDeque<>();
    private long bodies;
    private long last;

    /** Notes an arrival and returns its number. */
    synchronized long received(Operation operation, Call call, Instant now, long nanos) {
        long number = ++last;
        requests.put(
                number,
                new RecordedRequest(
                        number,
                        operation.label(),
                        call.method(),
                        call.path(),
                        call.query(),
                        call.headers(),
                        call.body(),
                        now,
                        nanos,
                        null,
                        0,
                        Map.of(),
                        null));
        if (requests.size() > MOST_REQUESTS) {
            dropBody(requests.firstKey());
            requests.pollFirstEntry();
        }
        return number;
    }

    /** Notes what the request got. */
    synchronized void answered(long number, @Nullable String fault, Answer answer) {
        if (requests.computeIfPresent(number, (key, request) -> request.answered(fault, answer)) == null) {
            return;
        }
        withBody.add(number);
        bodies += answer.body().length();
        while (bodies > MOST_BODIES && !withBody.isEmpty()) {
            dropBody(withBody.remove());
        }
    }

    private void dropBody(long number) {
        RecordedRequest request = requests.get(number);
        if (request != null && request.answerBody() != null) {
            bodies -= request.answerBody().length();
            requests.put(number, request.withoutAnswerBody());
        }
    }

    synchronized List<RecordedRequest> requests() {
        return List.copyOf(requests.values());
    }

    synchronized void clear() {
        requests.clear();
        withBody.clear();
        bodies = 0;
    }

    /** The most requests that arrived within any window of this length, webhooks left out. */
    int peak(Duration window) {
        List<Long> times = new ArrayList<>();
        for (RecordedRequest request : requests()) {
            if (!request.operation().equals(Operation.WEBHOOK.label())) {
                times.add(request.receivedNanos());
            }
        }
        times.sort(null);
        int peak = 0;
        int start = 0;
        for (int end = 0; end < times.size(); end++) {
            while (times.get(end) - times.get(start) >= window.toNanos()) {
                start++;
            }
            peak = Math.max(peak, end - start + 1);
        }
        return peak;
    }
}
