package io.outboundroutes.bench;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.OperatingSystemMXBean;
import io.outboundroutes.app.cli.OutboundRoutes;
import java.io.IOException;
import java.io.Writer;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.stream.Collectors;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/**
 * The program's command line with a look at its own JVM: when the process ends, it writes what it used to the file that
 * its first argument names, as properties. The heap's use only falls when garbage is collected, so its peak is the
 * largest value seen just before a collection or at the end.
 */
final class Measured {

    /** The most heap in use, garbage included, in bytes. */
    static final String PEAK_HEAP = "peakHeapBytes";
    /** The most heap in use just after a collection: what was really needed then, in bytes. */
    static final String PEAK_LIVE = "peakHeapAfterCollectionBytes";
    /** CPU time of the whole process, in nanoseconds. */
    static final String CPU = "cpuNanos";
    /** How often garbage was collected. */
    static final String COLLECTIONS = "collections";
    /** The most memory that the process had resident, in KiB; absent where the system does not tell it. */
    static final String PEAK_RESIDENT = "peakResidentKb";

    private static final Set<String> HEAP_POOLS = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getName)
            .collect(Collectors.toUnmodifiableSet());

    private static final LongAccumulator PEAK = new LongAccumulator(Math::max, 0);
    private static final LongAccumulator LIVE = new LongAccumulator(Math::max, 0);
    private static final AtomicLong COLLECTED = new AtomicLong();

    private Measured() {}

    public static void main(String[] args) {
        Path file = Path.of(args[0]);
        ManagementFactory.getGarbageCollectorMXBeans().forEach(Measured::listen);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> write(file), "figures"));
        OutboundRoutes.main(Arrays.copyOfRange(args, 1, args.length));
    }

    private static void listen(GarbageCollectorMXBean collector) {
        ((NotificationEmitter) collector)
                .addNotificationListener(
                        (notification, handback) -> {
                            var collection = GarbageCollectionNotificationInfo.from(
                                            (CompositeData) notification.getUserData())
                                    .getGcInfo();
                            PEAK.accumulate(heap(collection.getMemoryUsageBeforeGc()));
                            LIVE.accumulate(heap(collection.getMemoryUsageAfterGc()));
                            COLLECTED.incrementAndGet();
                        },
                        notification -> notification
                                .getType()
                                .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION),
                        null);
    }

    private static long heap(Map<String, MemoryUsage> pools) {
        return pools.entrySet().stream()
                .filter(pool -> HEAP_POOLS.contains(pool.getKey()))
                .mapToLong(pool -> pool.getValue().getUsed())
                .sum();
    }

    private static void write(Path file) {
        PEAK.accumulate(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        Properties figures = new Properties();
        figures.setProperty(PEAK_HEAP, Long.toString(PEAK.get()));
        figures.setProperty(PEAK_LIVE, Long.toString(LIVE.get()));
        figures.setProperty(CPU, Long.toString(system.getProcessCpuTime()));
        figures.setProperty(COLLECTIONS, Long.toString(COLLECTED.get()));
        try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            peakResident(figures);
            figures.store(out, null);
        } catch (IOException e) {
            System.err.println("The figures cannot be written to " + file + ": " + e.getMessage());
        }
    }

    private static void peakResident(Properties figures) throws IOException {
        Path status = Path.of("/proc/self/status");
        if (Files.isReadable(status)) {
            for (String line : Files.readAllLines(status)) {
                if (line.startsWith("VmHWM:")) {
                    figures.setProperty(PEAK_RESIDENT, line.replaceAll("\\D", ""));
                }
            }
        }
    }
}
