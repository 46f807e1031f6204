package io.outboundroutes.console;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;

/**
 * What the console shows.
 *
 * @param camel the context that runs the routes; its MBeans are what Hawtio shows
 * @param health asked at each {@code /observe/health/ready}, by several threads at once; to answer within a second
 * @param metrics asked at each {@code /observe/metrics}, by several threads at once; to answer within some seconds
 * @param trail keeps what people do through Hawtio
 * @param beans MBeans to show as long as the console runs, by the keys of their names, such as {@code type=Outbox}
 */
public record Watched(
        CamelContext camel,
        Supplier<Health> health,
        Supplier<String> metrics,
        ActionTrail trail,
        Map<String, ShownBean> beans) {

    public Watched {
        beans = Map.copyOf(beans);
    }
}
