package io.outboundroutes.blocks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** What log lines are told of the route that they come from. */
class LogContextTest {

    private final Map<String, String> seen = new ConcurrentHashMap<>();

    @AfterEach
    void forget() {
        MDC.clear();
    }

    @Test
    void aLineTellsTheRouteItComesFromAlsoAfterASubRoute() throws Exception {
        run("direct:outer");
        assertThat(seen).containsEntry("before", "outer").containsEntry("inside", "inner");
        assertThat(seen).containsEntry("after", "outer");
    }

    @Test
    void aLineOfAThreadOfASplitterTellsItsRoute() throws Exception {
        run("direct:outer");
        assertThat(seen).containsEntry("item", "each").containsEntry("joined", "outer");
    }

    @Test
    void aRouteThatFailsLeavesNothingBehind() throws Exception {
        MDC.put("workflow", "w");
        Exchange done = run("direct:careful");
        assertThat(seen).containsEntry("caught", "careful");
        assertThat(MDC.getCopyOfContextMap()).isEqualTo(Map.of("workflow", "w"));
        assertThat(done.getProperties().keySet()).noneMatch(name -> name.startsWith("outbound."));
    }

    private Exchange run(String route) throws Exception {
        CamelContext camel = new DefaultCamelContext();
        try {
            camel.addRoutePolicyFactory(new LogContext());
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:outer")
                            .routeId("outer")
                            .process(note("before"))
                            .to("direct:inner")
                            .process(note("after"))
                            .split(constant("a,b"))
                            .parallelProcessing()
                            .to("direct:each")
                            .end()
                            .process(note("joined"));
                    from("direct:careful")
                            .routeId("careful")
                            .doTry()
                            .to("direct:fails")
                            .doCatch(IllegalStateException.class)
                            .process(note("caught"))
                            .end();
                    from("direct:inner").routeId("inner").process(note("inside"));
                    from("direct:each").routeId("each").process(note("item"));
                    from("direct:fails").routeId("fails").process(exchange -> {
                        throw new IllegalStateException("on purpose");
                    });
                }
            });
            camel.start();
            try (ProducerTemplate template = camel.createProducerTemplate()) {
                return template.request(route, exchange -> {});
            }
        } finally {
            camel.stop();
        }
    }

    private Processor note(String where) {
        return exchange -> seen.put(where, MDC.get(LogContext.ROUTE));
    }
}
