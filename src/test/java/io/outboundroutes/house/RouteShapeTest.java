package io.outboundroutes.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteShapeTest {

    @Test
    void aRouteIsRenderedWithTheRoutesThatItEnrichesFrom() throws Exception {
        assertThat(call().toString())
                .isEqualTo(
                        "Route(direct:call)[Loop[Delay, Enrich(direct:attempt)[Enrich(direct:token)[Choice[When[Log], Otherwise[SetBody]]], Throttle,"
                                + " CircuitBreaker[ToD(http), OnFallback[SetBody]]], Bean], WireTap(direct:wake)]");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            true  | Loop[Delay, Enrich, Bean]
            true  | Loop[Delay, Enrich[Enrich(direct:token), Throttle, CircuitBreaker[ToD(http)]], Bean]
            true  | Route(direct:call)[Loop, WireTap]
            true  | CircuitBreaker[OnFallback]
            true  | Loop[Delay, Bean]
            false | Loop[Bean, Delay]
            false | Loop[Delay, Delay]
            false | Enrich[CircuitBreaker, Throttle]
            false | Route(quartz)
            false | Loop[WireTap]
            """)
    void aPatternMatchesInOrderWithGaps(boolean expected, String pattern) throws Exception {
        assertThat(call().contains(pattern)).isEqualTo(expected);
    }

    @Test
    void aRouteThatCallsItselfIsRenderedOnce() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:half").routeId("half").to("direct:half");
                }
            });
            assertThat(RouteShape.of(context, "half").toString()).isEqualTo("Route(direct:half)[To(direct:half)]");
        }
    }

    @Test
    void aPatternThatIsNoneIsRefused() {
        RouteShape shape = new RouteShape("Route", "", List.of());
        assertThatThrownBy(() -> shape.contains("Loop[Delay"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lacks ']'");
    }

    private static RouteShape call() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:call")
                            .routeId("call")
                            .loop(5)
                            .delay(constant(1))
                            .end()
                            .enrich("direct:attempt")
                            .bean("decision")
                            .end()
                            .wireTap("direct:wake");
                    from("direct:attempt")
                            .routeId("attempt")
                            .enrich("direct:token")
                            .throttle(1)
                            .circuitBreaker()
                            .toD("http:${variable.address}?throwExceptionOnFailure=false")
                            .onFallback()
                            .setBody(constant("open"))
                            .end();
                    from("direct:token")
                            .routeId("token")
                            .choice()
                            .when(body().isNull())
                            .log("none")
                            .otherwise()
                            .setBody(constant("t"));
                }
            });
            return RouteShape.of(context, "call");
        }
    }
}
