package io.outboundroutes.platform.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Every declared key, and the groups (first words) that are ours. */
public final class Keys {

    /** All keys, in the order of the shipped {@code application.properties}. */
    public static final List<Key<?>> ALL = Stream.of(
                    VendorKeys.GENESYS.all(),
                    VendorKeys.CXONE.all(),
                    SegmentationKeys.all(),
                    SchedulesKeys.all(),
                    ContactsKeys.all(),
                    StatisticsKeys.all(),
                    EngagementKeys.all(),
                    CallKeys.all(),
                    HouseKeys.all(),
                    ApiKeys.all())
            .<Key<?>>flatMap(List::stream)
            .toList();

    /** Keys that differ in their last part only. */
    public static final List<KeyFamily<?>> FAMILIES = List.of(StatisticsKeys.UNITS);

    /** First words that are ours: an unknown key in one of them is a mistake, one outside belongs to Camel. */
    static final Set<String> GROUPS = groups();

    private Keys() {}

    /** Whether a key lies in one of our groups. */
    static boolean isOurs(String name) {
        int dot = name.indexOf('.');
        return dot > 0 && GROUPS.contains(name.substring(0, dot));
    }

    private static Set<String> groups() {
        Set<String> groups = new LinkedHashSet<>();
        ALL.stream()
                .map(Key::name)
                .filter(name -> name.contains("."))
                .forEach(name -> groups.add(name.substring(0, name.indexOf('.'))));
        return Set.copyOf(groups);
    }
}
