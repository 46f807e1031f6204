package io.outboundroutes.app.gates;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the sample files of these tests are checked against. */
final class SampleContext {

    private SampleContext() {}

    static GateContext context() {
        return context("guide");
    }

    static GateContext context(String genesysDialect) {
        BlockTemplate call = BlockTemplate.of(
                "genesys-call",
                BlockParameter.required("method").oneOf("GET", "POST", "PUT", "PATCH", "DELETE"),
                BlockParameter.required("path"),
                BlockParameter.required("effect").oneOf("read", "write"),
                BlockParameter.optional("lookup").namingARoute(),
                BlockParameter.optional("dataStatuses"));
        BlockTemplate read = BlockTemplate.of(
                "paged-read", BlockParameter.required("operation").namingARoute(), BlockParameter.optional("maxPages"));
        return GateContext.of(
                Map.of("genesys", genesysDialect, "cxone", "guide"),
                Set.of(
                        "segmentation.cron",
                        "segmentation.enabled",
                        "segmentation.max-pages",
                        "genesys.region",
                        "statistics.units.*"),
                Set.of("direct:ask-for-run", "wake-delivery"),
                List.of(call, read));
    }
}
