package io.outboundroutes.blocks.read;

import io.outboundroutes.platform.paging.PagedReadSpec;
import java.util.concurrent.ExecutorService;
import org.apache.camel.RouteTemplateContext;
import org.apache.camel.builder.RouteBuilder;

/**
 * The paged read. YAML uses it as {@code kamelet:paged-read/<id>}: the body holds the query's fields and becomes an
 * iterator over all records, for a streaming splitter with {@code stopOnException: true}. Pages are read ahead by a
 * route of their own; an error on either side ends the other (all9).
 */
public final class PagedReadRoutes extends RouteBuilder {

    @Override
    public void configure() {
        errorHandler(defaultErrorHandler().maximumRedeliveries(0).logExhausted(false));
        ExecutorService readers = getCamelContext().getExecutorServiceManager().newCachedThreadPool(this, "read-pages");
        getCamelContext().getRegistry().bind("pagedReadSteps", new PagedReadSteps());

        routeTemplate("paged-read")
                .templateParameter("operation", null, "The direct: route of an operation that pages")
                .templateParameter("idField", "id", "The records' field that identifies them")
                .templateParameter("maxPages", "off", "The most pages, or off for no cap. Reaching it fails the run")
                .templateParameter(
                        "newestFirst",
                        "false",
                        "Whether the vendor sorts what changed last to the front: true or false")
                .templateParameter(
                        "dedupe",
                        "all",
                        "Whether all ids are remembered or those of neighbouring pages: all, neighbours")
                .templateBean("opener", OpenPagedRead.class, context -> new OpenPagedRead(spec(context), readers))
                .from("kamelet:source")
                .bean("{{opener}}", "open")
                .id("open-read");

        from("direct:read-pages")
                .routeId("read-pages")
                .routeDescription("Reads page after page ahead of whoever consumes the records")
                .loopDoWhile(method("pagedReadSteps", "isReading"))
                .id("pages")
                .bean("pagedReadSteps", "nextPage")
                .id("next-page")
                .toD("direct:${variable.operation}")
                .id("read-page")
                .bean("pagedReadSteps", "handOver")
                .id("hand-over")
                .end();
    }

    private static PagedReadSpec spec(RouteTemplateContext context) {
        String operation = text(context, "operation");
        return new PagedReadSpec(
                operation,
                text(context, "idField"),
                number(operation, text(context, "maxPages")),
                choice(operation, "newestFirst", text(context, "newestFirst"), "true", "false"),
                choice(operation, "dedupe", text(context, "dedupe"), "all", "neighbours"));
    }

    private static String text(RouteTemplateContext context, String parameter) {
        return String.valueOf(context.getProperty(parameter)).strip();
    }

    private static int number(String operation, String value) {
        if (value.equals("off")) {
            return 0;
        }
        if (value.matches("[0-9]{1,9}")) {
            return Integer.parseInt(value);
        }
        throw new IllegalArgumentException("Paged read of " + operation + ": parameter maxPages='" + value
                + "' is not usable; expected a whole number, or off for no cap");
    }

    private static boolean choice(String operation, String name, String value, String yes, String no) {
        if (value.equals(yes) || value.equals(no)) {
            return value.equals(yes);
        }
        throw new IllegalArgumentException("Paged read of " + operation + ": parameter " + name + "='" + value
                + "' is not known; expected " + yes + " or " + no);
    }
}
