package io.outboundroutes.app.gates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class JavaBlocksTest {

    @Test
    void routesAndTemplatesAreReadFromTheJavaModel() throws Exception {
        JavaBlocks blocks = blocks();
        assertThat(blocks.routes()).containsExactlyInAnyOrder("run", "read-pages");
        assertThat(blocks.templates())
                .containsExactly(BlockTemplate.of(
                        "call",
                        BlockParameter.required("effect"),
                        BlockParameter.optional("query"),
                        BlockParameter.optional("lookup"),
                        BlockParameter.optional("budget")));
    }

    @Test
    void whatCamelCannotSayIsAddedAndRequiredStays() throws Exception {
        JavaBlocks blocks = blocks().knowing(
                        "call", BlockParameter.optional("effect").oneOf("read", "write"))
                .knowing("call", BlockParameter.required("lookup").namingARoute());
        assertThat(blocks.templates().get(0).parameter("effect"))
                .contains(BlockParameter.required("effect").oneOf("read", "write"));
        assertThat(blocks.templates().get(0).parameter("lookup"))
                .contains(BlockParameter.optional("lookup").namingARoute());
    }

    @Test
    void aRestrictionOfNothingIsRefused() throws Exception {
        JavaBlocks blocks = blocks();
        assertThatThrownBy(() -> blocks.knowing("call", BlockParameter.required("efect")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no block 'call' with a parameter 'efect'; blocks are [call]");
    }

    private static JavaBlocks blocks() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    routeTemplate("call")
                            .templateParameter("effect", null, "read or write")
                            .templateParameter("query", "", "fields")
                            .templateOptionalParameter("lookup")
                            .templateParameter("budget", "1", "limit")
                            .from("kamelet:source")
                            .log("x");
                    from("direct:run").routeId("run").log("x");
                    from("direct://read-pages?block=false")
                            .routeId("read-pages")
                            .log("x");
                    from("timer:x").routeId("sweep").log("x");
                }
            });
            return JavaBlocks.of(context);
        }
    }
}
