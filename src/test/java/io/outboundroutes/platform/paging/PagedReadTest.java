package io.outboundroutes.platform.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunContext;
import io.outboundroutes.platform.run.RunRequest;
import io.outboundroutes.platform.run.RunStatus;
import io.outboundroutes.platform.run.Trigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PagedReadTest {

    private final ExecutorService reader = Executors.newSingleThreadExecutor();
    private final AtomicInteger answered = new AtomicInteger();
    private final RunContext run = run();
    private final PagedRead read = new PagedRead(ReadGuardTest.LIST, run, Map.of("query", "x"));

    private static RunContext run() {
        RunRequest request = new RunRequest("w", Trigger.CLI, Mode.LIVE, null, false, null, Map.of());
        return new RunContext(
                new Run("r", request, RunStatus.RUNNING, null, false, null, Instant.EPOCH, null, null, null),
                Instant.EPOCH);
    }

    @AfterEach
    void endThreads() {
        reader.shutdownNow();
    }

    /** Reads so many pages of one record each, as the reading route does. */
    private Future<?> reading(int pages) {
        return reader.submit(() -> {
            RuntimeException why = null;
            try {
                while (read.isReading()) {
                    int page = answered.incrementAndGet();
                    read.accept(new Page(List.of("r" + page), page < pages ? page : null, null));
                }
            } catch (ReadFailed e) {
                why = e;
            } finally {
                read.end(why);
            }
            return null;
        });
    }

    @Test
    void all9_everyRecordArrivesInOrder() throws Exception {
        Future<?> reading = reading(50);
        List<Object> records = new ArrayList<>();
        read.forEachRemaining(records::add);
        reading.get();

        assertThat(records).hasSize(50).startsWith("r1", "r2").endsWith("r50");
        assertThat(read.isComplete()).isTrue();
        assertThat(run.counts()).containsEntry("pages", 50L).containsEntry("records", 50L);
        assertThatThrownBy(read::next).isInstanceOf(java.util.NoSuchElementException.class);
    }

    @Test
    void all9_readingAheadIsBounded() {
        Future<?> reading = reading(50);

        await().until(() -> answered.get() == 3);
        await().during(java.time.Duration.ofMillis(300)).until(() -> answered.get() == 3);
        assertThat(read.next()).isEqualTo("r1");
        await().until(() -> answered.get() == 4);
        assertThat(reading).isNotDone();
    }

    @Test
    void all9_closingTheConsumerEndsTheReader() throws Exception {
        Future<?> reading = reading(50);
        read.next();
        read.close();
        reading.get();

        assertThat(answered.get()).isLessThan(6);
        assertThat(read.isComplete()).isFalse();
    }

    @Test
    void all9_closingWhileTheLastPageWaitsIsNotComplete() throws Exception {
        Future<?> reading = reading(2);
        reading.get();
        read.close();

        assertThat(read.isComplete()).isFalse();
    }

    @Test
    void all9_aFailureOfTheReaderReachesTheConsumer() throws Exception {
        read.accept(new Page(List.of("a"), 2, null));
        read.end(new ReadFailed("page 2 is broken"));

        assertThatThrownBy(read::hasNext).isInstanceOf(ReadFailed.class).hasMessage("page 2 is broken");
        assertThat(read.isReading()).isFalse();
    }

    @Test
    void all6_aReadEndedBeforeItsLastPageFails() throws Exception {
        read.accept(new Page(List.of("a"), 2, null));
        read.end(null);

        assertThatThrownBy(read::hasNext).hasMessageContaining("ended before its last page");
        assertThat(read.isComplete()).isFalse();
    }

    @Test
    void all6_aRunThatStopsWhileTheLastPageWaitsIsNoCompleteRead() throws Exception {
        // Two pages wait in between, the third and last one in the reader's hand.
        Future<?> reading = reading(3);
        await().until(() -> answered.get() == 3);
        run.stop(new RunContext.Stop("stop", true, null));
        reading.get();

        assertThatThrownBy(() -> read.forEachRemaining(record -> {}))
                .isInstanceOf(ReadFailed.class)
                .hasMessageContaining("the run is being stopped");
        assertThat(read.isComplete()).isFalse();
    }
}
