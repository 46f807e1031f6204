package io.outboundroutes.console.api;

import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.servers.Server;
import java.io.IOException;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.openapi.BeanConfig;
import org.apache.camel.openapi.OpenApiHelper;
import org.apache.camel.openapi.RestOpenApiReader;

/**
 * The OpenAPI document of the REST API, made of the very definitions that its routes are made of. Camel's own endpoint for
 * it names the server by an address of its own, which is wrong behind a proxy, or believes whatever a request's headers
 * say; here it is the path alone. Stateless.
 */
final class ApiDocument {

    private static final String VERSION = "1";

    private static final String ABOUT =
            "Workflows, runs, pauses and deliveries. Every error is an application/problem+json."
                    + " A query parameter that an operation does not tell, or that comes twice, is refused with 400;"
                    + " a body that comes to an operation without one is ignored.";

    private ApiDocument() {}

    /** The document as JSON. */
    static String of(CamelContext camel) {
        BeanConfig config = new BeanConfig();
        config.setVersion("3.0.3");
        config.setInfo(new Info().title("outbound-routes").version(VERSION).description(ABOUT));
        try {
            OpenAPI document = new RestOpenApiReader()
                    .read(
                            camel,
                            camel.getCamelContextExtension()
                                    .getContextPlugin(Model.class)
                                    .getRestDefinitions(),
                            config,
                            camel.getName(),
                            camel.getClassResolver());
            OpenApiHelper.clearVendorExtensions(document);
            document.setServers(List.of(new Server().url(Api.PATH)));
            return Json.mapper().writeValueAsString(document);
        } catch (ClassNotFoundException | IOException e) {
            throw new IllegalStateException("The document of the REST API cannot be made", e);
        }
    }
}
